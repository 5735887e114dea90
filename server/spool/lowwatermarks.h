#pragma once

#include <QtGlobal>

#include <cstdint>
#include <deque>
#include <map>
#include <string>

namespace footfall::server {

// For every producer that the spool knows: below what sequence its frames have left the
// spool for good. The ledger may forget those, and only those.
//
// Row ids grow, and each run of the server has one identity, so the spool's rows stand
// producer by producer, and the oldest row is the low watermark of its producer.
class LowWatermarks {
public:
    // In the order of their rows. `lastId`: the producer's last row.
    void addEnded(const std::string &producer, qint64 lastId);
    void setCurrent(const std::string &producer) { m_current = producer; }

    // After a deletion that is durable: the oldest row, or none. Nothing is said of a producer
    // that neither has ended nor is the current one.
    void headIs(qint64 id, const std::string &producer, std::uint64_t sequence);
    void empty(std::uint64_t nextSequence);

    void forget(const std::string &producer) { m_lowWatermarks.erase(producer); }
    const std::map<std::string, std::uint64_t> &all() const { return m_lowWatermarks; }

private:
    struct Ended {
        std::string producer;
        qint64 lastId;
    };
    void endBefore(qint64 id);

    std::deque<Ended> m_ended; // that have rows
    std::string m_current;
    std::map<std::string, std::uint64_t> m_lowWatermarks;
};

}

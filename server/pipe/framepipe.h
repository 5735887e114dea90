#pragma once

#include "common/wakeup.h"
#include "server/pipe/inflightframes.h"
#include "server/pipe/pipeguard.h"
#include "server/spool/spool.h"

#include <zmq.hpp>

#include <atomic>
#include <deque>
#include <thread>

namespace footfall::server {

// The pipe's thread: reads committed frames from the spool, pushes them to the workers, takes
// their acknowledgements, and sends again what nobody speaks of any more. It owns both
// sockets. A frame's way is the same whether it was accepted now or before a crash.
class FramePipe {
public:
    struct Endpoints {
        QString frames; // PUSH binds here
        QString acks; // PULL binds here
        std::optional<PipeKeys> keys = {}; // CURVE, for both
    };
    // `clock` only measures silence: one that nobody sets back (steadyNow).
    static Result<std::unique_ptr<FramePipe>> open(
        zmq::context_t &context, const Endpoints &endpoints, const QString &spoolFolder, Clock clock);
    ~FramePipe();

    // From any thread: the spool has committed something.
    void wake() { m_wake.wake(); }

    // Before it, nothing is sent.
    void start(Spool &spool);

    // Events that the rules have refused, since this server started. From any thread.
    void countRejected(std::size_t events) { m_rejected += events; }
    std::uint64_t rejectedEvents() const { return m_rejected; }

    // Events that PostgreSQL has refused, since this server started.
    std::uint64_t rejectedByDatabase() const { return m_rejectedByDatabase; }

private:
    struct SentLow {
        std::uint64_t low = 0;
        std::uint64_t rejected = 0;
        std::uint64_t stored = 0; // what a worker has confirmed
        Timestamp sentAt = 0;
    };

    FramePipe(zmq::context_t &context, const Endpoints &endpoints, QString spoolFolder, Clock clock);
    void run(const std::stop_token &stop);
    void takeAcknowledgements();
    void take(const WorkerMessage &message);
    bool sendSome(SpoolReader &reader); // whether there may be more to send at once
    void fetch(SpoolReader &reader);
    bool send(const SpoolReader::Row &row); // false: no room in the socket
    void sendLows();

    const QString m_spoolFolder;
    const Clock m_clock;
    std::optional<PipeGuard> m_guard; // before the sockets: it has to outlive them
    zmq::socket_t m_frames;
    zmq::socket_t m_acks;
    Wakeup m_wake;
    Spool *m_spool = nullptr;
    InFlightFrames m_inFlight;
    qint64 m_lastRow = 0; // the newest that has been fetched
    std::deque<SpoolReader::Row> m_next; // fetched, not yet sent; a MiB and a frame at most
    std::map<std::string, SentLow> m_lows;
    Timestamp m_nextCheck = 0; // for frames to send again
    Timestamp m_nextLook = 0; // at the spool; steadyNow()
    std::atomic<std::uint64_t> m_rejected = 0;
    std::atomic<std::uint64_t> m_rejectedByDatabase = 0;
    std::jthread m_thread; // last: it uses all of the above
};

}

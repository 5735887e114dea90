#pragma once

#include <QByteArray>
#include <QCache>
#include <QMutex>

#include <future>
#include <memory>
#include <string>

namespace footfall::server {

// What a User-Agent says of itself; empty: unknown.
struct UserAgent {
    std::string browser; // as uap-core names it: "Chrome Mobile"
    std::string os;
    std::string device; // desktop, mobile, tablet or tv
    bool bot = false;

    bool operator==(const UserAgent &) const = default;
};

// Knows browsers, systems and bots by their User-Agent, from uap-core's data set, which is compiled
// in. Any thread may ask. What it has been asked lately it remembers, in 4 MiB.
//
// The data set takes some 0.3 s to prepare, which begins with the object, in threads of its own; who
// asks before it is ready waits for it. It and what is remembered of searches take some 25 MB.
class UserAgents {
public:
    static constexpr qsizetype maxBytes = 1024; // of a User-Agent; what is behind is not looked at

    UserAgents();
    ~UserAgents();

    bool isReady() const;

    // `strange`: how many bytes of texts that it does not remember may still be looked at. What a
    // text takes is subtracted; one that is longer is unknown. Null: any number.
    UserAgent find(const QByteArray &text, qsizetype *strange = nullptr) const;

private:
    struct Rules;
    UserAgent parse(const QByteArray &text) const;

    std::shared_future<std::shared_ptr<const Rules>> m_rules;
    mutable QMutex m_mutex;
    mutable QCache<QByteArray, UserAgent> m_known; // costs are bytes
};

}

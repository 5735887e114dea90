#pragma once

#include <QByteArray>
#include <QCache>
#include <QMutex>

#include <functional>
#include <future>
#include <memory>
#include <string>

namespace footfall::server {

// What a User-Agent says of itself; empty: unknown. Of a bot, nothing but its name.
struct UserAgent {
    std::string browser; // as uap-core names it: "Chrome Mobile"
    std::string os;
    std::string device; // desktop, mobile, tablet or tv
    std::string bot; // its name, as "Googlebot"; empty: not known as one

    bool operator==(const UserAgent &) const = default;
};

// Knows browsers and systems by their User-Agent, from uap-core's data set, which is compiled in, and
// Bots. Any thread may ask. What it has been asked lately it remembers, in 4 MiB.
//
// The data takes some 0.3 s to prepare, which begins with the object, in threads of its own. It and what is
// remembered of searches take some 25 MB.
class UserAgents {
public:
    static constexpr qsizetype maxBytes = 1024; // of a User-Agent; what is behind is not looked at

    UserAgents();
    ~UserAgents();

    void waitUntilReady() const; // find() does, too

    // Whether a text of so many bytes, which it does not remember, may be looked at.
    using MayLook = std::function<bool(qsizetype bytes)>;

    // A text that may not be looked at is unknown. Null: any may.
    UserAgent find(const QByteArray &text, const MayLook &mayLook = {}) const;

private:
    struct Rules;
    UserAgent parse(const QByteArray &text) const;

    std::shared_future<std::shared_ptr<const Rules>> m_rules;
    mutable QMutex m_mutex;
    mutable QCache<QByteArray, UserAgent> m_known; // costs are bytes
};

}

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

    // How closely a text of so many bytes, which it does not remember, may be looked at.
    enum class Look { NotAtAll, ForBots, Closely };
    using MayLook = std::function<Look(qsizetype bytes)>;

    // What may not be looked at is unknown. Null: all may, closely.
    UserAgent find(const QByteArray &text, const MayLook &mayLook = {}) const;

private:
    struct Rules;
    UserAgent parse(const QByteArray &text, Look look) const;

    std::shared_future<std::shared_ptr<const Rules>> m_rules;
    mutable QMutex m_mutex;
    mutable QCache<QByteArray, UserAgent> m_known; // costs are bytes
};

}

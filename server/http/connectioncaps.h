#pragma once

#include <QHash>
#include <QHostAddress>

#include <functional>
#include <mutex>

namespace footfall::server {

// How many connections there may be, in all and from one address (of IPv6: one /64, which is
// what a single customer gets). For all threads of a service together; its functions may be
// called from any.
class ConnectionCaps {
public:
    // `isExempt`: addresses that only the cap of all holds for, such as a proxy's.
    ConnectionCaps(int inAll, int perAddress, std::function<bool(const QHostAddress &)> isExempt);

    // Whether one more may come; it has to leave() then.
    bool admit(const QHostAddress &address);
    void leave(const QHostAddress &address);

    int count() const;

private:
    const int m_inAll;
    const int m_perAddress;
    const std::function<bool(const QHostAddress &)> m_isExempt;
    mutable std::mutex m_mutex;
    int m_count = 0;
    QHash<QHostAddress, int> m_byAddress;
};

}

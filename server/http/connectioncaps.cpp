#include "server/http/connectioncaps.h"

#include "common/addresslist.h"

namespace footfall::server {

namespace {

QHostAddress customer(const QHostAddress &address)
{
    const QHostAddress plain = plainAddress(address);
    if (plain.protocol() == QAbstractSocket::IPv4Protocol)
        return plain;
    Q_IPV6ADDR bytes = plain.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8(0));
    return QHostAddress(bytes);
}

}

ConnectionCaps::ConnectionCaps(int inAll, int perAddress, std::function<bool(const QHostAddress &)> isExempt)
    : m_inAll(inAll)
    , m_perAddress(perAddress)
    , m_isExempt(std::move(isExempt))
{
}

bool ConnectionCaps::admit(const QHostAddress &address)
{
    const bool counts = !m_isExempt(address);
    const std::lock_guard lock(m_mutex);
    if (m_count >= m_inAll)
        return false;
    if (counts) {
        int &mine = m_byAddress[customer(address)];
        if (mine >= m_perAddress)
            return false;
        ++mine;
    }
    ++m_count;
    return true;
}

void ConnectionCaps::leave(const QHostAddress &address)
{
    const bool counts = !m_isExempt(address);
    const std::lock_guard lock(m_mutex);
    --m_count;
    if (!counts)
        return;
    const auto mine = m_byAddress.find(customer(address));
    if (--*mine == 0)
        m_byAddress.erase(mine);
}

int ConnectionCaps::count() const
{
    const std::lock_guard lock(m_mutex);
    return m_count;
}

}

#include "server/http/trustedproxies.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}

Result<TrustedProxies> TrustedProxies::parse(const QStringList &list)
{
    TrustedProxies proxies;
    for (const QString &item : list.join(u',').split(u',', Qt::SkipEmptyParts)) {
        const QString text = item.trimmed();
        const auto subnet = QHostAddress::parseSubnet(text);
        // Qt reads "10" as an address too.
        const bool isWhole = text.count(u'.') == 3 || text.contains(u':');
        if (subnet.second < 0 || !isWhole)
            return invalid(u"--trusted-proxies: expected ADDRESS or ADDRESS/PREFIX, not '%1'"_s.arg(item));
        proxies.m_subnets += subnet;
    }
    return proxies;
}

bool TrustedProxies::contains(const QHostAddress &address) const
{
    if (m_subnets.isEmpty())
        return false;
    const QHostAddress plain = plainAddress(address);
    return std::any_of(m_subnets.begin(), m_subnets.end(),
        [&](const auto &subnet) { return plain.isInSubnet(subnet); });
}

QHostAddress TrustedProxies::clientOf(const QHostAddress &peer, const QByteArray &forwardedFor) const
{
    if (forwardedFor.isEmpty() || !contains(peer))
        return peer;
    QHostAddress client = peer;
    const QByteArrayList hops = forwardedFor.split(',');
    for (auto hop = hops.rbegin(); hop != hops.rend() && contains(client); ++hop) {
        client = plainAddress(QHostAddress(QString::fromLatin1(hop->trimmed())));
        if (client.isNull())
            return peer;
    }
    return client;
}

}

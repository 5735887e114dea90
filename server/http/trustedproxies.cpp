#include "server/http/trustedproxies.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

Result<TrustedProxies> TrustedProxies::parse(const QStringList &list)
{
    const auto addresses = AddressList::parse(list);
    if (!addresses)
        return invalid(u"--trusted-proxies: "_s + addresses.error().message);
    TrustedProxies proxies;
    proxies.m_addresses = *addresses;
    return proxies;
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

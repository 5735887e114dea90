#include "server/ingest/visitorid.h"

#include "server/ingest/useragents.h"

#include <sodium.h>

namespace footfall::server {

std::string visitorId(const VisitorSalts::Salt &salt, std::string_view siteId, const QHostAddress &address,
    const QByteArray &userAgent)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address(); // of an IPv4 address: ::ffff:1.2.3.4
    const QByteArray agent = userAgent.first(std::min(userAgent.size(), UserAgents::maxBytes));
    std::string text(siteId);
    text += '\0'; // which is in no site_id: no two senders give one text
    text.append(reinterpret_cast<const char *>(&bytes), sizeof bytes);
    text.append(agent.constData(), std::size_t(agent.size()));

    std::array<unsigned char, 16> hash;
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char *>(text.data()), text.size(),
        salt.data(), salt.size());
    char hex[2 * hash.size() + 1];
    sodium_bin2hex(hex, sizeof hex, hash.data(), hash.size());
    return std::string("~") + hex;
}

}

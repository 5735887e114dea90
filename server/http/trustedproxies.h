#pragma once

#include "common/result.h"

#include <QHostAddress>
#include <QList>
#include <QStringList>

namespace footfall::server {

// An IPv4 address is itself even where it comes as ::ffff:1.2.3.4, as it does on a socket that
// takes both families.
QHostAddress plainAddress(const QHostAddress &address);

// The reverse proxies whose word about a client's address is taken (`--trusted-proxies`).
// Immutable, so any thread may ask.
class TrustedProxies {
public:
    TrustedProxies() = default; // none

    // Each of the list is ADDRESS or ADDRESS/PREFIX, or several of these with commas between
    // them; an error names the one that is neither.
    static Result<TrustedProxies> parse(const QStringList &list);

    bool contains(const QHostAddress &address) const;

    // Who sent a request that came from `peer` with this X-Forwarded-For, the values of all its
    // lines joined by commas. Each proxy adds, on the right, the address that it was reached
    // from; so the right-most that is no proxy of ours is the client, and all to the left of it
    // is what the client says of itself. Not an address where one is needed: the peer.
    QHostAddress clientOf(const QHostAddress &peer, const QByteArray &forwardedFor) const;

private:
    QList<std::pair<QHostAddress, int>> m_subnets;
};

}

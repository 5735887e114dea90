#pragma once

#include "common/addresslist.h"

namespace footfall::server {

// The reverse proxies whose word about a client's address is taken (`--trusted-proxies`).
// Immutable, so any thread may ask.
class TrustedProxies {
public:
    TrustedProxies() = default; // none

    // As AddressList::parse(); an error names the option.
    static Result<TrustedProxies> parse(const QStringList &list);

    bool contains(const QHostAddress &address) const { return m_addresses.contains(address); }

    // Who sent a request that came from `peer` with this X-Forwarded-For, the values of all its
    // lines joined by commas. Each proxy adds, on the right, the address that it was reached
    // from; so the right-most that is no proxy of ours is the client, and all to the left of it
    // is what the client says of itself. Not an address where one is needed: the peer.
    QHostAddress clientOf(const QHostAddress &peer, const QByteArray &forwardedFor) const;

private:
    AddressList m_addresses;
};

}

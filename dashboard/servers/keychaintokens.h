#pragma once

#include "dashboard/servers/tokenstore.h"

namespace QKeychain {
class Job;
}

namespace footfall::dashboard {

// In the system's keychain: the Secret Service of GNOME and others, or KWallet. Without one every
// call fails, and says so. The only place that knows QtKeychain.
class KeychainTokens : public TokenStore {
    Q_OBJECT
public:
    using TokenStore::TokenStore;

    void read(const QUrl &service, Read then) override;
    void write(const QUrl &service, const QByteArray &token, Written then) override;
    QString whereabouts() const override;
};

}

#pragma once

#include "dashboard/servers/tokenstore.h"

class QSettings;

namespace footfall::dashboard {

// For a system without a keychain: in memory, or in a file once somebody has said so, which the
// settings remember.
class PlainTokens : public TokenStore {
    Q_OBJECT
public:
    // All three outlive it.
    PlainTokens(TokenStore &memory, TokenStore &file, QSettings &settings, QObject *parent = nullptr);

    void read(const QUrl &service, Read then) override { store().read(service, std::move(then)); }
    void write(const QUrl &service, const QByteArray &token, Written then) override;
    QString whereabouts() const override { return store().whereabouts(); }
    std::optional<bool> isInFile() const override;
    void setInFile(bool isInFile) override;

private:
    TokenStore &store() const { return *isInFile() ? m_file : m_memory; }

    TokenStore &m_memory;
    TokenStore &m_file;
    QSettings &m_settings;
};

}

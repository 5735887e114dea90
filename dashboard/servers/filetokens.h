#pragma once

#include "dashboard/servers/tokenstore.h"

namespace footfall::dashboard {

// In a file that its owner alone may read (0600), as plain text: only if the user has said so.
// JSON, {"v":1,"tokens":{"http://host:4000":"..."}}, replaced whole.
class FileTokens : public TokenStore {
    Q_OBJECT
public:
    explicit FileTokens(const QString &path, QObject *parent = nullptr);

    void read(const QUrl &service, Read then) override; // a file that others may read fails
    void write(const QUrl &service, const QByteArray &token, Written then) override;
    QString whereabouts() const override;

private:
    QString m_path;
};

}

#pragma once

#include <QProcess>
#include <QUrl>

namespace footfall {

// footfall-server as an ingest service by itself, on a port of its own, until it goes out of scope.
class IngestServer {
public:
    // Its spool and its pipe are in `folder`. Comes back when it listens, or has ended.
    IngestServer(const QString &folder, const QString &database, const QStringList &more = {});
    ~IngestServer();

    void terminate() { m_server.terminate(); } // SIGTERM
    [[nodiscard]] bool waitStopped(); // false: not with exit status 0, or not within 30 s

    QUrl url() const { return m_url; } // empty: it did not start

private:
    QProcess m_server;
    QUrl m_url;
};

// A database that cannot be reached.
inline const QString noDatabase = QStringLiteral("host=/nonexistent");

}

#pragma once

#include "dashboard/client/fetch.h"

#include <QNetworkAccessManager>
#include <QUrl>

namespace footfall::dashboard {

// Tries an address: whether a Footfall is there, and opens to the token. One try at a time.
class ServerTest : public QObject {
    Q_OBJECT
public:
    enum class Outcome {
        Good,
        Usable, // it answers, but something of it is not as it should be
        NeedsToken, // or another one
        Bad,
    };
    Q_ENUM(Outcome)

    explicit ServerTest(const Fetch::Limits &limits = {}, QObject *parent = nullptr);
    ~ServerTest() override;

    // Ends in one done(), unless it is started again or cancelled first. `ingest` may be empty,
    // and so may the token.
    void start(const QUrl &stats, const QUrl &ingest, const QByteArray &token);
    void cancel();

signals:
    void done(footfall::dashboard::ServerTest::Outcome outcome, const QString &sentence);

private:
    // GETs the path below `base`, and goes on in `then`.
    void get(const QUrl &base, const QString &path, void (ServerTest::*then)(const Answer<QByteArray> &));
    void takeHealth(const Answer<QByteArray> &answer);
    void takeSites(const Answer<QByteArray> &answer);
    void takeIngestHealth(const Answer<QByteArray> &answer);

    Fetch::Limits m_limits;
    QNetworkAccessManager m_network;
    QUrl m_stats;
    QUrl m_ingest;
    QByteArray m_token;
    Fetch *m_fetch = nullptr;
    QString m_found; // what the stats service has said of itself
};

}

#pragma once

#include "dashboard/client/backoff.h"
#include "dashboard/client/fetch.h"
#include "dashboard/client/figures.h"

#include <QNetworkAccessManager>
#include <QTimer>

namespace footfall {

// Asks the ingest service once a second how much is accepted but not yet counted. It is
// apart from the Poller, since the figures are right without it.
class QueueWatch : public QObject {
    Q_OBJECT
public:
    explicit QueueWatch(const QUrl &base, const Fetch::Limits &limits = {}, QObject *parent = nullptr);
    ~QueueWatch() override { stop(); }

    void start();
    void stop();

signals:
    void heard(const footfall::Queue &queue);
    void lost(const footfall::Failure &failure);

private:
    void ask();
    void take(const Answer<QByteArray> &answer);
    void forget();

    QUrl m_url;
    Fetch::Limits m_limits;
    QNetworkAccessManager m_network;
    QTimer m_timer;
    Backoff m_backoff;
    Fetch *m_fetch = nullptr;
};

}

#pragma once

#include "dashboard/client/backoff.h"
#include "dashboard/client/clock.h"
#include "dashboard/client/daychoice.h"
#include "dashboard/client/statsclient.h"

#include <QTimer>

namespace footfall {

// Keeps the figures of one site and day fresh: polls once a second while running, never two
// polls at once, and backs off while the service is away.
class Poller : public QObject {
    Q_OBJECT
public:
    Poller(StatsClient &client, Clock clock, QObject *parent = nullptr);

    QUrl url() const { return m_client.base(); }
    QString site() const { return m_site; }
    DayChoice day() const { return m_day; }
    std::optional<QDateTime> heardAt() const { return m_heardAt; } // last answer that was right
    std::optional<Failure> failure() const { return m_failure; } // of the last poll
    // When the next poll is due; none while one is under way, or while stopped.
    std::optional<QDateTime> nextTry() const { return m_nextTry; }

    void start();
    void stop();

public slots:
    // An empty site: only the list of sites is asked for.
    void choose(const QString &site, const footfall::DayChoice &day);
    void refresh(); // now: what is pending is cancelled

signals:
    void sitesArrived(const QList<footfall::Site> &sites);
    void statsArrived(const footfall::Stats &stats);
    void failed(const footfall::Failure &failure);
    void polled(); // one whole poll went well

private:
    void poll();
    void conclude();
    void fail(const Failure &failure);
    void schedule(std::chrono::milliseconds wait);

    StatsClient &m_client;
    Clock m_clock;
    QTimer m_timer;
    Backoff m_backoff;
    QString m_site;
    DayChoice m_day;
    bool m_running = false;
    int m_unanswered = 0;
    QDateTime m_startedAt;
    std::optional<QDateTime> m_heardAt;
    std::optional<QDateTime> m_nextTry;
    std::optional<Failure> m_failure;
};

}

#pragma once

#include "dashboard/poll/polling.h"
#include "dashboard/poll/scene.h"

namespace footfall::dashboard {

// Where a Footfall is, and what opens its stats service.
struct Address {
    QUrl stats;
    QUrl ingest = {}; // empty: how far behind the numbers are is not known
    QByteArray token = {}; // empty: none
    bool operator==(const Address &) const = default;
};

// All that the window hears. It says what is visible, and hears the figures of that, each time
// that they have changed (sites each time, since it matters when they were right); after setScene(),
// setLook() and connectTo() nothing of before arrives. The two services are polled apart, since the
// figures are right without the queue.
class Feed : public QObject {
    Q_OBJECT
public:
    explicit Feed(Clock clock, const Fetch::Limits &limits = {}, QObject *parent = nullptr);

    const Address &address() const { return m_address; }
    bool isRunning() const { return m_stats.isRunning(); }
    std::optional<QDateTime> heardAt() const { return m_stats.heardAt(); } // from the stats service
    std::optional<Failure> failure() const { return m_stats.failure(); }
    std::optional<QDateTime> nextTry() const { return m_stats.nextTry(); }
    // What the ingest service said last; nothing while it says nothing.
    const std::optional<Queue> &queue() const { return m_queue; }
    std::optional<Failure> queueFailure() const { return m_ingest.failure(); }

    void connectTo(const Address &address); // to none: nobody is asked until there is one
    void setScene(const Scene &scene);
    void setLook(const Look &look); // the same for another look
    // These ask for what is new; what was asked for before is told when it changes.
    void setPage(Page page);
    void setPanels(const QList<Panel> &panels);
    void setWatched(const QStringList &sites);

    void start();
    void stop(); // paused
    void refresh(); // all, now: what is pending is cancelled

signals:
    void sitesHeard(const QList<footfall::dashboard::Site> &sites);
    void statsHeard(const footfall::dashboard::Stats &stats);
    void timeseriesHeard(const footfall::dashboard::Timeseries &series);
    void previousTimeseriesHeard(const footfall::dashboard::Timeseries &series); // of compared()
    void breakdownHeard(const footfall::dashboard::Breakdown &breakdown);
    void breakdownRefused(const QString &dimension, const footfall::dashboard::Failure &failure); // the others go on
    void realtimeHeard(const footfall::dashboard::Realtime &realtime);
    void visitorsHeard(const footfall::dashboard::Realtime &realtime); // the same, and of every other site that is watched
    void pipelineHeard(const footfall::dashboard::Pipeline &pipeline);
    void failed(const footfall::dashboard::Failure &failure); // of the stats service
    void polled(); // all that is visible is fresh
    void queueHeard(const footfall::dashboard::Queue &queue);
    void queueLost(const footfall::dashboard::Failure &failure);
    void stopped(); // nobody is asked any more

private:
    void pass(const Question &question, const Figures &figures);
    void passRealtime(const Realtime &realtime);
    Scene m_scene;
    Address m_address;
    StatsClient m_statsClient;
    StatsClient m_ingestClient;
    Polling m_stats;
    Polling m_ingest;
    std::optional<Queue> m_queue;
};

}

#include "dashboard/poll/feed.h"

namespace footfall::dashboard {

namespace {

using Topic = Question::Topic;

}

Feed::Feed(Clock clock, const Fetch::Limits &limits, QObject *parent)
    : QObject(parent)
    , m_statsClient({}, limits)
    , m_ingestClient({}, limits)
    , m_stats(m_statsClient, [this](const QDateTime &now) { return questionsOf(m_scene, now); }, clock)
    , m_ingest(m_ingestClient, [](const QDateTime &) { return QList {queueQuestion()}; }, clock)
{
    connect(&m_stats, &Polling::heard, this, &Feed::pass);
    connect(&m_stats, &Polling::failed, this, &Feed::failed);
    connect(&m_stats, &Polling::polled, this, &Feed::polled);
    connect(&m_stats, &Polling::refused, this, [this](const Question &question, const Failure &failure) {
        emit breakdownRefused(question.dimension, failure);
    });
    connect(&m_ingest, &Polling::heard, this, &Feed::pass);
    connect(&m_ingest, &Polling::failed, this, [this](const Failure &failure) {
        m_queue.reset();
        emit queueLost(failure);
    });
}

void Feed::connectTo(const Address &address)
{
    const bool isRunning = m_stats.isRunning();
    stop();
    m_address = address;
    m_queue.reset();
    m_statsClient.setServer(address.stats, address.token);
    m_ingestClient.setServer(address.ingest, {});
    m_stats.startOver();
    m_ingest.startOver();
    if (isRunning)
        start();
}

void Feed::setScene(const Scene &scene)
{
    m_scene = scene;
    m_stats.restart();
}

void Feed::setLook(const Look &look)
{
    m_scene.look = look;
    m_stats.restart();
}

void Feed::setPage(Page page)
{
    if (std::exchange(m_scene.page, page) != page)
        m_stats.update();
}

void Feed::setPanels(const QList<Panel> &panels)
{
    if (std::exchange(m_scene.panels, panels) != panels)
        m_stats.update();
}

void Feed::setWatched(const QStringList &sites)
{
    if (std::exchange(m_scene.watched, sites) != sites)
        m_stats.update();
}

void Feed::start()
{
    if (m_address.stats.isEmpty())
        return;
    m_stats.start();
    if (!m_address.ingest.isEmpty())
        m_ingest.start();
}

void Feed::stop()
{
    m_stats.stop();
    m_ingest.stop();
    emit stopped();
}

void Feed::refresh()
{
    m_stats.refresh();
    m_ingest.refresh();
}

void Feed::passRealtime(const Realtime &realtime)
{
    const bool isShown = realtime.site == m_scene.look.site && (m_scene.page == Page::Overview || m_scene.page == Page::Realtime);
    emit visitorsHeard(realtime);
    if (isShown)
        emit realtimeHeard(realtime);
}

void Feed::pass(const Question &question, const Figures &figures)
{
    switch (question.topic) {
    case Topic::Sites: return emit sitesHeard(std::get<QList<Site>>(figures));
    case Topic::Stats: return emit statsHeard(std::get<Stats>(figures));
    case Topic::Timeseries: return emit timeseriesHeard(std::get<Timeseries>(figures));
    case Topic::PreviousTimeseries: return emit previousTimeseriesHeard(std::get<Timeseries>(figures));
    case Topic::Breakdown: return emit breakdownHeard(std::get<Breakdown>(figures));
    case Topic::Realtime: return passRealtime(std::get<Realtime>(figures));
    case Topic::Pipeline: return emit pipelineHeard(std::get<Pipeline>(figures));
    case Topic::Queue:
        m_queue = std::get<Queue>(figures);
        return emit queueHeard(*m_queue);
    }
}

}

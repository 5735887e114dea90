#include "dashboard/client/poller.h"

using namespace std::chrono_literals;

namespace footfall {

namespace {
constexpr auto interval = 1000ms;
constexpr int shownPaths = 50;
}

Poller::Poller(StatsClient &client, Clock clock, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_clock(std::move(clock))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Poller::poll);
}

void Poller::start()
{
    if (m_running)
        return;
    m_running = true;
    refresh();
}

void Poller::stop()
{
    m_running = false;
    m_timer.stop();
    m_client.cancel();
    m_unanswered = 0;
    m_nextTry.reset();
}

void Poller::choose(const QString &site, const DayChoice &day)
{
    m_site = site;
    m_day = day;
    if (m_running)
        refresh();
}

void Poller::refresh()
{
    if (!m_running)
        return;
    poll();
}

void Poller::poll()
{
    m_timer.stop();
    m_client.cancel();
    m_nextTry.reset();
    m_startedAt = m_clock();
    m_unanswered = m_site.isEmpty() ? 1 : 2;

    m_client.getSites([this](const Answer<QList<Site>> &sites) {
        if (!sites)
            return fail(sites.error());
        conclude();
        emit sitesArrived(*sites);
    });
    if (m_site.isEmpty())
        return;
    m_client.getStats(m_site, m_day.at(m_startedAt), shownPaths, [this](const Answer<Stats> &stats) {
        if (!stats)
            return fail(stats.error());
        conclude();
        emit statsArrived(*stats);
    });
}

void Poller::conclude()
{
    m_heardAt = m_clock();
    if (--m_unanswered > 0)
        return;
    m_failure.reset();
    m_backoff.succeeded();
    const std::chrono::milliseconds taken(m_startedAt.msecsTo(*m_heardAt));
    schedule(std::clamp(interval - taken, 0ms, interval));
    // Queued, since the figures themselves are announced after this.
    QMetaObject::invokeMethod(this, &Poller::polled, Qt::QueuedConnection);
}

void Poller::fail(const Failure &failure)
{
    m_client.cancel();
    m_unanswered = 0;
    m_failure = failure;
    schedule(m_backoff.failed(failure.retryAfter));
    emit failed(failure);
}

void Poller::schedule(std::chrono::milliseconds wait)
{
    m_nextTry = m_clock().addMSecs(wait.count());
    m_timer.start(wait);
}

}

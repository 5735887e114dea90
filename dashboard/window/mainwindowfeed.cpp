#include "dashboard/alerts/alerting.h"
#include "dashboard/models/sitesmodel.h"
#include "dashboard/pages/overviewpage.h"
#include "dashboard/pages/pipelinepage.h"
#include "dashboard/pages/realtimepage.h"
#include "dashboard/widgets/connectionbanner.h"
#include "dashboard/widgets/connectionstatus.h"
#include "dashboard/window/headerbar.h"
#include "dashboard/window/mainwindow.h"
#include "dashboard/window/sidebar.h"

// What the window hears, and when it asks.

namespace footfall::dashboard {

void MainWindow::listenToFeed()
{
    connect(&m_feed, &Feed::sitesHeard, this, &MainWindow::takeSites);
    connect(&m_feed, &Feed::statsHeard, this, [this](const Stats &stats) {
        m_showsStats = true;
        m_overview->setStats(stats);
    });
    connect(&m_feed, &Feed::timeseriesHeard, m_overview, &OverviewPage::setTimeseries);
    connect(&m_feed, &Feed::previousTimeseriesHeard, m_overview, &OverviewPage::setPreviousTimeseries);
    connect(&m_feed, &Feed::breakdownHeard, m_overview, &OverviewPage::setBreakdown);
    connect(&m_feed, &Feed::breakdownRefused, m_overview, &OverviewPage::refuseBreakdown);
    connect(&m_feed, &Feed::realtimeHeard, m_overview, &OverviewPage::setRealtime);
    connect(&m_feed, &Feed::realtimeHeard, m_realtime, &RealtimePage::setRealtime);
    connect(&m_feed, &Feed::pipelineHeard, m_pipeline, &PipelinePage::setPipeline);
    connect(&m_feed, &Feed::failed, this, &MainWindow::takeFailure);
    connect(&m_feed, &Feed::polled, this, &MainWindow::takeSuccess);
    connect(&m_feed, &Feed::queueHeard, this, [this](const Queue &queue) {
        m_sidebar->setQueue(queue);
        m_pipeline->setQueue(queue);
        m_pipeline->setFailures(m_feed.failure(), std::nullopt);
    });
    connect(&m_feed, &Feed::queueLost, this, [this](const Failure &failure) {
        m_sidebar->setQueueUnknown(failure.reason);
        m_pipeline->setQueue(std::nullopt);
        m_pipeline->setFailures(m_feed.failure(), failure);
    });
}

void MainWindow::openFeed(const QByteArray &token)
{
    m_feed.connectTo({m_server.stats, m_server.ingest, token});
    pollIfVisible();
    askOnce();
}

void MainWindow::takeSites(const QList<Site> &sites)
{
    m_sites->setSites(sites);
    const QStringList ids = m_sites->ids();
    if (std::exchange(m_hasNoSites, ids.isEmpty() && (m_look.site.isEmpty() || m_isRemembered)) != m_hasNoSites)
        showCurrentPage();
    const bool isGone = m_isRemembered && !ids.contains(m_look.site);
    if (!ids.isEmpty() && (m_look.site.isEmpty() || isGone))
        change(&Look::site, m_sites->busiest());
    m_isRemembered = m_isRemembered && ids.isEmpty();
}

void MainWindow::takeFailure(const Failure &failure)
{
    setStale(true);
    m_header->status().setState(ConnectionStatus::State::Lost, m_feed.heardAt());
    m_banner->showFailure(failure, m_feed.nextTry());
    if (std::exchange(m_isFirstRun, false))
        askFirstServer();
}

void MainWindow::takeSuccess()
{
    m_isFirstRun = false; // it was where one usually is
    m_banner->hide();
    if (isSeen())
        m_freshAt[m_page] = m_clock();
    setStale(false);
    m_header->status().setState(m_isPaused ? ConnectionStatus::State::Paused : ConnectionStatus::State::Live, m_feed.heardAt());
    if (m_isPaused)
        m_feed.stop();
}

void MainWindow::setStale(bool isStale)
{
    m_overview->setStale(isStale);
    m_realtime->setStale(isStale);
    m_pipeline->setStale(isStale);
    m_pipeline->setFailures(m_feed.failure(), m_feed.queueFailure());
}

void MainWindow::clearPages()
{
    m_overview->clear();
    m_realtime->clear();
}

void MainWindow::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    m_header->setPaused(isPaused);
    if (m_feed.heardAt() && !m_feed.failure())
        m_header->status().setState(isPaused ? ConnectionStatus::State::Paused : ConnectionStatus::State::Live, m_feed.heardAt());
    if (const auto failure = m_feed.failure())
        m_banner->showFailure(*failure, isPaused ? std::nullopt : std::optional(m_clock()));
    m_pipeline->setPaused(isPaused);
    pollIfVisible();
}

void MainWindow::refresh()
{
    m_feed.refresh();
    askOnce();
}

// While it is paused, what is asked for by hand is asked once: takeSuccess() stops it.
void MainWindow::askOnce()
{
    if (m_isPaused && isVisible())
        m_feed.start();
}

// What nobody has seen for a while is old until it is heard again, which may take a while too.
void MainWindow::doubtOldFigures()
{
    constexpr qint64 oldSeconds = 5;
    const auto fresh = m_freshAt.constFind(m_page);
    if (isSeen() && !m_isPaused && fresh != m_freshAt.constEnd() && fresh->secsTo(m_clock()) > oldSeconds)
        setStale(true);
}

// Unseen, it asks only for what somebody wants to be told of.
void MainWindow::pollIfVisible()
{
    doubtOldFigures();
    m_feed.setPage(isSeen() ? m_page : Page::None);
    if ((isSeen() || m_alerting->hasRules()) && !m_isPaused && !m_isClosed)
        m_feed.start();
    else
        m_feed.stop();
}

}

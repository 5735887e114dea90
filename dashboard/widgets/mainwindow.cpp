#include "dashboard/widgets/mainwindow.h"

#include "dashboard/models/sitesmodel.h"
#include "dashboard/widgets/connectionbanner.h"
#include "dashboard/widgets/connectionstatus.h"
#include "dashboard/widgets/daybar.h"
#include "dashboard/widgets/emptystate.h"
#include "dashboard/widgets/headerbar.h"
#include "dashboard/widgets/overview.h"
#include "dashboard/widgets/sitebox.h"
#include "dashboard/widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QGuiApplication>
#include <QSettings>
#include <QStackedWidget>
#include <QToolTip>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace footfall {

MainWindow::MainWindow(
    const Launch &launch, Poller &poller, QueueWatch *queue, QSettings &settings, const Clock &clock)
    : m_poller(poller)
    , m_queue(queue)
    , m_settings(settings)
    , m_sites(new SitesModel(this))
    , m_header(new HeaderBar(clock))
    , m_banner(new ConnectionBanner(launch.statsUrl, clock))
    , m_pages(new QStackedWidget)
    , m_overview(new Overview(clock, *m_sites))
    , m_empty(new EmptyState(launch.ingestUrl.value_or(QUrl(u"http://127.0.0.1:3000"_s))))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Footfall"));
    setMinimumSize(960, 600);
    m_pages->addWidget(m_overview);
    m_pages->addWidget(m_empty);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    setCentralWidget(page);

    m_header->setFocus(); // so that no control looks as if it were being used; Tab goes on from here
    followPalette();
    addActions();
    listen();
    resize(launch.windowSize.value_or(QSize(1280, 800)));
    if (!launch.windowSize)
        restoreGeometry(m_settings.value(u"geometry"_s).toByteArray());
    if (launch.site.isEmpty())
        m_remembered = m_settings.value(u"site"_s).toString();
    choose(launch.site, launch.day.value_or(DayChoice()));
}

void MainWindow::addActions()
{
    auto *refresh = new QAction(tr("Refresh now"), this);
    refresh->setShortcuts({QKeySequence(Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_R)});
    connect(refresh, &QAction::triggered, &m_poller, &Poller::refresh);
    auto *quit = new QAction(tr("Quit"), this);
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    connect(quit, &QAction::triggered, this, &QWidget::close);
    for (QAction *action : {refresh, quit})
        addAction(action);
}

void MainWindow::listen()
{
    connect(&m_poller, &Poller::sitesArrived, this, &MainWindow::takeSites);
    connect(&m_poller, &Poller::statsArrived, this, &MainWindow::takeStats);
    connect(&m_poller, &Poller::failed, this, &MainWindow::takeFailure);
    connect(&m_poller, &Poller::polled, this, &MainWindow::takeSuccess);
    connect(m_banner, &ConnectionBanner::tryNow, &m_poller, &Poller::refresh);
    connect(&m_header->siteBox(), &SiteBox::siteChosen, this,
        [this](const QString &site) { choose(site, m_poller.day()); });
    connect(m_overview, &Overview::siteActivated, this, [this](const QString &site) { choose(site, m_poller.day()); });
    connect(&m_header->dayBar(), &DayBar::chosen, this,
        [this](const DayChoice &day) { choose(m_poller.site(), day); });
    connect(m_sites, &SitesModel::idsChanged, this, [this] { m_header->siteBox().setSites(m_sites->ids()); });
    if (!m_queue)
        return;
    ConnectionStatus &status = m_header->status();
    connect(m_queue, &QueueWatch::heard, &status, &ConnectionStatus::setQueue);
    connect(m_queue, &QueueWatch::lost, &status,
        [&status](const Failure &failure) { status.setQueueUnknown(failure.reason); });
}

void MainWindow::choose(const QString &site, const DayChoice &day)
{
    if (m_showsStats && site == m_poller.site() && day == m_poller.day())
        return;
    m_header->siteBox().setSite(site);
    m_sites->setChosen(site);
    m_header->dayBar().setChoice(day);
    m_showsStats = false;
    m_overview->clear();
    m_poller.choose(site, day);
}

void MainWindow::takeSites(const QList<Site> &sites)
{
    m_sites->setSites(sites);
    if (!m_poller.site().isEmpty())
        return;
    const QStringList ids = m_sites->ids();
    m_pages->setCurrentWidget(ids.isEmpty() ? static_cast<QWidget *>(m_empty) : m_overview);
    if (!ids.isEmpty())
        choose(ids.contains(m_remembered) ? m_remembered : m_sites->busiest(), m_poller.day());
}

void MainWindow::takeStats(const Stats &stats)
{
    m_pages->setCurrentWidget(m_overview);
    // At midnight UTC "today" becomes another day, with a line of its own.
    if (m_showsStats && m_shownDay != stats.day)
        m_overview->clear();
    m_shownDay = stats.day;
    m_showsStats = true;
    m_header->dayBar().followClock();
    m_overview->setStats(stats);
}

void MainWindow::takeFailure(const Failure &failure)
{
    m_overview->setStale(true);
    m_header->status().setState(ConnectionStatus::State::Lost, m_poller.heardAt());
    m_banner->showFailure(failure, m_poller.nextTry().value_or(QDateTime()));
}

void MainWindow::takeSuccess()
{
    m_banner->hide();
    m_overview->setStale(false);
    m_header->status().setState(ConnectionStatus::State::Live, m_poller.heardAt());
}

void MainWindow::pollIfVisible()
{
    const bool isSeen = isVisible() && !isMinimized();
    if (isSeen)
        m_poller.start();
    else
        m_poller.stop();
    if (m_queue && isSeen)
        m_queue->start();
    else if (m_queue)
        m_queue->stop();
}

void MainWindow::followPalette()
{
    const QPalette colors = Theme::of(QGuiApplication::palette()).palette();
    if (palette() == colors)
        return;
    setPalette(colors);
    QToolTip::setPalette(colors);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    pollIfVisible();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    pollIfVisible();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        pollIfVisible();
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange)
        followPalette();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setValue(u"geometry"_s, saveGeometry());
    if (!m_poller.site().isEmpty())
        m_settings.setValue(u"site"_s, m_poller.site());
    QMainWindow::closeEvent(event);
}

}

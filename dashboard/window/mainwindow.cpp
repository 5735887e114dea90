#include "dashboard/window/mainwindow.h"

#include "dashboard/alerts/alerting.h"
#include "dashboard/export/export.h"
#include "dashboard/format.h"
#include "dashboard/models/sitesmodel.h"
#include "dashboard/pages/overviewpage.h"
#include "dashboard/pages/pipelinepage.h"
#include "dashboard/pages/realtimepage.h"
#include "dashboard/servers/tokenstore.h"
#include "dashboard/tray.h"
#include "dashboard/widgets/appicon.h"
#include "dashboard/widgets/connectionbanner.h"
#include "dashboard/widgets/connectionstatus.h"
#include "dashboard/widgets/emptystate.h"
#include "dashboard/widgets/panelcard.h"
#include "dashboard/widgets/picker.h"
#include "dashboard/widgets/theme.h"
#include "dashboard/widgets/toast.h"
#include "dashboard/window/headerbar.h"
#include "dashboard/window/shortcuts.h"
#include "dashboard/window/sidebar.h"
#include "dashboard/window/zones.h"

#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QSettings>
#include <QStackedWidget>
#include <QToolTip>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

MainWindow::MainWindow(const Launch &launch, Feed &feed, TokenStore &tokens, QSettings &settings, const Clock &clock)
    : m_feed(feed)
    , m_tokens(tokens)
    , m_settings(settings)
    , m_clock(clock)
    , m_sites(new SitesModel(this))
    , m_shortcuts(new Shortcuts(this))
    , m_header(new HeaderBar(clock, *m_sites, *zonesTable(clock(), this)))
    , m_banner(new ConnectionBanner(clock))
    , m_sidebar(new Sidebar)
    , m_pages(new QStackedWidget)
    , m_overview(new OverviewPage(clock))
    , m_realtime(new RealtimePage)
    , m_pipeline(new PipelinePage(clock))
    , m_empty(new EmptyState)
    , m_toast(nullptr)
    , m_export(new Export(*this, [this] { return m_look; }, clock, this))
    , m_alerting(new Alerting(feed, settings, clock, this))
    , m_tray(new Tray(appIcon(), *this, this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Footfall"));
    setMinimumSize(900, 600);
    layOut();
    serveExports();
    serveAlerts();
    followPalette();
    addShortcuts();
    listenToFeed();
    listenToControls();
    restore(launch);
    m_header->setFocus(); // so that no control looks as if it were being used; Tab goes on from here
}

void MainWindow::layOut()
{
    for (QWidget *page : std::initializer_list<QWidget *> {m_overview, m_realtime, m_pipeline, m_empty})
        m_pages->addWidget(page);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_sidebar);
    body->addWidget(m_pages, 1);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addLayout(body, 1);
    setCentralWidget(page);
    m_toast = new Toast(page);
}

void MainWindow::serveExports()
{
    for (PanelCard *panel : m_pages->findChildren<PanelCard *>())
        m_export->serve(*panel);
    connect(m_export, &Export::done, m_toast, &Toast::say);
    connect(m_export, &Export::failed, this, &MainWindow::say);
}

void MainWindow::serveAlerts()
{
    connect(m_alerting, &Alerting::fired, m_tray, &Tray::tell);
    connect(m_tray, &Tray::untold, this, &MainWindow::say);
    m_tray->setWanted(m_alerting->hasRules());
}

void MainWindow::restore(const Launch &launch)
{
    resize(launch.windowSize.value_or(QSize(1280, 800)));
    if (!launch.windowSize)
        restoreGeometry(m_settings.value(u"geometry"_s).toByteArray());
    const QStringList tables = m_settings.value(u"tables"_s).toStringList();
    for (PanelCard *panel : m_pages->findChildren<PanelCard *>())
        panel->showTable(tables.contains(panel->objectName()));
    setTheme(themeNamed(launch.theme.isEmpty() ? m_settings.value(u"theme"_s).toString() : launch.theme));

    Look first;
    first.zone = localZone();
    first.compare = Compare::Previous;
    const QString text = m_settings.value(u"look"_s).toString();
    const Look look = launch.over(text.isEmpty() ? first : lookFrom(text));
    m_isRemembered = launch.site.isEmpty();
    m_feed.setPanels(m_overview->panels());
    setPage(launch.page.value_or(Page(m_settings.value(u"page"_s, int(Page::Overview)).toInt())));
    setLook(look);

    m_launched = launch.server();
    m_launchedToken = launch.statsToken;
    const QList<Server> servers = readServers(m_settings);
    const QString last = m_settings.value(u"server"_s).toString();
    const auto found = std::find_if(servers.begin(), servers.end(), [&](const Server &server) { return server.name == last; });
    m_isFirstRun = !launch.statsUrl && launch.screenshot.isEmpty() && servers.isEmpty();
    connectTo(launch.statsUrl || found == servers.end() ? m_launched : *found);
}

void MainWindow::listenToControls()
{
    connect(m_header, &HeaderBar::sitePicked, this, [this](const QString &site) { change(&Look::site, site); });
    connect(m_header, &HeaderBar::rangePicked, this, [this](const Range &range) { change(&Look::range, range); });
    connect(m_header, &HeaderBar::customRangeWanted, this, &MainWindow::askCustomRange);
    connect(m_header, &HeaderBar::comparePicked, this, [this](Compare compare) { change(&Look::compare, compare); });
    connect(m_header, &HeaderBar::zonePicked, this, [this](const QByteArray &zone) { change(&Look::zone, zone); });
    connect(m_header, &HeaderBar::pauseToggled, this, [this] { setPaused(!m_isPaused); });
    connect(m_header, &HeaderBar::refreshWanted, this, &MainWindow::refresh);
    connect(m_header, &HeaderBar::menuWanted, this, &MainWindow::openMenu);
    connect(m_banner, &ConnectionBanner::tryNow, this, &MainWindow::refresh);
    connect(m_sidebar, &Sidebar::pagePicked, this, &MainWindow::setPage);
    connect(m_sidebar, &Sidebar::serversWanted, this, &MainWindow::openServers);
    connect(m_sidebar, &Sidebar::shortcutsWanted, this, &MainWindow::showShortcuts);
    connect(m_overview, &OverviewPage::filterPicked, this,
        [this](const std::optional<Filter> &filter) { change(&Look::filter, filter); });
    connect(m_overview, &OverviewPage::intervalPicked, this, [this](Interval interval) { change(&Look::interval, interval); });
    connect(m_overview, &OverviewPage::panelsChanged, this, [this] {
        m_feed.setPanels(m_overview->panels());
        askOnce();
    });
    connect(m_overview, &OverviewPage::copied, m_toast, [this](const QString &value) { m_toast->say(tr("Copied %1").arg(value)); });
}

void MainWindow::setLook(const Look &asked)
{
    Look look = asked;
    if (look.site != m_look.site)
        look.filter.reset(); // another site has other values
    if (look == m_look && m_showsStats)
        return;
    const bool isAnotherSite = look.site != m_look.site;
    m_look = look;
    m_showsStats = false;
    m_header->setLook(look);
    m_sites->setChosen(look.site);
    setWindowTitle(look.site.isEmpty() ? tr("Footfall") : tr("%1 \u2013 Footfall").arg(displayText(look.site)));
    if (isAnotherSite)
        clearPages();
    m_overview->setLook(look);
    m_overview->awaitFigures();
    m_realtime->setZone(look.zone);
    m_pipeline->setZone(look.zone);
    m_feed.setLook(look);
    m_alerting->setSite(look.site);
    askOnce();
}

void MainWindow::setPage(Page page)
{
    m_page = page == Page::None ? Page::Overview : page;
    m_sidebar->setPage(m_page);
    showCurrentPage();
    doubtOldFigures();
    m_feed.setPage(m_page);
    askOnce();
}

// The pipeline is worth a look without a site, too.
void MainWindow::showCurrentPage()
{
    QWidget *const page = m_page == Page::Pipeline ? m_pipeline
        : m_hasNoSites                             ? static_cast<QWidget *>(m_empty)
        : m_page == Page::Realtime                 ? m_realtime
                                                   : static_cast<QWidget *>(m_overview);
    m_pages->setCurrentWidget(page);
    m_header->setTakesRange(m_page == Page::Overview);
}

void MainWindow::connectTo(const Server &server)
{
    m_isRemembered = m_isRemembered || !m_server.stats.isEmpty(); // another server may not have the site
    m_server = server;
    const QString address = server.stats.toString(QUrl::RemoveUserInfo | QUrl::StripTrailingSlash);
    m_sidebar->setServer(server.name, address);
    m_sidebar->setQueueUnknown(server.ingest.isEmpty() ? tr("No address of the ingest service is given") : tr("not asked yet"));
    m_banner->hide();
    m_banner->setUrl(server.stats);
    m_empty->setIngestUrl(server.ingest);
    m_header->status().setState(ConnectionStatus::State::Connecting, {});
    m_sites->setSites({});
    m_hasNoSites = false;
    clearPages();
    m_freshAt.clear();
    m_pipeline->clear();
    m_pipeline->setQueue(std::nullopt);
    m_alerting->startOver();
    showCurrentPage();
    const bool isKept = readServers(m_settings).contains(server);
    if (server == m_launched && (!m_launchedToken.isEmpty() || !isKept))
        return openFeed(m_launchedToken);
    // A keychain may ask its user first; what is not open to nobody's token is said by the banner.
    m_feed.connectTo({});
    m_tokens.read(server.stats, [this, server](const Result<QByteArray> &token) {
        if (server == m_server)
            openFeed(token.value_or(QByteArray()));
    });
}

void MainWindow::step(std::optional<Range> (*to)(const Range &, const QByteArray &, const QDateTime &))
{
    if (const auto range = to(m_look.range, m_look.zone, m_clock()))
        change(&Look::range, *range);
}

void MainWindow::nextCompare()
{
    change(&Look::compare, m_look.compare == Compare::None ? Compare::Previous
            : m_look.compare == Compare::Previous          ? Compare::Year
                                                           : Compare::None);
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
    m_isClosed = false;
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

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (!m_shortcuts->useQuietKey(*event))
        QMainWindow::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_isClosed = true;
    m_settings.setValue(u"geometry"_s, saveGeometry());
    m_settings.setValue(u"look"_s, toText(m_look));
    m_settings.setValue(u"page"_s, int(m_page));
    m_settings.setValue(u"theme"_s, name(m_theme));
    QStringList tables; // that are shown instead of their charts
    for (const PanelCard *panel : m_pages->findChildren<PanelCard *>()) {
        if (panel->showsTable())
            tables += panel->objectName();
    }
    m_settings.setValue(u"tables"_s, tables);
    m_settings.setValue(u"server"_s, m_server.name);
    QMainWindow::closeEvent(event);
}

}

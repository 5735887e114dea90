#pragma once

#include "dashboard/launch.h"
#include "dashboard/poll/feed.h"
#include "dashboard/servers/server.h"
#include "dashboard/widgets/themechoice.h"

#include <QMainWindow>

class QSettings;
class QStackedWidget;

namespace footfall::dashboard {

class Alerting;
class ConnectionBanner;
class EmptyState;
class Export;
class HeaderBar;
class OverviewPage;
class PipelinePage;
class RealtimePage;
class Shortcuts;
class Sidebar;
class SitesModel;
class Toast;
class TokenStore;
class Tray;

// Shows what the Feed hears, and tells it what is visible. Owns its widgets alone; what it is
// given outlives it.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    // `settings` keeps the servers, and what was looked at last.
    MainWindow(const Launch &launch, Feed &feed, TokenStore &tokens, QSettings &settings, const Clock &clock);

    const Look &look() const { return m_look; }
    Page page() const { return m_page; }
    bool showsStats() const { return m_showsStats; } // those of this look

    void setLook(const Look &look);
    void setPage(Page page);
    void setPaused(bool isPaused);
    void connectTo(const Server &server);
    void editServers();
    void editAlerts();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void serveExports();
    void serveAlerts();
    void restore(const Launch &launch);
    void addShortcuts();
    void listenToFeed();
    void listenToControls();

    template <typename Value>
    void change(Value Look::*part, const std::type_identity_t<Value> &value)
    {
        Look look = m_look;
        look.*part = value;
        setLook(look);
    }
    void step(std::optional<Range> (*to)(const Range &, const QByteArray &, const QDateTime &));
    void nextCompare();
    void askCustomRange();
    void setTheme(ThemeChoice theme);
    void search();
    void openMenu();
    void openServers();
    void askFirstServer();
    void say(const QString &sentence); // that should not be missed
    void showShortcuts();

    void takeSites(const QList<Site> &sites);
    void takeFailure(const Failure &failure);
    void takeSuccess();
    void setStale(bool isStale);
    void clearPages();
    void openFeed(const QByteArray &token);
    void refresh();
    void askOnce();
    void pollIfVisible();
    bool isSeen() const { return isVisible() && !isMinimized(); }
    void doubtOldFigures();
    void showCurrentPage();
    void followPalette();

    Feed &m_feed;
    TokenStore &m_tokens;
    QSettings &m_settings;
    Clock m_clock;
    Server m_server;
    Server m_launched; // given at the start, or else that of this machine
    QByteArray m_launchedToken;
    Look m_look;
    Page m_page = Page::Overview;
    ThemeChoice m_theme = ThemeChoice::System;
    bool m_isRemembered = false; // the site is last time's: not sure to be there still
    bool m_hasNoSites = false;
    bool m_isPaused = false;
    bool m_isClosed = false; // not only out of sight
    bool m_isFirstRun = false; // nobody has said yet where a Footfall is
    bool m_showsStats = false;
    QHash<Page, QDateTime> m_freshAt; // when all that a page shows was right

    SitesModel *m_sites;
    Shortcuts *m_shortcuts;
    HeaderBar *m_header;
    ConnectionBanner *m_banner;
    Sidebar *m_sidebar;
    QStackedWidget *m_pages;
    OverviewPage *m_overview;
    RealtimePage *m_realtime;
    PipelinePage *m_pipeline;
    EmptyState *m_empty;
    Toast *m_toast;
    Export *m_export;
    Alerting *m_alerting;
    Tray *m_tray;
};

}

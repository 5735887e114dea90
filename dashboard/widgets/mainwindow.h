#pragma once

#include "dashboard/client/poller.h"
#include "dashboard/client/queuewatch.h"
#include "dashboard/launch.h"

#include <QMainWindow>

class QSettings;
class QStackedWidget;

namespace footfall {

class ConnectionBanner;
class EmptyState;
class HeaderBar;
class Overview;
class SitesModel;

// Shows what the Poller hears, and polls only while it is visible. Owns its widgets alone;
// what it is given outlives it.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    // `queue` may be null. `settings` keeps the geometry and the chosen site.
    MainWindow(const Launch &launch, Poller &poller, QueueWatch *queue, QSettings &settings, const Clock &clock);

    bool showsStats() const { return m_showsStats; } // those of the chosen site and day

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void addActions();
    void listen();
    void choose(const QString &site, const DayChoice &day);
    void takeSites(const QList<Site> &sites);
    void takeStats(const Stats &stats);
    void takeFailure(const Failure &failure);
    void takeSuccess();
    void pollIfVisible();
    void followPalette();

    Poller &m_poller;
    QueueWatch *m_queue;
    QSettings &m_settings;
    QString m_remembered; // the site of last time, until a list says whether it is still there
    bool m_showsStats = false;
    std::optional<QDate> m_shownDay;
    SitesModel *m_sites;
    HeaderBar *m_header;
    ConnectionBanner *m_banner;
    QStackedWidget *m_pages;
    Overview *m_overview;
    EmptyState *m_empty;
};

}

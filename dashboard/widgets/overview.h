#pragma once

#include "dashboard/client/clock.h"
#include "dashboard/client/figures.h"

#include <QWidget>

namespace footfall {

class BarTable;
class LiveChart;
class SitesModel;
class Sparkline;
class StatCard;
class TopPathsModel;

// The page: figures of one site and day, their last minutes, the top paths, and all sites.
class Overview : public QWidget {
    Q_OBJECT
    Q_PROPERTY(bool stale READ isStale)
public:
    Overview(Clock clock, SitesModel &sites, QWidget *parent = nullptr);

    void setStats(const Stats &stats);
    void clear(); // for another site or day: nothing old may stand under its name
    bool isStale() const { return m_isStale; }
    void setStale(bool isStale);

signals:
    void siteActivated(const QString &site);

private:
    QWidget *cards();
    QWidget *tables(SitesModel &sites);
    void showRecent();

    Clock m_clock;
    TopPathsModel *m_paths;
    StatCard *m_views;
    StatCard *m_users;
    StatCard *m_events;
    StatCard *m_perUser;
    Sparkline *m_viewsLine;
    Sparkline *m_usersLine;
    LiveChart *m_live;
    BarTable *m_pathsTable;
    BarTable *m_sitesTable;
    bool m_isStale = false;
};

}

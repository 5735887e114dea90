#pragma once

#include "dashboard/client/clock.h"
#include "dashboard/client/figures.h"
#include "dashboard/look/look.h"

#include <QWidget>

namespace footfall::dashboard {

class Sparkline;
class StatCard;

// The four figures on top of the overview. What is not known is a dash that says why.
class OverviewCards : public QWidget {
    Q_OBJECT
public:
    explicit OverviewCards(Clock clock, QWidget *parent = nullptr);

    void setLook(const Look &look) { m_look = look; }
    void setStats(const Stats &stats);
    void setTimeseries(const Timeseries &series);
    void setRealtime(const Realtime &realtime);
    void setStale(bool isStale);
    // What setStats() and setTimeseries() set; clear() that of setRealtime() too.
    void clearStats();
    void clearTimeseries();
    void clear();

private:
    void setUsers(const Stats &stats);
    void setChange(StatCard &card, const std::optional<double> &now, const std::optional<double> &before, bool hasPrevious);

    Clock m_clock;
    Look m_look;
    StatCard *m_views;
    StatCard *m_users;
    StatCard *m_current;
    StatCard *m_perUser;
    QList<StatCard *> m_cards;
    QList<Sparkline *> m_lines; // in the order of the cards
};

}

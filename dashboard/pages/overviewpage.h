#pragma once

#include "dashboard/client/clock.h"
#include "dashboard/client/failure.h"
#include "dashboard/client/figures.h"
#include "dashboard/look/look.h"
#include "dashboard/poll/scene.h"

#include <QLabel>
#include <QSet>
#include <QTimer>
#include <QWidget>

namespace footfall::dashboard {

class BreakdownPanel;
class FilterChip;
class OverviewCards;
class TrafficPanel;

// One site and range: four figures, their course, and what they are made of. Is told what is
// heard, and says what is wanted instead; it asks nobody.
class OverviewPage : public QWidget {
    Q_OBJECT
    Q_PROPERTY(bool stale READ isStale)
public:
    explicit OverviewPage(Clock clock, QWidget *parent = nullptr);

    QList<Panel> panels() const; // the tables that are shown

    void setLook(const Look &look); // what is shown from now on
    void setStats(const Stats &stats);
    void setTimeseries(const Timeseries &series);
    void setPreviousTimeseries(const Timeseries &series);
    void setBreakdown(const Breakdown &breakdown);
    void refuseBreakdown(const QString &dimension, const Failure &failure);
    void setRealtime(const Realtime &realtime);
    bool isStale() const { return m_isStale; }
    void setStale(bool isStale);
    void clear(); // nothing old may stand under a new name
    // Other figures of the same site are asked for: the old ones stay for a moment, as stale, since
    // most come within one, and what has not come by then is cleared.
    void awaitFigures();
    void startSearch(); // in the table that is used, else in the first

signals:
    void filterPicked(const std::optional<footfall::dashboard::Filter> &filter); // none: no longer
    void intervalPicked(footfall::dashboard::Interval interval);
    void panelsChanged();
    void copied(const QString &value);

private:
    void addPanel(BreakdownPanel *panel);
    void pick(const Filter &filter);
    void clearAwaited();
    void setWholes(qint64 views, const std::optional<qint64> &events); // of which the tables' rows are parts
    void showTimeseries();

    Clock m_clock;
    Look m_look;
    FilterChip *m_chip;
    QLabel *m_chipNote;
    OverviewCards *m_cards;
    TrafficPanel *m_traffic;
    QList<BreakdownPanel *> m_panels; // paths first
    QSet<const QWidget *> m_awaited; // cards, chart, tables
    QTimer m_patience;
    Timeseries m_series;
    QTimer m_ageing; // which bucket is the present one changes, though the answer stays the same
    bool m_isStale = false;
};

}

#pragma once

#include "dashboard/client/clock.h"
#include "dashboard/client/failure.h"
#include "dashboard/client/figures.h"
#include "dashboard/models/health.h"

#include <QTimer>
#include <QWidget>

namespace footfall::dashboard {

class BarTable;
class CountList;
class HealthLine;
class PanelCard;
class PipelineCharts;
class PipelineHistoryModel;
class WorkersModel;

// How the events get from the sites into the numbers, and whether all is well. It shows what it is
// told; while it is seen and fresh it takes a sample of that each second, since figures that
// stay the same are not told again.
class PipelinePage : public QWidget {
    Q_OBJECT
public:
    explicit PipelinePage(Clock clock, QWidget *parent = nullptr);

    void setQueue(const std::optional<Queue> &queue); // none: its service is not known, or silent
    void setPipeline(const Pipeline &pipeline);
    void setFailures(const std::optional<Failure> &stats, const std::optional<Failure> &queue);
    void setZone(const QByteArray &zone); // whose clock the tables' times are shown by: an IANA name
    void setStale(bool isStale);
    void setPaused(bool isPaused) { m_isPaused = isPaused; } // nothing new is heard: nothing is drawn
    void clear(); // another server

public slots:
    void sample(); // now; the page does so itself, each second

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    PanelCard *chartsPanel();
    QWidget *workersPanel();
    void showHealth();
    void showCounts();

    Clock m_clock;
    QTimer m_timer {this};
    Situation m_now; // but for `recent`, which the history has
    bool m_isStale = false;
    bool m_isPaused = false;
    PipelineHistoryModel *m_history;
    WorkersModel *m_workers;
    HealthLine *m_health;
    PipelineCharts *m_charts;
    CountList *m_counts;
    PanelCard *m_chartsPanel;
    BarTable *m_workersTable;
};

}

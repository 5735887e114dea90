#pragma once

#include "dashboard/client/clock.h"
#include "dashboard/client/figures.h"
#include "dashboard/look/look.h"
#include "dashboard/widgets/panelcard.h"

class QPushButton;

namespace footfall::dashboard {

class Legend;
class TimeChart;
class TimeseriesModel;

// The large chart: views and users over time, what they are compared with behind them, and how
// wide a bucket is. Its table is what Copy and CSV take.
class TrafficPanel : public PanelCard {
    Q_OBJECT
public:
    explicit TrafficPanel(Clock clock, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setTimeseries(const Timeseries &series);
    void setPrevious(const Timeseries &series);
    void setStale(bool isStale);
    void clear();
    TimeChart &chart() { return *m_chart; }

signals:
    void intervalPicked(footfall::dashboard::Interval interval); // by somebody's hand

private:
    void openIntervals();
    void draw();

    Clock m_clock;
    Look m_look;
    TimeseriesModel *m_table;
    TimeChart *m_chart;
    Legend *m_legend;
    QPushButton *m_interval;
};

}

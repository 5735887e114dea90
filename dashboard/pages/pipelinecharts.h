#pragma once

#include "dashboard/models/pipelinehistory.h"

#include <QWidget>

#include <functional>

namespace footfall::dashboard {

class SmallChart;

// The pipeline over the last minutes: how much waits and how old it is, what comes in and goes
// out, how long a commit takes. The moment that is pointed at on one is shown on all.
class PipelineCharts : public QWidget {
    Q_OBJECT
public:
    explicit PipelineCharts(QWidget *parent = nullptr);

    void setSamples(const std::deque<PipelineSample> &samples);
    void setStale(bool isStale);
    // A sixth place of the grid of three by two; takes it.
    void addBeside(QWidget *widget);

private:
    struct Plotted {
        SmallChart *chart;
        std::function<std::optional<double>(const PipelineSample &)> figure;
    };
    QList<Plotted> m_charts;
};

}

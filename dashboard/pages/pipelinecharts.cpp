#include "dashboard/pages/pipelinecharts.h"

#include "dashboard/charts/smallchart.h"
#include "dashboard/format.h"

#include <QGridLayout>
#include <QSignalBlocker>

#include <cmath>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr int columns = 3;
constexpr qint64 gapMs = 3500; // without a sample for so long, nothing was looked at

QString events(double value)
{
    return cardNumber(qRound64(value));
}

QString perSecond(double value)
{
    return PipelineCharts::tr("%1/s").arg(value > 0 && value < 9.95 ? QLocale().toString(value, 'f', 1) : events(value));
}

QString milliseconds(double value)
{
    return PipelineCharts::tr("%1 ms").arg(QLocale().toString(value, 'f', value > 0 && value < 9.95 ? 1 : 0));
}

QString seconds(double value)
{
    return value > 0 && value < 0.1 ? milliseconds(value * 1000) : duration(value); // or a scale would end at 0.0 s
}

}

PipelineCharts::PipelineCharts(QWidget *parent)
    : QWidget(parent)
{
    const auto waiting = [](const PipelineSample &sample) {
        return sample.waiting ? std::optional(double(*sample.waiting)) : std::nullopt;
    };
    m_charts = {
        {new SmallChart(tr("Waiting events"), events, &Theme::accent), waiting},
        {new SmallChart(tr("Oldest waiting"), seconds, &Theme::accent), &PipelineSample::oldestSeconds},
        {new SmallChart(tr("Commit time"), milliseconds, &Theme::accent), &PipelineSample::commitMs},
        {new SmallChart(tr("Events in"), perSecond, &Theme::users), &PipelineSample::inPerSecond},
        {new SmallChart(tr("Events out"), perSecond, &Theme::users), &PipelineSample::outPerSecond},
    };
    setFocusProxy(m_charts.first().chart);
    const QStringList names {u"waiting"_s, u"oldest"_s, u"commit"_s, u"in"_s, u"out"_s};
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 4, 6, 6);
    grid->setHorizontalSpacing(36);
    grid->setVerticalSpacing(18);
    for (int i = 0; i < m_charts.size(); ++i) {
        SmallChart *chart = m_charts[i].chart;
        chart->setObjectName(names[i]);
        grid->addWidget(chart, i / columns, i % columns);
        grid->setColumnStretch(i % columns, 1);
        grid->setRowStretch(i / columns, 1);
        for (const Plotted &other : std::as_const(m_charts)) {
            if (other.chart != chart)
                connect(chart, &Chart::pointed, other.chart, &Chart::showPoint);
        }
    }
}

void PipelineCharts::addBeside(QWidget *widget)
{
    const int place = int(m_charts.size());
    static_cast<QGridLayout *>(layout())->addWidget(widget, place / columns, place % columns);
}

// All charts get the same moments, so that an index means the same on each.
void PipelineCharts::setSamples(const std::deque<PipelineSample> &samples)
{
    for (const Plotted &plotted : std::as_const(m_charts)) {
        const QSignalBlocker each(plotted.chart); // keeps the moment that is pointed at; the others have other indices yet
        QList<Reading> readings;
        readings.reserve(qsizetype(samples.size()));
        for (const PipelineSample &sample : samples) {
            const qint64 time = sample.time.toMSecsSinceEpoch();
            if (!readings.isEmpty() && time - readings.last().time > gapMs)
                readings += {time - 1, std::nan("")};
            readings += {time, plotted.figure(sample).value_or(std::nan(""))};
        }
        plotted.chart->setReadings(readings);
    }
}

void PipelineCharts::setStale(bool isStale)
{
    for (const Plotted &plotted : std::as_const(m_charts))
        plotted.chart->setStale(isStale);
}

}

#include "dashboard/pages/trafficpanel.h"

#include "dashboard/charts/legend.h"
#include "dashboard/charts/timechart.h"
#include "dashboard/models/timeseriesmodel.h"
#include "dashboard/pages/comparison.h"
#include "dashboard/pages/trafficdata.h"
#include "dashboard/widgets/menus.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

QString intervalText(const QString &interval)
{
    return interval == u"hour" ? TrafficPanel::tr("by hour")
        : interval == u"day"   ? TrafficPanel::tr("by day")
        : interval == u"week"  ? TrafficPanel::tr("by week")
        : interval == u"month" ? TrafficPanel::tr("by month")
                               : TrafficPanel::tr("by itself", "the width of a chart's buckets");
}

}

TrafficPanel::TrafficPanel(Clock clock, QWidget *parent)
    : PanelCard(u"traffic"_s, tr("Views and unique users"), parent)
    , m_clock(std::move(clock))
    , m_table(new TimeseriesModel(this))
    , m_chart(new TimeChart)
    , m_legend(new Legend)
    , m_interval(new QPushButton)
{
    m_chart->setObjectName(u"chart"_s);
    m_chart->setTitle(title());
    m_interval->setObjectName(u"interval"_s);
    m_interval->setFlat(true);
    m_interval->setProperty("chevron", true);
    m_interval->setToolTip(tr("How much time a point stands for"));
    addBeside(m_legend);
    addControl(m_interval);
    setBody(m_chart);
    setTable(m_table);
    connect(this, &PanelCard::tableShown, m_legend, &QWidget::setHidden);
    connect(m_interval, &QPushButton::clicked, this, &TrafficPanel::openIntervals);
    setLook({});
}

void TrafficPanel::setLook(const Look &look)
{
    m_look = look;
    m_table->setPrevious(std::nullopt); // another, or none, is told if it is to be
    draw();
}

void TrafficPanel::openIntervals()
{
    QList<MenuChoice> choices;
    for (const Interval interval : {Interval::Auto, Interval::Hour, Interval::Day, Interval::Week, Interval::Month}) {
        Look look = m_look;
        look.interval = interval;
        if (usableInterval(look, m_clock()) == interval) // not more points than the service gives
            choices += {intervalText(name(interval)), interval == m_look.interval, [this, interval] { emit intervalPicked(interval); }};
    }
    openBelow(m_interval, choices);
}

void TrafficPanel::setTimeseries(const Timeseries &series)
{
    m_table->setSeries(series, m_clock());
    draw();
}

void TrafficPanel::setPrevious(const Timeseries &series)
{
    m_table->setPrevious(series);
    draw();
}

void TrafficPanel::clear()
{
    m_table->clear();
    draw();
}

void TrafficPanel::draw()
{
    const Timeseries &series = m_table->series();
    const QDateTime now = m_clock();
    const QString previousName = m_table->hasPrevious() ? comparisonName(m_look.compare, m_look, now) : QString();
    const TimeData traffic = trafficData(series, m_table->beside(), previousName, now);
    m_interval->setText(intervalText(series.interval.isEmpty() ? name(m_look.interval) : series.interval));
    m_interval->setAccessibleName(tr("Interval: %1").arg(m_interval->text()));
    const QString emptyText = series.site.isEmpty() ? QString() : tr("Nothing was counted in this time");
    m_chart->setEmptyText(emptyText);
    setTableEmptyText(emptyText);
    m_chart->setData(series.site.isEmpty() ? TimeData() : traffic);
    m_legend->setSeries(traffic.series);
}

void TrafficPanel::setStale(bool isStale)
{
    m_chart->setStale(isStale);
    m_legend->setStale(isStale);
    setTableStale(isStale);
}

}

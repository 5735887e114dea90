#include "dashboard/pages/trafficdata.h"

#include "dashboard/look/range.h"
#include "dashboard/models/timeseriesmodel.h"

#include <QCoreApplication>
#include <QPointF>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

struct TrafficText {
    Q_DECLARE_TR_FUNCTIONS(Traffic)
};

using Values = QList<std::optional<qint64>>;

Bucket bucketOf(const QString &interval)
{
    return interval == u"hour" ? Bucket::Hour
        : interval == u"day"   ? Bucket::Day
        : interval == u"week"  ? Bucket::Week
                               : Bucket::Month;
}

// The bucket that `now` is in; none if it is behind the last.
std::optional<qsizetype> current(const Timeseries &series, const QDateTime &now)
{
    const auto &points = series.points;
    const auto next = std::find_if(points.begin(), points.end(), [&](const auto &point) { return point.time > now; });
    if (next == points.begin() || (next == points.end() && series.to < today(series.zone, now)))
        return std::nullopt;
    return next - points.begin() - 1;
}

}

TimeData trafficData(const Timeseries &series, const QList<std::optional<Timeseries::Point>> &previous, const QString &previousName,
    const QDateTime &now)
{
    TimeData data;
    data.bucket = bucketOf(series.interval);
    Values views;
    Values users;
    bool knowsUsers = series.points.isEmpty();
    for (const Timeseries::Point &point : series.points) {
        const bool isKnown = hasBegun(point, now);
        data.starts += point.time;
        views += isKnown ? std::optional(point.views) : std::nullopt;
        users += isKnown ? point.users : std::nullopt;
        knowsUsers = knowsUsers || point.users;
    }
    data.unfinished = current(series, now);
    data.series += {TrafficText::tr("Views"), &Theme::accent, Series::Style::Area, views};
    if (knowsUsers)
        data.series += {TrafficText::tr("Unique users"), &Theme::users, Series::Style::Line, users};
    if (!previousName.isEmpty()) {
        Values before;
        for (const auto &point : previous)
            before += point ? std::optional(point->views) : std::nullopt;
        data.series += {previousName, &Theme::muted, Series::Style::Dashed, before};
    }
    return data;
}

QList<QPointF> courseOf(const Timeseries &series, Course course, const QDateTime &now)
{
    QList<QPointF> points;
    const auto unfinished = current(series, now);
    for (const Timeseries::Point &point : series.points) {
        if (point.time > now || &point - series.points.data() == unfinished)
            break;
        const double at = double(points.size());
        if (course == Course::Views)
            points += QPointF(at, double(point.views));
        else if (course == Course::Users && point.users)
            points += QPointF(at, double(*point.users));
        else if (course == Course::ViewsPerUser && point.users.value_or(0) > 0)
            points += QPointF(at, double(point.views) / double(*point.users));
    }
    return points;
}

}

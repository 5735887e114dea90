// GET /stats/timeseries: the figures of a time, hour by hour, day by day, ...
#include "common/db/transaction.h"
#include "server/stats/ask.h"
#include "server/stats/figures.h"
#include "server/stats/imported.h"
#include "server/stats/jsonmembers.h"
#include "server/stats/knowndays.h"
#include "server/stats/timeseriesquestion.h"

#include <algorithm>

namespace footfall::server {

namespace {

struct Timeseries {
    DayRange days;
    Interval interval;
    std::vector<Timestamp> starts;
    std::vector<Figures> points;
    std::optional<Imported> imported; // which the points have in their views; a filter leaves none
};

Interval suiting(const DayRange &days)
{
    return days.days() <= 2 ? Interval::Hour : days.days() <= 120 ? Interval::Day : Interval::Month;
}

Answer toJson(const RangeQuestion &range, const Timeseries &series)
{
    std::string json = siteObject(range.siteId);
    appendDayMember(json, "from", series.days.first);
    appendDayMember(json, "to", series.days.last);
    appendTextMember(json, "tz", range.zone.name().toStdString());
    appendTextMember(json, "interval", intervalNames[std::size_t(series.interval)]);
    json += ",\"points\":[";
    for (std::size_t i = 0; i < series.points.size(); ++i) {
        json += i == 0 ? "{\"t\":" : ",{\"t\":";
        appendJsonString(json, range.zone.text(series.starts[i]));
        appendMember(json, "views", series.points[i].views);
        appendMember(json, "unique_users", series.points[i].users);
        appendMember(json, "events", series.points[i].events);
        json += '}';
    }
    json += ']';
    appendImported(json, series.imported);
    return Answer::json(json + '}');
}

Answer toCsv(const RangeQuestion &range, const Timeseries &series)
{
    Csv csv("t,views,unique_users,events");
    for (std::size_t i = 0; i < series.points.size(); ++i) {
        const Figures &point = series.points[i];
        csv.text(range.zone.text(series.starts[i])).number(point.views).number(point.users).number(point.events).endLine();
    }
    return csv.answer();
}

// What other tools have counted stands in the bucket that has the day's first moment: of hours, in its
// first one.
void addImported(const Zone &zone, const std::vector<Timestamp> &bounds, const std::vector<ImportedDay> &days, Timeseries &series)
{
    for (const ImportedDay &day : days) {
        const auto after = std::upper_bound(bounds.begin(), bounds.end(), zone.startOf(day.day));
        if (after == bounds.begin() || after == bounds.end())
            continue;
        series.points[std::size_t(after - bounds.begin()) - 1].views += day.figures.views;
        series.imported = series.imported.value_or(Imported());
        series.imported->add(day.figures);
    }
}

DbResult<Answer> answerTimeseries(const Source &source, const TimeseriesQuestion &question, bool isCsv)
{
    const RangeQuestion &range = question.range;
    const auto snapshot = Transaction::beginReading(source.connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    const auto days = knownDays(source.connection, range);
    if (!days)
        return tl::unexpected(days.error());
    const Interval interval = question.interval.value_or(suiting(*days));
    const auto buckets = Buckets::of(range.zone, *days, interval);
    if (!buckets)
        return Answer::error(buckets.error());
    return figuresOf(source, range.siteId, possibleTime(buckets->bounds, range.now), question.filter)
        .and_then([&](const std::vector<Figures> &points) -> DbResult<Answer> {
            Timeseries series {*days, interval, buckets->starts, points, {}};
            if (!question.filter) {
                const auto imported = importedDays(source.connection, range.siteId, *days);
                if (!imported)
                    return tl::unexpected(imported.error());
                addImported(range.zone, buckets->bounds, *imported, series);
            }
            return isCsv ? toCsv(range, series) : toJson(range, series);
        });
}

}

Result<StatsQuery> askTimeseries(const Request &request, Timestamp now)
{
    return askWithCsv(request, now, answerTimeseries);
}

}

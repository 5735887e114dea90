#include "dashboard/client/parse.h"

#include "dashboard/client/fields.h"
#include "dashboard/format.h"
#include "dashboard/look/dimension.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

// For people, of whoever answers.
QString sentence(const QString &text)
{
    constexpr qsizetype longest = 300;
    return displayText(text.size() > longest ? text.first(longest) + u'\u2026' : text);
}

PathViews readPath(Fields &row)
{
    return {row.text("path"_L1), row.count("views"_L1)};
}

template <typename T>
void readRange(Fields &fields, T &figures)
{
    figures.from = fields.day("from"_L1);
    figures.to = fields.day("to"_L1);
    figures.zone = fields.text("tz"_L1).toLatin1();
}

PreviousStats readPrevious(Fields fields)
{
    return {fields.day("from"_L1), fields.day("to"_L1), fields.count("total_views"_L1), fields.countOrNull("unique_users"_L1),
        fields.countOrNull("total_events"_L1)};
}

Stats readStats(Fields &fields)
{
    Stats stats;
    stats.site = fields.text("site_id"_L1);
    readRange(fields, stats);
    stats.views = fields.count("total_views"_L1);
    stats.users = fields.countOrNull("unique_users"_L1);
    stats.events = fields.countOrNull("total_events"_L1);
    if (fields.has("previous"_L1))
        stats.previous = readPrevious(fields.object("previous"_L1));
    return stats;
}

Timeseries readTimeseries(Fields &fields)
{
    Timeseries series;
    series.site = fields.text("site_id"_L1);
    readRange(fields, series);
    series.interval = fields.text("interval"_L1);
    series.points = fields.listOf<Timeseries::Point>("points"_L1, [](Fields &row) {
        return Timeseries::Point {row.time("t"_L1), row.count("views"_L1), row.countOrNull("unique_users"_L1),
            row.countOrNull("events"_L1)};
    });
    return series;
}

Breakdown readBreakdown(Fields &fields)
{
    Breakdown breakdown;
    breakdown.site = fields.text("site_id"_L1);
    readRange(fields, breakdown);
    breakdown.dimension = fields.text("dimension"_L1);
    breakdown.totalRows = fields.count("total_rows"_L1);
    const auto figure = countsEvents(breakdown.dimension) ? "events"_L1 : "views"_L1;
    breakdown.rows = fields.listOf<Breakdown::Row>("rows"_L1, [figure](Fields &row) {
        return Breakdown::Row {row.text("value"_L1), row.count(figure)};
    });
    return breakdown;
}

Realtime readRealtime(Fields &fields)
{
    Realtime realtime;
    realtime.site = fields.text("site_id"_L1);
    realtime.currentVisitors = fields.count("current_visitors"_L1);
    realtime.minutes = fields.listOf<Realtime::Minute>("views_per_minute"_L1,
        [](Fields &row) { return Realtime::Minute {row.time("t"_L1).toUTC(), row.count("views"_L1)}; });
    realtime.topPaths = fields.listOf<PathViews>("top_paths"_L1, readPath);
    return realtime;
}

Pipeline readPipeline(Fields &fields)
{
    Pipeline pipeline;
    pipeline.lastCommitAt = fields.timeOrNull("last_commit_at"_L1);
    pipeline.rejectedEvents = fields.count("rejected_by_database"_L1);
    pipeline.workers = fields.listOf<Pipeline::Worker>("workers"_L1, [](Fields &row) {
        return Pipeline::Worker {row.text("name"_L1), row.text("state"_L1), row.timeOrNull("last_commit_at"_L1),
            row.number("events_per_second"_L1), row.number("commit_ms"_L1)};
    });
    return pipeline;
}

QList<Site> readSites(Fields &fields)
{
    return fields.listOf<Site>("sites"_L1, [](Fields &row) {
        return Site {row.text("site_id"_L1), row.timeOrNull("last_event_at"_L1), row.count("views_today"_L1),
            row.count("unique_users_today"_L1)};
    });
}

Queue readQueue(Fields &fields)
{
    Queue queue;
    queue.waiting = fields.count("queue_size"_L1);
    queue.oldestSeconds = fields.number("oldest_seconds"_L1);
    if (fields.has("reason"_L1))
        queue.degraded = sentence(fields.text("reason"_L1));
    queue.spoolBytes = fields.countIfAny("spool_bytes"_L1);
    queue.spoolLimitBytes = fields.countIfAny("spool_limit_bytes"_L1);
    queue.damagedSpools = fields.countIfAny("damaged_spools"_L1);
    queue.rejectedEvents = fields.countIfAny("rejected_events"_L1);
    queue.rateLimited = fields.countIfAny("rate_limited"_L1);
    queue.acceptedEvents = fields.countIfAny("accepted_events"_L1);
    return queue;
}

}

Result<Stats> parseStats(const QByteArray &json)
{
    return parseBy(json, readStats);
}

Result<Timeseries> parseTimeseries(const QByteArray &json)
{
    return parseBy(json, readTimeseries);
}

Result<Breakdown> parseBreakdown(const QByteArray &json)
{
    return parseBy(json, readBreakdown);
}

Result<Realtime> parseRealtime(const QByteArray &json)
{
    return parseBy(json, readRealtime);
}

Result<Pipeline> parsePipeline(const QByteArray &json)
{
    return parseBy(json, readPipeline);
}

Result<QList<Site>> parseSites(const QByteArray &json)
{
    return parseBy(json, readSites);
}

Result<Queue> parseQueue(const QByteArray &json)
{
    return parseBy(json, readQueue);
}

QString parseErrorMessage(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    return sentence(object.value("message"_L1).toString(object.value("reason"_L1).toString()));
}

}

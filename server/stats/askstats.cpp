// GET /stats: the figures and the most viewed paths of a time, and of another to compare with.
#include "common/db/transaction.h"
#include "server/stats/ask.h"
#include "server/stats/buckets.h"
#include "server/stats/figures.h"
#include "server/stats/imported.h"
#include "server/stats/jsonmembers.h"
#include "server/stats/knowndays.h"
#include "server/stats/query/rangevalues.h"
#include "server/stats/statsquestion.h"

#include <algorithm>

namespace footfall::server {

namespace {

struct Stats {
    DayRange days; // unless it is of all time, and not asked for as a range
    Figures figures;
    std::optional<Imported> imported; // which `figures` have in their views; a filter leaves none
    std::vector<Ranking::Row> topPaths;
    std::optional<Figures> previous;
    std::optional<Imported> previousImported;
};

// Both from segments, together.
DbResult<void> readFiltered(
    const Source &source, const StatsQuestion &question, const std::vector<Timestamp> &bounds, Stats &stats)
{
    return askSegments(source, {question.range.siteId, bounds, {*question.filter}, "path"}).map([&](const SegmentAnswer &answer) {
        stats.figures = answer.buckets.front();
        stats.topPaths = answer.values.ranking({question.limit}).rows;
    });
}

DbResult<void> readAll(
    const Source &source, const StatsQuestion &question, const std::vector<Timestamp> &bounds, Stats &stats)
{
    const std::string &site = question.range.siteId;
    const auto periods = keptWithin(source, site, bounds.front(), bounds.back());
    if (!periods)
        return tl::unexpected(periods.error());
    ValueCounts imported {std::make_shared<SiteTexts>()};
    Ranking::Part part {question.limit};
    part.countAll = false;
    return figuresOf(source, site, bounds, *periods)
        .and_then([&](const std::vector<Figures> &figures) {
            stats.figures = figures.front();
            return addImportedValues(source.connection, site, "path", stats.days, {}, imported);
        })
        .and_then([&](const auto &) {
            return rangeRanking(source, site, bounds.front(), bounds.back(), *periods, "path", part, imported);
        })
        .map([&](Ranking ranking) { stats.topPaths = std::move(ranking.rows); });
}

// Adds what other tools have counted on those days, which knows no filter.
DbResult<void> addImported(const Source &source, const StatsQuestion &question, const DayRange &days,
    Figures &figures, std::optional<Imported> &imported)
{
    if (question.filter)
        return {};
    return importedSum(source.connection, question.range.siteId, days).map([&](const std::optional<Imported> &sum) {
        imported = sum;
        figures.views += sum.value_or(Imported()).views;
    });
}

DbResult<void> readRange(const Source &source, const StatsQuestion &question, Stats &stats)
{
    const std::vector<Timestamp> bounds = boundsOf(question.range, stats.days);
    return (question.filter ? readFiltered : readAll)(source, question, bounds, stats).and_then([&] {
        return addImported(source, question, stats.days, stats.figures, stats.imported);
    });
}

// Of a range that ends today there is no more yet than up to this slot: nor is there, then, of
// what it is compared with.
Timestamp comparableEnd(const RangeQuestion &range, const DayRange &previous)
{
    const Timestamp end = range.zone.startOf(previous.last.addDays(1));
    if (range.days->last != range.today())
        return end;
    const Timestamp wall = range.zone.wallTime(range.now);
    const Timestamp past = wall - utcDay(wall) * microsPerDay;
    const Timestamp slotEnd = (past / microsPerSlot + 1) * microsPerSlot;
    return std::min(end, range.zone.startOf(previous.last, int(slotEnd / microsPerSecond)));
}

DbResult<void> readPrevious(const Source &source, const StatsQuestion &question, Stats &stats)
{
    const RangeQuestion &range = question.range;
    const Timestamp begin = range.zone.startOf(question.previous->first);
    const Timestamp end = comparableEnd(range, *question.previous);
    const auto bounds = possibleTime({begin, std::max(begin, end)}, range.now);
    return figuresOf(source, range.siteId, bounds, question.filter).and_then([&](const std::vector<Figures> &figures) {
        stats.previous = figures.front();
        // A day that is compared in part has no part of what was imported, which is of whole days.
        DayRange days = *question.previous;
        if (end < range.zone.startOf(days.last.addDays(1)))
            days.last = days.last.addDays(-1);
        return addImported(source, question, days, *stats.previous, stats.previousImported);
    });
}

DbResult<Stats> read(const Source &source, const StatsQuestion &question)
{
    Stats stats;
    const auto snapshot = Transaction::beginReading(source.connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    return knownDays(source.connection, question.range)
        .and_then([&](const DayRange &days) {
            stats.days = days;
            return readRange(source, question, stats);
        })
        .and_then([&] {
            return question.previous ? readPrevious(source, question, stats) : DbResult<void>();
        })
        .map([&] { return stats; });
}

void appendFigures(std::string &json, const Figures &figures)
{
    appendMember(json, "total_views", figures.views);
    appendMember(json, "unique_users", figures.users);
    appendMember(json, "total_events", figures.events);
}

Answer toJson(const StatsQuestion &question, const Stats &stats)
{
    const RangeQuestion &range = question.range;
    std::string json = siteObject(range.siteId);
    if (range.date)
        appendDayMember(json, "date", *range.date);
    else if (!range.isRange)
        appendMember(json, "date", "null");
    if (range.isRange || (range.date && range.isZoned)) {
        appendDayMember(json, "from", stats.days.first);
        appendDayMember(json, "to", stats.days.last);
        appendTextMember(json, "tz", range.zone.name().toStdString());
    }
    appendFigures(json, stats.figures);
    appendMember(json, "bots", stats.figures.bots);
    appendImported(json, stats.imported);
    json += ",\"top_paths\":[";
    for (const Ranking::Row &row : stats.topPaths) {
        json += &row == stats.topPaths.data() ? "{\"path\":" : ",{\"path\":";
        appendJsonString(json, row.value);
        appendMember(json, "views", row.views);
        json += '}';
    }
    json += ']';
    if (stats.previous) {
        std::string previous;
        appendDayMember(previous, "from", question.previous->first);
        appendDayMember(previous, "to", question.previous->last);
        appendFigures(previous, *stats.previous);
        appendImported(previous, stats.previousImported);
        appendMember(json, "previous", '{' + previous.substr(1) + '}');
    }
    return Answer::json(json + '}');
}

Answer toCsv(const Stats &stats)
{
    Csv csv("path,views");
    for (const Ranking::Row &row : stats.topPaths)
        csv.text(row.value).number(row.views).endLine();
    return csv.answer();
}

DbResult<Answer> answerStats(const Source &source, const StatsQuestion &question, bool isCsv)
{
    return read(source, question).map([&](const Stats &stats) { return isCsv ? toCsv(stats) : toJson(question, stats); });
}

}

Result<StatsQuery> askStats(const Request &request, Timestamp now)
{
    return askWithCsv(request, now, answerStats);
}

}

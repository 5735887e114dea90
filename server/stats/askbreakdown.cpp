// GET /stats/breakdown: the values of a dimension by their views.
#include "common/db/transaction.h"
#include "server/stats/ask.h"
#include "server/stats/breakdownquestion.h"
#include "server/stats/figures.h"
#include "server/stats/filter.h"
#include "server/stats/imported.h"
#include "server/stats/jsonmembers.h"
#include "server/stats/knowndays.h"
#include "server/stats/query/rangevalues.h"

namespace footfall::server {

namespace {

const char *figureOf(const BreakdownQuestion &question)
{
    return countsEvents(question.dimension) ? "events" : "views";
}

Answer toJson(const BreakdownQuestion &question, const DayRange &days, const Ranking &ranking,
    const std::optional<Imported> &imported)
{
    std::string json = siteObject(question.range.siteId);
    appendDayMember(json, "from", days.first);
    appendDayMember(json, "to", days.last);
    appendTextMember(json, "tz", question.range.zone.name().toStdString());
    appendTextMember(json, "dimension", question.dimension);
    appendMember(json, "total_rows", ranking.total);
    json += ",\"rows\":[";
    for (const Ranking::Row &row : ranking.rows) {
        json += &row == ranking.rows.data() ? "{\"value\":" : ",{\"value\":";
        appendJsonString(json, row.value);
        appendMember(json, figureOf(question), row.views);
        appendMember(json, "unique_users", row.users);
        json += '}';
    }
    json += ']';
    appendImported(json, imported);
    return Answer::json(json + '}');
}

Answer toCsv(const BreakdownQuestion &question, const Ranking &ranking)
{
    Csv csv(std::string("value,") + figureOf(question) + ",unique_users");
    for (const Ranking::Row &row : ranking.rows)
        csv.text(row.value).number(row.views).number(row.users).endLine();
    return csv.answer();
}

// With users: of one kept period they are kept too, of any other time segments say them. Where that is too much,
// without.
DbResult<Ranking> readRanking(
    const Source &source, const BreakdownQuestion &question, const DayRange &days, const ValueCounts &imported)
{
    const std::string &site = question.range.siteId;
    const std::vector<Timestamp> bounds = boundsOf(question.range, days);
    const Timestamp begin = bounds.front(), end = bounds.back();
    const auto fromSegments = [&] {
        return askSegments(source, {site, bounds, {}, question.dimension}).map([&](SegmentAnswer answer) {
            answer.values.add(imported);
            return answer.values.ranking(question.part);
        });
    };
    if (!isDimension(question.dimension))
        return fromSegments();
    const auto periods = keptWithin(source, site, begin, end);
    if (!periods)
        return tl::unexpected(periods.error());
    if (!PeriodSplit::of(*periods, begin, end).isOnePeriod()) {
        auto ranking = fromSegments();
        if (ranking || ranking.error().sqlState != questionTooLarge)
            return ranking;
    }
    return rangeRanking(source, site, begin, end, *periods, question.dimension, question.part, imported);
}

DbResult<Answer> answerBreakdown(const Source &source, const BreakdownQuestion &question, bool isCsv)
{
    const RangeQuestion &range = question.range;
    const auto snapshot = Transaction::beginReading(source.connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    const auto days = knownDays(source.connection, range);
    if (!days)
        return tl::unexpected(days.error());
    ValueCounts values {std::make_shared<SiteTexts>()};
    const auto imported = addImportedValues(
        source.connection, range.siteId, question.dimension, *days, question.part.search, values);
    if (!imported)
        return tl::unexpected(imported.error());
    return readRanking(source, question, *days, values).map([&](const Ranking &ranking) {
        return isCsv ? toCsv(question, ranking) : toJson(question, *days, ranking, *imported);
    });
}

}

Result<StatsQuery> askBreakdown(const Request &request, Timestamp now)
{
    return askWithCsv(request, now, answerBreakdown);
}

}

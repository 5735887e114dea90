// GET /stats/breakdown: the values of a dimension by their views.
#include "common/db/transaction.h"
#include "server/stats/ask.h"
#include "server/stats/breakdownquestion.h"
#include "server/stats/filter.h"
#include "server/stats/imported.h"
#include "server/stats/jsonmembers.h"
#include "server/stats/knowndays.h"
#include "server/stats/query/segmentquestion.h"

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

DbResult<Answer> answerBreakdown(const Source &source, const BreakdownQuestion &question, bool isCsv)
{
    const RangeQuestion &range = question.range;
    const auto snapshot = Transaction::beginReading(source.connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    const auto days = knownDays(source.connection, range);
    if (!days)
        return tl::unexpected(days.error());
    auto counted = askSegments(source, {range.siteId, boundsOf(range, *days), {}, question.dimension});
    if (!counted)
        return tl::unexpected(counted.error());
    return importedValues(source.connection, range.siteId, question.dimension, *days, question.part.search)
        .map([&](const std::vector<ImportedValue> &values) {
            std::optional<Imported> imported;
            for (const ImportedValue &value : values) {
                counted->values.add(value.value, value.figures.views);
                imported = imported.value_or(Imported());
                imported->add(value.figures);
            }
            const Ranking ranking = counted->values.ranking(question.part);
            return isCsv ? toCsv(question, ranking) : toJson(question, *days, ranking, imported);
        });
}

}

Result<StatsQuery> askBreakdown(const Request &request, Timestamp now)
{
    return askWithCsv(request, now, answerBreakdown);
}

}

// GET /stats/breakdown: the values of a dimension by their views.
#include "common/db/propdimensions.h"
#include "common/db/transaction.h"
#include "server/stats/ask.h"
#include "server/stats/breakdownquestion.h"
#include "server/stats/buckets.h"
#include "server/stats/figures.h"
#include "server/stats/filter.h"
#include "server/stats/imported.h"
#include "server/stats/jsonmembers.h"
#include "server/stats/knowndays.h"

using namespace Qt::StringLiterals;

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
        json += '}';
    }
    json += ']';
    appendImported(json, imported);
    return Answer::json(json + '}');
}

Answer toCsv(const BreakdownQuestion &question, const Ranking &ranking)
{
    Csv csv(std::string("value,") + figureOf(question));
    for (const Ranking::Row &row : ranking.rows)
        csv.text(row.value).number(row.views).endLine();
    return csv.answer();
}

Answer unknownProp(const std::string &name, const std::vector<std::string> &known)
{
    QStringList names;
    for (const std::string &one : known)
        names += u"prop:"_s + QString::fromStdString(one);
    return Answer::error({Error::Kind::Invalid, u"dimension: prop:%1 is not counted; %2"_s.arg(QString::fromStdString(name),
        names.isEmpty() ? u"no --prop-dimensions are set"_s : u"one of "_s + names.join(u", "))});
}

DbResult<Answer> answerBreakdown(Connection &connection, const BreakdownQuestion &question, bool isCsv)
{
    const RangeQuestion &range = question.range;
    const auto snapshot = Transaction::beginReading(connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    if (const auto prop = question.prop()) {
        const auto known = propDimensions(connection);
        if (!known)
            return tl::unexpected(known.error());
        if (std::find(known->begin(), known->end(), *prop) == known->end())
            return unknownProp(*prop, *known);
    }
    const auto days = knownDays(connection, range);
    if (!days)
        return tl::unexpected(days.error());
    const std::vector<Timestamp> bounds = boundsOf(range, *days);
    Ranking::Part part = question.part;
    part.imported = *days;
    const auto ranking = Ranking::of(connection, range.siteId, question.dimension, bounds[0], bounds[1], part);
    if (!ranking)
        return tl::unexpected(ranking.error());
    return importedValues(connection, range.siteId, question.dimension, *days, part.search)
        .map([&](const std::optional<Imported> &imported) {
            return isCsv ? toCsv(question, *ranking) : toJson(question, *days, *ranking, imported);
        });
}

}

Result<QueryPool::Query> askBreakdown(const Request &request, Timestamp now)
{
    return askWithCsv(request, now, answerBreakdown);
}

}

#pragma once

#include "common/timestamp.h"
#include "server/http/request.h"
#include "server/stats/csv.h"
#include "server/stats/query/source.h"

#include <functional>

namespace footfall::server {

// Answers a question, in a thread of the pool.
using StatsQuery = std::function<DbResult<Answer>(const Source &)>;

// What each GET of figures makes of a request: a query that answers it, or, Invalid, what is wrong
// with the question. A file each. `now` is the time of the request.
using Ask = Result<StatsQuery> (*)(const Request &request, Timestamp now);

// Of those that have CSV too: reads the question, and `answer`s it later.
template <typename Question>
Result<StatsQuery> askWithCsv(const Request &request, Timestamp now,
    DbResult<Answer> (*answer)(const Source &source, const Question &question, bool isCsv))
{
    return Csv::isWanted(request).and_then([&](bool isCsv) {
        return Question::read(request.query, now).map([&](const Question &question) -> StatsQuery {
            return [=](const Source &source) { return answer(source, question, isCsv); };
        });
    });
}

Result<StatsQuery> askStats(const Request &request, Timestamp now);
Result<StatsQuery> askTimeseries(const Request &request, Timestamp now);
Result<StatsQuery> askBreakdown(const Request &request, Timestamp now);
Result<StatsQuery> askRealtime(const Request &request, Timestamp now);
Result<StatsQuery> askReport(const Request &request, Timestamp now);
Result<StatsQuery> askPipeline(const Request &request, Timestamp now);
Result<StatsQuery> askSites(const Request &request, Timestamp now);

}

#pragma once

#include "common/timestamp.h"
#include "server/http/request.h"
#include "server/stats/csv.h"
#include "server/stats/querypool.h"

namespace footfall::server {

// What each GET of figures makes of a request: a query that answers it, or, Invalid, what is wrong
// with the question. A file each. `now` is the time of the request.
using Ask = Result<QueryPool::Query> (*)(const Request &request, Timestamp now);

// Of those that have CSV too: reads the question, and `answer`s it later.
template <typename Question>
Result<QueryPool::Query> askWithCsv(const Request &request, Timestamp now,
    DbResult<Answer> (*answer)(Connection &connection, const Question &question, bool isCsv))
{
    return Csv::isWanted(request).and_then([&](bool isCsv) {
        return Question::read(request.query, now).map([&](const Question &question) -> QueryPool::Query {
            return [=](Connection &connection) { return answer(connection, question, isCsv); };
        });
    });
}

Result<QueryPool::Query> askStats(const Request &request, Timestamp now);
Result<QueryPool::Query> askTimeseries(const Request &request, Timestamp now);
Result<QueryPool::Query> askBreakdown(const Request &request, Timestamp now);
Result<QueryPool::Query> askRealtime(const Request &request, Timestamp now);
Result<QueryPool::Query> askReport(const Request &request, Timestamp now);
Result<QueryPool::Query> askPipeline(const Request &request, Timestamp now);
Result<QueryPool::Query> askSites(const Request &request, Timestamp now);

}

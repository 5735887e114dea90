#pragma once

#include "server/stats/rangequestion.h"
#include "server/stats/query/valuecounts.h"

namespace footfall::server {

// What GET /stats/breakdown asks for.
struct BreakdownQuestion {
    RangeQuestion range;
    std::string dimension; // one that every event may have, or prop:NAME
    Ranking::Part part = {100, 0, {}}; // limit 1-1,000, offset 0-1,000,000, search at most 2048 bytes

    // From a query string, as sent. Fails with Invalid, naming the parameter and the rule.
    static Result<BreakdownQuestion> read(const QByteArray &query, Timestamp now);
};

}

#pragma once

#include "server/stats/filter.h"
#include "server/stats/rangequestion.h"

namespace footfall::server {

// What GET /stats asks for.
struct StatsQuestion {
    RangeQuestion range;
    std::optional<DayRange> previous; // what to compare with
    std::optional<Filter> filter;
    int limit = 10; // 1-1,000 top paths

    // From a query string, as sent. Fails with Invalid, naming the parameter and the rule.
    static Result<StatsQuestion> read(const QByteArray &query, Timestamp now);
};

}

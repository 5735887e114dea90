#pragma once

#include "server/stats/buckets.h"
#include "server/stats/filter.h"

namespace footfall::server {

// What GET /stats/timeseries asks for.
struct TimeseriesQuestion {
    RangeQuestion range;
    std::optional<Interval> interval; // none: whatever suits the range
    std::optional<Filter> filter;

    // From a query string, as sent. Fails with Invalid, naming the parameter and the rule.
    static Result<TimeseriesQuestion> read(const QByteArray &query, Timestamp now);
};

}

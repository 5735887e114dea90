#pragma once

#include "server/stats/figures.h"
#include "server/stats/query/loading.h"
#include "server/stats/ranking.h"

namespace footfall::server {

// What is asked of a site's segments.
struct SegmentQuestion {
    std::string site;
    std::vector<Timestamp> bounds; // bucket i is from bounds[i] to before bounds[i + 1]: any moments, ascending
    std::vector<Filter> filters = {}; // events that meet all are counted; prop:NAME too
    std::string dimension = {}; // whose values are counted, of all buckets together; prop:NAME too; empty: none's
};

// The values of a dimension, by number. Views are events where countsEvents().
struct ValueCounts {
    std::shared_ptr<SiteTexts> texts; // whose numbers they are
    std::vector<std::int64_t> views;
    std::vector<std::uint32_t> users; // different ones, of whatever events with the value

    // Adds what others have counted of a value.
    void add(std::string_view value, std::int64_t count);
    // Those with views, by views and then in byte order.
    Ranking ranking(const Ranking::Part &part) const;
};

struct SegmentAnswer {
    std::vector<Figures> buckets; // bots are in `events` only if they were filtered for
    ValueCounts values;
};

// Exact. What it takes grows with the events of the days that are not in the cache, and less with those that
// are.
DbResult<SegmentAnswer> askSegments(const Source &source, const SegmentQuestion &question);

}

#pragma once

#include "server/stats/figures.h"
#include "server/stats/query/selection.h"
#include "server/stats/query/valuecounts.h"

namespace footfall::server {

// How users are counted.
enum class CountUsers {
    OfEach, // bucket and value: different ones
    Numbered, // all together, by their numbers: for what is added to sets of users
    No,
};

// What is asked of a site's segments.
struct SegmentQuestion {
    std::string site;
    std::vector<Timestamp> bounds; // bucket i is from bounds[i] to before bounds[i + 1]: any moments, ascending
    std::vector<Filter> filters = {}; // events that meet all are counted; prop:NAME too
    std::string dimension = {}; // whose values are counted, of all buckets together; prop:NAME too; empty: none's
    std::vector<std::uint16_t> marks = {}; // another way from bounds to buckets, as in TimeBuckets
    CountUsers users = CountUsers::OfEach;

    // Of bucket `mark`, from 1, is also the time from `begin` to before `end`, behind all before.
    void addBucket(Timestamp begin, Timestamp end, std::uint16_t mark);
};

struct SegmentAnswer {
    std::vector<Figures> buckets; // bots are in `events` only if they were filtered for
    ValueCounts values;
    // If users were to be Numbered; in ascending order:
    std::vector<std::uint32_t> userNumbers;
    std::int64_t unnumberedUsers = 0;
};

// Exact. What it takes grows with the events of the days that are not in the cache, and less with those that
// are.
DbResult<SegmentAnswer> askSegments(const Source &source, const SegmentQuestion &question);

}

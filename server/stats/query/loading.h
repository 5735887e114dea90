#pragma once

#include "common/timestamp.h"
#include "server/stats/query/segmentcache.h"
#include "server/stats/query/source.h"

#include <functional>

namespace footfall::server {

// SQLSTATEs of what PostgreSQL has no part in: what a question needs is over the limit, which its message says
// (400); and a segment cannot be read (503).
inline constexpr char questionTooLarge[] = "53400"; // configuration_limit_exceeded
inline constexpr char dataCorrupted[] = "XX001";

struct LoadedSegment {
    std::int64_t id;
    std::int32_t day; // since 1970, UTC
    std::int64_t events, views, bots; // as the contract counts them
    std::shared_ptr<DecodedSegment> decoded;
};

// Calls `take` with each segment that has events of the site from `begin` to before `end`, in any order; those
// that are not in the cache as they come, so that PostgreSQL looks for the next one meanwhile. Whatever
// `take` decodes of it is kept in the cache then. What it fails with is damage.
DbResult<void> loadSegments(const Source &source, const std::string &site, Timestamp begin, Timestamp end,
    const std::function<Result<void>(const LoadedSegment &)> &take);

}

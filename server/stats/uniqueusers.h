#pragma once

#include "common/db/connection.h"
#include "server/stats/cover.h"

#include <span>

namespace footfall::server {

// How many users a site had in the time of a cover: exact, each counted once however often and
// on however many days he came. One statement, so that it is true of one moment; in the thread
// of the connection.
DbResult<std::int64_t> uniqueUsers(Connection &connection, const std::string &site, const Cover &cover);

// The same for several at once, a number for each: the buckets of a time series, in one statement.
DbResult<std::vector<std::int64_t>> uniqueUsers(
    Connection &connection, const std::string &site, std::span<const Cover> covers);

}

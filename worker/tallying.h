#pragma once

#include "common/db/connection.h"
#include "common/timestamp.h"

#include <stop_token>

namespace footfall::worker {

// Fewer values than these a reader adds up from their rows as fast.
inline constexpr std::int64_t leastToTally = 64; // of a day or month
inline constexpr std::int64_t leastOfSlot = 16; // a range may have many at its edges

// Tallies the UTC days, with their slots, and the months that began at `since` or later, ended before `now` and have no
// tally of all their events: a transaction each, many at most, until a stop. Returns whether there may be more. Batches never
// wait for it, nor it for them.
DbResult<bool> tallyEnded(Connection &connection, Timestamp since, Timestamp now, const std::stop_token &stop);

}

#pragma once

#include "common/db/connection.h"

#include <string>

namespace footfall::worker {

// A UTC day or month of a site that has ended.
struct EndedPeriod {
    std::string site;
    std::string name; // "day" or "month", as in the tables
    std::int32_t first, past; // days

    auto operator<=>(const EndedPeriod &) const = default;
};

// Makes what is kept of a period for questions about long ranges, from its segments, in one transaction: the
// summaries of its values, and the set of its users, who get numbers if they have none (docs/protocol.md).
// A month's set is made of those of its days, which have to be there. Takes the memory of PeriodCounts and
// of one segment. False: another compactor is at work on the site, or the days' sets are out of date.
// data_corrupted (XX001) if a segment cannot be read.
DbResult<bool> keepPeriod(Connection &connection, const EndedPeriod &period);

}

#pragma once

#include "common/db/connection.h"
#include "server/stats/rangequestion.h"

namespace footfall::server {

// The days that are asked for; if that is all time, from the site's first to its last, and to
// today at least. In the thread of the connection.
DbResult<DayRange> knownDays(Connection &connection, const RangeQuestion &question);

// The moments that these days begin and end, within possibleTime(). All time is whole days of UTC,
// whatever the zone: there is nothing before and after.
std::vector<Timestamp> boundsOf(const RangeQuestion &question, const DayRange &days);

}

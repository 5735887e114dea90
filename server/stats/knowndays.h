#pragma once

#include "common/db/connection.h"
#include "server/stats/rangequestion.h"

namespace footfall {

// The days that are asked for; if that is all time, from the site's first to its last, and to
// today at least. In the thread of the connection.
DbResult<DayRange> knownDays(Connection &connection, const RangeQuestion &question);

}

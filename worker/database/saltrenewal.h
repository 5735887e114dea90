#pragma once

#include "common/db/connection.h"
#include "common/timestamp.h"

namespace footfall::worker {

// Sees to the table of salts, at least once a day: that each day of the week from `now` on has one,
// the same for whichever worker was first, and that none is left of a day that has been over for a
// day.
DbResult<void> renewSalts(Connection &connection, Timestamp now);

}

#pragma once

#include "common/db/connection.h"

namespace footfall::cli {

// Fills verify_visitors with who was seen when, by the hash that the rollups know users by.
// The users come and their hashes go back by the thousand, so that memory is bounded; in
// the open transaction, after verify_begin.
DbResult<void> gatherVisitors(Connection &connection, const Params &days);

}

#pragma once

#include "common/db/connection.h"

namespace footfall::cli {

// Fills verify_user_sets with who is in which of the sets of slots, and verify_unlike_sets with
// the days and months whose set is not the union of their slots'. A thousand sets at a time; in
// the open transaction, after verify_begin.
DbResult<void> gatherUserSets(Connection &connection, const Params &days);

}

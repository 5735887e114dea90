#pragma once

#include "common/db/connection.h"

namespace footfall::cli {

// Fills verify_unlike_tallies with the values whose count in a tally is not that of the rows it
// was made of; a tally that readers do not use, since there have been events after it, is left
// out. A thousand tallies at a time, and the texts of one site's dimension; in the open
// transaction, after verify_begin.
DbResult<void> gatherTallies(Connection &connection, const Params &days);

}

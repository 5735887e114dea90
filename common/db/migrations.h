#pragma once

#include "common/db/connection.h"

namespace footfall {

// Applies what of sql/migrations is not yet applied, each in a transaction of its own, under
// an advisory lock, so that any number of workers may start at once. Then makes the
// partitions of the months to come, and lets the stats role read what it has to.
// A database of an earlier schema, that of 0001_spine, is refused.
DbResult<void> migrate(Connection &connection);

// Makes the tables of a migrated database's earlier schema those of this one, in one transaction; false: it has
// this one already. What is in segments and figures has to be made anew then.
DbResult<bool> takeOver(Connection &connection);

}

#pragma once

#include "common/db/connection.h"

namespace footfall {

// Applies what of sql/migrations is not yet applied, each in a transaction of its own, under
// an advisory lock, so that any number of workers may start at once. Then makes the
// partitions of the months to come, and lets the stats role read what it has to.
DbResult<void> migrate(Connection &connection);

}

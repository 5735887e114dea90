#pragma once

#include "common/db/connection.h"

namespace footfall {

// Applies what of sql/migrations is not yet applied, each in a transaction of its own, under
// an advisory lock, so that any number of workers may start at once. Then makes the
// partitions of the months to come.
DbResult<void> migrate(Connection &connection);

}

#pragma once

#include "common/options.h"

namespace footfall {

// --data, the same in all commands that work on a DIR.
Option dataOption();

// libpq reads PGPORT, PGSSLMODE and many more where a connection string is silent. What this
// user keeps there is meant for other databases.
void clearPostgresEnvironment();

}

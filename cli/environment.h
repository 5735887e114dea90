#pragma once

#include "common/options.h"
#include "common/result.h"

namespace footfall::cli {

// --data, the same in all commands that work on a DIR.
Option dataOption();

// --database, for a command that may work on another PostgreSQL than the private one of DIR.
Option otherDatabaseOption();

// The connection string of the database that these two name. Unavailable: it is the private
// one, and no `up` runs on DIR.
Result<QString> chosenDatabase(const Options &options);

// libpq reads PGPORT, PGSSLMODE and many more where a connection string is silent. What this
// user keeps there is meant for other databases.
void clearPostgresEnvironment();

}

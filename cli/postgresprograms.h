#pragma once

#include "common/result.h"

#include <QString>

namespace footfall::cli {

// The folder with initdb, postgres and psql of the major version that `cluster` was made by;
// of the newest installed one if there is no cluster yet. Fails if that version is not installed.
Result<QString> findPostgresPrograms(const QString &cluster);

}

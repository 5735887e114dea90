#pragma once

#include "common/db/connection.h"

#include <functional>

namespace footfall::cli {

// Gathers what the events of days say ($1 and $2 of `days`) and what the segments of these days hold: figures,
// and a digest of all rows for each site and day. The digests are made by SQL, which knows nothing of a segment's
// format. `say` is told of each segment that cannot be read.
DbResult<void> gatherSegments(
    Connection &connection, const Params &days, const std::function<void(const QString &line)> &say);

}

#pragma once

#include "common/db/connection.h"

#include <functional>

namespace footfall::cli {

// Decodes, for verify_summaries and verify_ended_periods, what is kept of the ended days and months within days
// ($1 and $2 of `days`): the values of each dimension and the numbers of the users. What is made of other events
// than there are by now is left out, as readers leave it out. `say` is told of whatever cannot be read; it is
// as if it were empty. Some rows at a time; in the open transaction, after verify_begin.
DbResult<void> gatherPeriods(
    Connection &connection, const Params &days, const std::function<void(const QString &line)> &say);

}

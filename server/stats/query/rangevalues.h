#pragma once

#include "server/stats/query/keptperiods.h"
#include "server/stats/query/segmentquestion.h"

namespace footfall::server {

// The values of a dimension (isDimension(): of prop:NAME only segments know) from `begin` to before `end`, of
// which `periods` are kept, with those that were `imported`: from summaries, and from segments only where there
// are none; what those have on kept days is remembered. With users only if the time is one kept period, of which
// they were counted.
DbResult<Ranking> rangeRanking(const Source &source, const std::string &site, Timestamp begin, Timestamp end,
    const KeptPeriods &periods, const std::string &dimension, const Ranking::Part &part, const ValueCounts &imported = {});

}

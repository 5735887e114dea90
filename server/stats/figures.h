#pragma once

#include "common/db/connection.h"
#include "common/timestamp.h"
#include "server/stats/filter.h"
#include "server/stats/query/keptperiods.h"
#include "server/stats/query/source.h"

#include <span>

namespace footfall::server {

// What is counted of a site in some time.
struct Figures {
    std::int64_t views = 0;
    std::int64_t events = 0;
    std::int64_t bots = 0;
    std::int64_t users = 0; // different ones
};

// Figures of each bucket: the time from bounds[i] to before bounds[i + 1], in ascending order, within the time
// that events can be of (possibleTime). With a filter, of that value alone, from segments. Without one, from
// what is kept of ended days and months, and from segments only for days that are not and for parts of days;
// what those have on kept days is remembered. So a range costs no more, asked again, however many events it has.
DbResult<std::vector<Figures>> figuresOf(const Source &source, const std::string &site,
    const std::vector<Timestamp> &bounds, const std::optional<Filter> &filter);
// The same without a filter, where it is known what is kept.
DbResult<std::vector<Figures>> figuresOf(const Source &source, const std::string &site,
    const std::vector<Timestamp> &bounds, const KeptPeriods &periods);

// What is kept of the time from `begin` to before `end`.
DbResult<KeptPeriods> keptWithin(const Source &source, const std::string &site, Timestamp begin, Timestamp end);

// The part of the time, if any, in which there can be events: from 1990 to a week ahead. So a
// question for ten thousand years costs no more than one for those that count.
std::vector<Timestamp> possibleTime(std::vector<Timestamp> bounds, Timestamp now);

}

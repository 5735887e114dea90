#include "server/stats/runs.h"

namespace footfall::server {

namespace {

void append(std::vector<Runs::Run> &runs, Timestamp begin, Timestamp end)
{
    if (begin == end)
        return;
    if (!runs.empty() && runs.back().end == begin)
        runs.back().end = end;
    else
        runs.push_back({begin, end});
}

}

Runs Runs::of(const std::vector<Timestamp> &bounds)
{
    Runs runs;
    for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
        const Timestamp begin = bounds[i];
        const Timestamp end = bounds[i + 1];
        const Timestamp firstDay = utcDay(begin + microsPerDay - 1) * microsPerDay;
        const Timestamp lastDay = utcDay(end) * microsPerDay;
        if (firstDay < lastDay) {
            append(runs.slots, begin, firstDay);
            append(runs.days, firstDay, lastDay);
            append(runs.slots, lastDay, end);
        } else {
            append(runs.slots, begin, end);
        }
    }
    return runs;
}

}

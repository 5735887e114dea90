#include "server/stats/knowndays.h"

#include "server/stats/buckets.h"
#include "server/stats/figures.h"

#include <algorithm>

namespace footfall::server {

DbResult<DayRange> knownDays(Connection &connection, const RangeQuestion &question)
{
    if (question.days)
        return *question.days;
    return connection.run("extent", Params().add(question.siteId)).map([&](const Rows &rows) {
        const QDate today = question.today();
        if (rows.isNull(0, 0))
            return DayRange {today, today};
        return DayRange {std::min(today, question.zone.dayOf(rows.number(0, 0))),
            std::max(today, question.zone.dayOf(rows.number(0, 1)))};
    });
}

std::vector<Timestamp> boundsOf(const RangeQuestion &question, const DayRange &days)
{
    std::vector<Timestamp> bounds = Buckets::whole(question.zone, days).bounds;
    if (!question.days)
        bounds = {utcDay(bounds.front()) * microsPerDay, utcDay(bounds.back() + microsPerDay - 1) * microsPerDay};
    return possibleTime(std::move(bounds), question.now);
}

}

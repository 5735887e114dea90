#include "server/stats/knowndays.h"

#include "common/event/importedfigure.h"
#include "server/stats/buckets.h"
#include "server/stats/figures.h"
#include "server/stats/imported.h"

#include <algorithm>

namespace footfall::server {

DbResult<DayRange> knownDays(Connection &connection, const RangeQuestion &question)
{
    if (question.days)
        return *question.days;
    const auto name = [](std::string_view dimension) { return dimension; };
    const Params params = Params().add(question.siteId).addArray(importedDimensions, name);
    return connection.run("extent", params).map([&](const Rows &rows) {
        const QDate today = question.today();
        DayRange days {today, today};
        const auto cover = [&](QDate first, QDate last) {
            days = {std::min(days.first, first), std::max(days.last, last)};
        };
        if (!rows.isNull(0, 0))
            cover(question.zone.dayOf(rows.number(0, 0)), question.zone.dayOf(rows.number(0, 1)));
        if (!rows.isNull(0, 2))
            cover(dayOf(rows.number(0, 2)), dayOf(rows.number(0, 3)));
        return days;
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

#include "server/stats/knowndays.h"

#include <algorithm>

namespace footfall {

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

}

#include "server/stats/cover.h"

#include <QtGlobal>

namespace footfall::server {

Cover Cover::of(Timestamp begin, Timestamp end)
{
    Q_ASSERT(begin % microsPerSlot == 0 && end % microsPerSlot == 0);
    Cover cover;
    while (begin < end) {
        const Timestamp nextDay = begin + microsPerDay;
        const bool isDay = begin % microsPerDay == 0 && nextDay <= end;
        const Timestamp nextMonth = isDay && startOfMonth(begin) == begin ? startOfMonth(begin + 31 * microsPerDay) : 0;
        if (nextMonth > 0 && nextMonth <= end) {
            cover.months.push_back(begin);
            begin = nextMonth;
        } else if (isDay) {
            cover.days.push_back(begin);
            begin = nextDay;
        } else {
            cover.slots.push_back(begin);
            begin += microsPerSlot;
        }
    }
    return cover;
}

}

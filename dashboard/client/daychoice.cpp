#include "dashboard/client/daychoice.h"

namespace footfall {

std::optional<QDate> DayChoice::at(const QDateTime &now) const
{
    const QDate today = now.toUTC().date();
    switch (kind) {
    case Kind::AllTime: return std::nullopt;
    case Kind::Today: return today;
    case Kind::Yesterday: return today.addDays(-1);
    case Kind::Day: return day;
    }
    Q_UNREACHABLE();
}

}

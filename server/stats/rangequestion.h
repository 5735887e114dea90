#pragma once

#include "server/stats/parameters.h"
#include "server/stats/zone.h"

namespace footfall::server {

// Days, both included.
struct DayRange {
    QDate first;
    QDate last;

    qint64 days() const { return first.daysTo(last) + 1; }
};

// Whose figures of which time are asked for; what several endpoints have in common.
struct RangeQuestion {
    std::string siteId; // 1-128 bytes, valid UTF-8 without U+0000
    std::optional<DayRange> days; // of the zone; none: all time
    std::optional<QDate> date; // the day, if it was asked for as one
    bool isRange = false; // asked for by from and to, or by period
    Zone zone = Zone::utc();
    bool isZoned = false; // the zone was asked for
    Timestamp now = 0;

    QDate today() const { return zone.dayOf(now); }

    static RangeQuestion read(Parameters &parameters, Timestamp now);
};

}

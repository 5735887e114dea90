#include "server/stats/buckets.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {


Timestamp endOf(const Zone &zone, const DayRange &days)
{
    return zone.startOf(days.last.addDays(1));
}

QDate firstOf(Interval interval, QDate day)
{
    if (interval == Interval::Week)
        return day.addDays(1 - day.dayOfWeek());
    return interval == Interval::Month ? QDate(day.year(), day.month(), 1) : day;
}

QDate nextOf(Interval interval, QDate day)
{
    if (interval == Interval::Month)
        return day.addMonths(1);
    return day.addDays(interval == Interval::Week ? 7 : 1);
}

std::vector<Timestamp> hoursBetween(const Zone &zone, Timestamp begin, Timestamp end)
{
    std::vector<Timestamp> starts;
    std::vector<Timestamp> changes = zone.changes(begin, std::min(end, begin + Timestamp(Buckets::most) * microsPerHour));
    changes.push_back(end);
    for (const Timestamp change : changes) {
        while (begin < change && starts.size() <= Buckets::most) {
            starts.push_back(begin);
            const Timestamp past = zone.wallTime(begin) % microsPerHour;
            begin += microsPerHour - (past < 0 ? past + microsPerHour : past);
        }
        begin = change;
    }
    return starts;
}

std::vector<Timestamp> calendar(const Zone &zone, const DayRange &days, Interval interval)
{
    std::vector<Timestamp> starts;
    const Timestamp end = endOf(zone, days);
    QDate day = firstOf(interval, days.first);
    for (Timestamp start = zone.startOf(day); start < end && starts.size() <= Buckets::most;) {
        day = nextOf(interval, day);
        const Timestamp next = zone.startOf(day);
        if (next > start) // else a day that never was
            starts.push_back(start);
        start = next;
    }
    return starts;
}

}

Result<Buckets> Buckets::of(const Zone &zone, const DayRange &days, Interval interval)
{
    const Timestamp begin = zone.startOf(days.first);
    Buckets buckets;
    buckets.starts = interval == Interval::Hour ? hoursBetween(zone, begin, endOf(zone, days)) : calendar(zone, days, interval);
    if (buckets.starts.size() > most)
        return invalid(u"interval: at most 5,000 points; take a longer one, or fewer days"_s);
    buckets.bounds = buckets.starts;
    if (!buckets.bounds.empty())
        buckets.bounds.front() = begin;
    buckets.bounds.push_back(endOf(zone, days));
    return buckets;
}

Buckets Buckets::whole(const Zone &zone, const DayRange &days)
{
    const Timestamp begin = zone.startOf(days.first);
    return {{begin}, {begin, endOf(zone, days)}};
}

}

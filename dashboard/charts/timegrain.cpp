#include "dashboard/charts/timegrain.h"

namespace footfall::dashboard {

using Unit = Grain::Unit;

Grain grainOf(Bucket bucket)
{
    switch (bucket) {
    case Bucket::Minute: return {Unit::Minute, 1};
    case Bucket::Hour: return {Unit::Hour, 1};
    case Bucket::Day: return {Unit::Day, 1};
    case Bucket::Week: return {Unit::Week, 1};
    case Bucket::Month: break;
    }
    return {Unit::Month, 1};
}

ClockTime::ClockTime(const QDateTime &time)
    : date(time.date())
    , minute(time.time().msecsSinceStartOfDay() / 60'000)
{
}

ClockTime ClockTime::before(const QDateTime &start, Bucket bucket)
{
    switch (bucket) {
    case Bucket::Minute: return ClockTime(start.addSecs(-60));
    case Bucket::Hour: return ClockTime(start.addSecs(-3600));
    case Bucket::Day: return ClockTime(start.addDays(-1));
    case Bucket::Week: return ClockTime(start.addDays(-7));
    case Bucket::Month: break;
    }
    return ClockTime(start.addMonths(-1));
}

qint64 ClockTime::stepOf(Grain grain) const
{
    const qint64 day = date.toJulianDay(); // 0 was a Monday
    switch (grain.unit) {
    case Unit::Minute: return (day * 1440 + minute) / grain.step;
    case Unit::Hour: return (day * 24 + minute / 60) / grain.step;
    case Unit::Day: return day / grain.step;
    case Unit::Week: return day / 7 / grain.step;
    case Unit::Month: return (date.year() * 12 + date.month() - 1) / grain.step;
    case Unit::Year: break;
    }
    return date.year() / grain.step;
}

}

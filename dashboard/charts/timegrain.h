#pragma once

#include "dashboard/charts/chartdata.h"

namespace footfall {

// How far apart the labels of an axis of time are.
struct Grain {
    enum class Unit { Minute, Hour, Day, Week, Month, Year };
    Unit unit;
    int step;
};

// All there are, the finest first.
inline constexpr Grain grains[] = {{Grain::Unit::Minute, 1}, {Grain::Unit::Minute, 2}, {Grain::Unit::Minute, 5}, {Grain::Unit::Minute, 10},
    {Grain::Unit::Minute, 15}, {Grain::Unit::Minute, 30}, {Grain::Unit::Hour, 1}, {Grain::Unit::Hour, 2}, {Grain::Unit::Hour, 3}, {Grain::Unit::Hour, 6},
    {Grain::Unit::Hour, 12}, {Grain::Unit::Day, 1}, {Grain::Unit::Day, 2}, {Grain::Unit::Week, 1}, {Grain::Unit::Week, 2}, {Grain::Unit::Month, 1},
    {Grain::Unit::Month, 3}, {Grain::Unit::Month, 6}, {Grain::Unit::Year, 1}, {Grain::Unit::Year, 2}, {Grain::Unit::Year, 5}, {Grain::Unit::Year, 10}};

// The grain of which every bucket is one.
Grain grainOf(Bucket bucket);

// A time as its own clock shows it, taken apart once.
struct ClockTime {
    explicit ClockTime(const QDateTime &time);
    static ClockTime before(const QDateTime &start, Bucket bucket); // of the bucket before

    // Which step of the grain this is in: a label stands where that changes, so that it is
    // found where the clock was put forward over it too.
    qint64 stepOf(Grain grain) const;

    QDate date;
    int minute; // of the day
};

}

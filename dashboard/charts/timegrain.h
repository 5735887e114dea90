#pragma once

#include "dashboard/charts/chartdata.h"

#include <array>

namespace footfall::dashboard {

// How far apart the labels of an axis of time are.
struct Grain {
    enum class Unit { Minute, Hour, Day, Week, Month, Year };
    Unit unit;
    int step;
};

// All there are, the finest first.
inline constexpr auto grains = [] {
    using enum Grain::Unit;
    return std::to_array<Grain>({{Minute, 1}, {Minute, 2}, {Minute, 5}, {Minute, 10}, {Minute, 15}, {Minute, 30},
        {Hour, 1}, {Hour, 2}, {Hour, 3}, {Hour, 6}, {Hour, 12}, {Day, 1}, {Day, 2}, {Week, 1}, {Week, 2}, {Month, 1},
        {Month, 3}, {Month, 6}, {Year, 1}, {Year, 2}, {Year, 5}, {Year, 10}});
}();

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

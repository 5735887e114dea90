#pragma once

#include <QtGlobal>

namespace footfall {

// A stretch of time for an axis, in milliseconds since 1970: whole steps, from a round time.
struct TimeSpan {
    qint64 from;
    qint64 to;
    int steps;
    bool operator==(const TimeSpan &) const = default;
};

// What to show of samples from `first` to `newest`, at most the last `minutes` (5, 15, 60).
// A young line gets a short span, so that it can be seen; a span moves on by whole steps, so
// that the plot stands still in between.
TimeSpan timeSpan(qint64 first, qint64 newest, int minutes);

}

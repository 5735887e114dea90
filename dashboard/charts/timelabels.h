#pragma once

#include "dashboard/charts/chartdata.h"

#include <functional>

namespace footfall::dashboard {

// A time at the foot of a chart.
struct TimeLabel {
    qsizetype index; // of the bucket that it stands under
    QString text;
    double left; // in the chart's own units, like all that is given here
    double width;
};

// As many labels at round times as there is room for, without one that overlaps or is cut:
// "09:00", "Sat 21", "2 Nov", "Nov 2026"; the first of a new day, month or year says it. Where
// the clock is changed, they follow the buckets' own times.
struct TimeRuler {
    std::function<double(qsizetype)> x; // where a bucket is
    std::function<double(const QString &)> widthOf;
    double from = 0; // no label begins before or ends behind these
    double to = 0;
    double gap = 16; // at least so much between two
};
QList<TimeLabel> timeLabels(const TimeData &data, Span span, const TimeRuler &ruler);

}

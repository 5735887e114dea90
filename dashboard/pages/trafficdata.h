#pragma once

#include "dashboard/charts/chartdata.h"
#include "dashboard/client/figures.h"

namespace footfall::dashboard {

// What the large chart shows of a range: views as an area, users, and behind them the views of
// what it is compared with, bucket by bucket. Buckets that have not begun at `now` and have
// nothing are unknown rather than zero, so that no line falls at the present. Users are left out
// where none are known. `previous`: beside each bucket of the series; without a name, none. Pure.
TimeData trafficData(const Timeseries &series, const QList<std::optional<Timeseries::Point>> &previous, const QString &previousName,
    const QDateTime &now);

// The points of a sparkline over the buckets that have ended: the present one would always seem to fall.
enum class Course { Views, Users, ViewsPerUser };
QList<QPointF> courseOf(const Timeseries &series, Course course, const QDateTime &now);

}

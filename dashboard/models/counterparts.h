#pragma once

#include "dashboard/client/figures.h"

namespace footfall::dashboard {

// What of `before` stands beside each bucket of `series`, in its order. Hours and days by what
// clocks and calendars show, so that a day of 23 or 25 hours, or 29 February, shifts nothing behind
// it; weeks and months one by one. None: there is no such part. Pure.
QList<std::optional<Timeseries::Point>> counterparts(const Timeseries &series, const Timeseries &before);

}

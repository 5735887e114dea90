#pragma once

#include "dashboard/charts/ink.h"
#include "dashboard/charts/plotlayout.h"

namespace footfall::dashboard {

// Stretches of known values; what lies between is a gap.
QList<Span> knownRuns(const Series &series, Span span);

// One series. The bucket that still counts is drawn as not yet firm: the way to it dotted, its
// point a ring, its bar hollow.
void drawSeries(
    QPainter &painter, const PlotLayout &layout, const TimeData &data, const Series &series, const Ink &ink);

}

#pragma once

#include "dashboard/charts/chartdata.h"

class QPainter;

namespace footfall::dashboard {

// The sign of a series in the legend, in the readout and on its line: a shape of its own, so
// that it is known without its colour too.
enum class Marker { Circle, Diamond, Square, Triangle, Dashes };

Marker markerOf(const QList<Series> &series, qsizetype index);

constexpr double markerWidth = 13; // with the room up to the name

// In the middle of a place nine units wide.
void drawMarker(QPainter &painter, const QPointF &center, Marker marker, const QColor &color);

}

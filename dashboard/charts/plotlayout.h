#pragma once

#include "dashboard/charts/chartdata.h"
#include "dashboard/charts/scale.h"

#include <QRectF>

namespace footfall::dashboard {

// Where buckets and values are in the plot, and which bucket is somewhere. Time runs from
// left to right in every language.
struct PlotLayout {
    QRectF area; // where the lines are
    Span span;
    double top = 1; // of the scale, which begins at zero
    bool isSlotted = false; // bars stand in slots; points lie on the edges of the area too

    double x(qsizetype index) const;
    double y(double value) const;
    QRectF slot(qsizetype index) const; // the column that belongs to a bucket
    // The nearest bucket; none outside the area, but for a little beside its ends.
    std::optional<qsizetype> indexAt(const QPointF &at) const;
    qsizetype nearest(double x) const; // wherever x is; the span must not be empty
};

}

#pragma once

#include <QPen>
#include <QPolygonF>

class QPainter;

namespace footfall::dashboard {

// Lines of hundreds and thousands of points. Qt strokes and fills a path in a time that grows
// with the square of its length (300 ms for four series of 2,160 points), so they are drawn
// in pieces, and where points crowd as columns: 5 ms.

// In any pen; dashes run on from piece to piece. The colour should be opaque.
void strokeLine(QPainter &painter, const QPolygonF &line, QPen pen);

// The space down to `bottom`. Its upper edge is rough: a line lies over it.
void fillUnder(QPainter &painter, const QPolygonF &line, double bottom, const QColor &color);

// For points closer than about four pixels, solid. Under two, where no slope can be seen, as
// upright rectangles: Qt hands every tall sloping line to threads.
void drawCrowdedLine(QPainter &painter, const QPolygonF &line, double width, const QColor &color);

// What of a line falls into one column of the device's pixels.
struct Column {
    int x; // in pixels
    double top; // in the line's own units, downwards
    double bottom;
    bool operator==(const Column &) const = default;
};
// `ratio`: pixels for one of the line's units.
QList<Column> columnsOf(const QPolygonF &line, double ratio);

}

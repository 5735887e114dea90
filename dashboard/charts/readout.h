#pragma once

#include "dashboard/charts/ink.h"
#include "dashboard/charts/marker.h"

namespace footfall::dashboard {

// The box beside the crosshair: a moment, and the value of every series then.
struct Readout {
    struct Row {
        QString name;
        QString value;
        Marker marker;
        QColor Theme::*color;
    };
    QString heading;
    QList<Row> rows;

    QString text() const; // the same in a sentence
};

// Where its box is for a crosshair at x: on the side with more room, within `bounds`.
QRectF readoutBox(const Readout &readout, double x, const QRectF &bounds, const Ink &ink);
void drawReadout(QPainter &painter, const QRectF &box, const Readout &readout, const Ink &ink);

}

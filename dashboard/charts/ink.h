#pragma once

#include "dashboard/widgets/theme.h"

#include <QRectF>

class QPainter;

namespace footfall::dashboard {

// What a chart is drawn with.
struct Ink {
    const Theme &theme;
    QFont font;
    bool isStale = false;

    // A colour of the theme, or what is left of it when the numbers are stale.
    QColor color(QColor Theme::*role) const;
    QFont small() const { return scaled(font, 0.88); }
};

// `color` so strong, from 0 (`ground`) to 1.
QColor mixed(const QColor &color, const QColor &ground, double strength);
QColor faded(QColor color, double alpha);

// Of its device: 2 on a screen of twice the density, 12.5 on a page of 1,200 dots an inch.
double pixelsPerUnit(const QPainter &painter);

// A point at the nearest corner of the device's pixels, which keeps thin lines sharp where a
// screen has one and a quarter of them for one.
QPointF snapped(const QPainter &painter, const QPointF &at);

// A line one pixel thin, or a little more where pixels are tiny; never blurred.
void drawHairline(QPainter &painter, const QPointF &from, const QPointF &to, const QColor &color);

// The digits' columns line up; see tabulartext.h. Shortened where it does not fit.
void drawFitted(QPainter &painter, const QRectF &rect, Qt::Alignment horizontal, const QString &text);

}

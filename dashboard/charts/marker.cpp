#include "dashboard/charts/marker.h"

#include <QPainter>

namespace footfall::dashboard {

Marker markerOf(const QList<Series> &series, qsizetype index)
{
    if (series[index].style == Series::Style::Dashed)
        return Marker::Dashes;
    int before = 0;
    for (qsizetype i = 0; i < index; ++i)
        before += series[i].style != Series::Style::Dashed;
    constexpr Marker shapes[] = {Marker::Circle, Marker::Diamond, Marker::Square, Marker::Triangle};
    return shapes[before % 4];
}

void drawMarker(QPainter &painter, const QPointF &c, Marker marker, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (marker) {
    case Marker::Circle: return painter.drawEllipse(c, 4, 4);
    case Marker::Diamond:
        return painter.drawPolygon(QPolygonF {
            c + QPointF(0, -4.8), c + QPointF(4.8, 0), c + QPointF(0, 4.8), c + QPointF(-4.8, 0)});
    case Marker::Square: return painter.drawRect(QRectF(c.x() - 3.5, c.y() - 3.5, 7, 7));
    case Marker::Triangle:
        return painter.drawPolygon(QPolygonF {c + QPointF(0, -4.5), c + QPointF(4.6, 3.5), c + QPointF(-4.6, 3.5)});
    case Marker::Dashes:
        for (const double x : {-5.0, 1.0})
            painter.drawRect(QRectF(c.x() + x, c.y() - 0.75, 4, 1.5));
        return;
    }
}

}

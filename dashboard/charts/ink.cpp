#include "dashboard/charts/ink.h"

#include "dashboard/widgets/tabulartext.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace footfall::dashboard {

QColor Ink::color(QColor Theme::*role) const
{
    const QColor color = theme.*role;
    if (!isStale)
        return color;
    // Its grey, paler: the lines stay apart from each other by their lightness, and keep 3:1
    // against the card (WCAG 2.1, 1.4.11).
    const int grey = qGray(color.rgb());
    return mixed(QColor(grey, grey, grey), theme.card, 0.75);
}

QColor mixed(const QColor &color, const QColor &ground, double strength)
{
    const auto mix = [&](int a, int b) { return qRound(a * strength + b * (1 - strength)); };
    return {mix(color.red(), ground.red()), mix(color.green(), ground.green()), mix(color.blue(), ground.blue())};
}

QColor faded(QColor color, double alpha)
{
    color.setAlphaF(float(alpha));
    return color;
}

double pixelsPerUnit(const QPainter &painter)
{
    return painter.deviceTransform().m11();
}

QPointF snapped(const QPainter &painter, const QPointF &at)
{
    const QTransform toPixels = painter.deviceTransform();
    const QPointF pixel = toPixels.map(at);
    return toPixels.inverted().map(QPointF(std::round(pixel.x()), std::round(pixel.y())));
}

void drawHairline(QPainter &painter, const QPointF &from, const QPointF &to, const QColor &color)
{
    const double ratio = pixelsPerUnit(painter);
    const double width = std::max(std::floor(ratio), 1.0) / ratio;
    const QPointF begin = snapped(painter, from);
    const QPointF extent = snapped(painter, to) - begin;
    painter.fillRect(QRectF(begin, QSizeF(std::max(extent.x(), width), std::max(extent.y(), width))), color);
}

void drawFitted(QPainter &painter, const QRectF &rect, Qt::Alignment horizontal, const QString &text)
{
    const QFontMetricsF metrics(painter.font(), painter.device());
    const bool fits = tabularWidth(metrics, text) <= rect.width() + 0.5;
    drawTabular(painter, rect, horizontal, fits ? text : metrics.elidedText(text, Qt::ElideRight, rect.width()));
}

}

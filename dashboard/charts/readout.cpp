#include "dashboard/charts/readout.h"

#include "dashboard/widgets/tabulartext.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr double inset = 10;
constexpr double leading = 3;
constexpr double betweenColumns = 16; // names and values

QFont headingFont(const Ink &ink)
{
    return scaled(ink.small(), 1, QFont::DemiBold);
}

QSizeF sizeOf(const Readout &readout, const Ink &ink)
{
    const QFontMetricsF metrics(ink.small());
    double names = 0;
    double values = 0;
    for (const Readout::Row &row : readout.rows) {
        names = std::max(names, metrics.horizontalAdvance(row.name));
        values = std::max(values, tabularWidth(metrics, row.value));
    }
    const double heading = tabularWidth(QFontMetricsF(headingFont(ink)), readout.heading);
    const double width = std::max(heading, markerWidth + names + betweenColumns + values);
    const double line = metrics.height() + leading;
    return {width + 2 * inset, line * double(readout.rows.size() + 1) + 2 * inset - leading};
}

}

QString Readout::text() const
{
    QStringList values;
    for (const Row &row : rows)
        values += u"%1 %2"_s.arg(row.name, row.value);
    return u"%1: %2"_s.arg(heading, values.join(u", "_s));
}

QRectF readoutBox(const Readout &readout, double x, const QRectF &bounds, const Ink &ink)
{
    constexpr double distance = 14;
    QSizeF size = sizeOf(readout, ink);
    size.setWidth(std::min(size.width(), bounds.width()));
    const bool isRight = x < bounds.center().x();
    const double left = isRight ? x + distance : x - distance - size.width();
    const double lastLeft = bounds.right() - size.width();
    return {QPointF(std::clamp(left, bounds.left(), lastLeft), bounds.top()), size};
}

void drawReadout(QPainter &painter, const QRectF &box, const Readout &readout, const Ink &ink)
{
    QPainterPath outline;
    const QPointF corner = snapped(painter, box.topLeft()) + QPointF(0.5, 0.5);
    outline.addRoundedRect(QRectF(corner, box.size() - QSizeF(1, 1)), 6, 6);
    painter.setBrush(ink.theme.card);
    painter.setPen(ink.theme.border);
    painter.drawPath(outline);

    const double line = QFontMetricsF(ink.small()).height() + leading;
    QRectF text(box.left() + inset, box.top() + inset - leading / 2, box.width() - 2 * inset, line);
    painter.setFont(headingFont(ink));
    painter.setPen(ink.theme.text);
    drawFitted(painter, text, Qt::AlignLeft, readout.heading);
    painter.setFont(ink.small());
    for (const Readout::Row &row : readout.rows) {
        text.translate(0, line);
        const double value = tabularWidth(QFontMetricsF(ink.small()), row.value);
        drawMarker(painter, {text.left() + 4.5, text.center().y()}, row.marker, ink.color(row.color));
        painter.setPen(row.marker == Marker::Dashes ? ink.theme.muted : ink.theme.text);
        drawFitted(painter, text.adjusted(markerWidth, 0, -value - 4, 0), Qt::AlignLeft, row.name);
        drawTabular(painter, text, Qt::AlignRight, row.value);
    }
}

}

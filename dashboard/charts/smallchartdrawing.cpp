// What a SmallChart looks like.
#include "dashboard/charts/smallchart.h"

#include "dashboard/charts/longline.h"
#include "dashboard/format.h"

#include <QPainter>

#include <cmath>

namespace footfall::dashboard {

namespace {
constexpr double betweenRows = 4; // rows of text and the line
}

QRectF SmallChart::areaOf(const QRectF &rect, const Ink &ink) const
{
    const double head = QFontMetricsF(scaled(ink.font, 1.15, QFont::DemiBold)).height();
    const double small = QFontMetricsF(ink.small()).height();
    return rect.adjusted(0, head + small + 2 * betweenRows, -8, -small - betweenRows);
}

void SmallChart::drawPicture(QPainter &painter, const QRectF &rect, const Ink &ink) const
{
    drawHead(painter, rect, ink);
    const QRectF area = areaOf(rect, ink);
    const double small = QFontMetricsF(ink.small()).height();
    painter.setFont(ink.small());
    painter.setPen(ink.theme.muted);
    drawHairline(painter, area.bottomLeft(), {rect.right(), area.bottom()}, ink.theme.border);
    const QRectF foot(rect.left(), area.bottom() + betweenRows, rect.width(), small);
    drawFitted(painter, foot, Qt::AlignLeft, tr("%1 ago").arg(roughly(double(m_window.count()) / 1000)));
    drawFitted(painter, foot, Qt::AlignRight, tr("now"));
    if (shown().size() <= 0)
        return;
    drawHairline(painter, area.topLeft(), {rect.right(), area.top()}, ink.theme.grid);
    drawFitted(painter, QRectF(rect.left(), area.top() - small - 1, rect.width(), small), Qt::AlignLeft,
        m_format(m_scale.top()));
    painter.setRenderHint(QPainter::Antialiasing);
    drawLine(painter, area, ink);
}

void SmallChart::drawHead(QPainter &painter, const QRectF &rect, const Ink &ink) const
{
    const QFont strong = scaled(ink.font, 1.15, QFont::DemiBold);
    const QFontMetricsF metrics(strong);
    const double value = metrics.horizontalAdvance(newest()) + 8;
    const QRectF head(rect.topLeft(), QSizeF(rect.width(), metrics.height()));
    painter.setFont(ink.font);
    painter.setPen(ink.theme.muted);
    drawFitted(painter, head.adjusted(0, 0, -value - 6, 0), Qt::AlignLeft, title());
    painter.setFont(strong);
    painter.setPen(ink.isStale ? ink.theme.muted : ink.theme.text);
    drawFitted(painter, head, Qt::AlignRight, newest());
}

void SmallChart::drawLine(QPainter &painter, const QRectF &area, const Ink &ink) const
{
    const QColor color = ink.color(m_color);
    const Span span = shown();
    QPolygonF line;
    const auto flush = [&] {
        fillUnder(painter, line, area.bottom(), faded(color, 0.13));
        strokeLine(painter, line, QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        line.clear();
    };
    for (qsizetype i = span.first; i <= span.last; ++i) {
        if (std::isnan(m_readings[i].value))
            flush();
        else
            line += place(m_readings[i], area);
    }
    flush();
    if (const Reading &last = m_readings.last(); !std::isnan(last.value))
        drawMarker(painter, place(last, area), Marker::Circle, color);
}

void SmallChart::drawPoint(QPainter &painter, qsizetype index, const Ink &ink) const
{
    const QRectF plot = area();
    const Reading &reading = m_readings[index];
    const QPointF at = place(reading, plot);
    drawHairline(painter, {at.x(), plot.top()}, {at.x(), plot.bottom()}, ink.theme.muted);
    if (!std::isnan(reading.value))
        drawMarker(painter, at, Marker::Circle, ink.color(m_color));
    const Readout readout {describePoint(index), {}};
    drawReadout(painter, boxAt(index, readout), readout, ink);
}

}

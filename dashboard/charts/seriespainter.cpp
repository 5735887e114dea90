#include "dashboard/charts/seriespainter.h"

#include "dashboard/charts/longline.h"
#include "dashboard/charts/marker.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace footfall::dashboard {

namespace {

using Style = Series::Style;

QPointF pointOf(const PlotLayout &layout, const Series &series, qsizetype i)
{
    return {layout.x(i), layout.y(double(*series.at(i)))};
}

QPolygonF polyline(const PlotLayout &layout, const Series &series, Span run)
{
    QPolygonF line;
    line.reserve(run.size() + 2);
    for (qsizetype i = run.first; i <= run.last; ++i)
        line += pointOf(layout, series, i);
    return line;
}

// Points that stand closer than this are a texture: thinner, and without dashes, which
// would only blur it.
bool isCrowded(const PlotLayout &layout)
{
    return layout.slot(layout.span.first).width() < 4;
}

QPen penOf(const Series &series, const Ink &ink)
{
    const QColor color = ink.color(series.color);
    if (series.style != Style::Dashed)
        return {color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
    QPen pen(mixed(color, ink.theme.card, 0.85), 1.25, Qt::CustomDashLine, Qt::FlatCap, Qt::RoundJoin);
    pen.setDashPattern({3.2, 2.8});
    return pen;
}

void drawDot(QPainter &painter, const QPointF &at, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(at, 2.5, 2.5);
}

void drawRing(QPainter &painter, const QPointF &at, const QColor &color, const QColor &ground)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(color, 0.2));
    painter.drawEllipse(at, 8, 8);
    painter.setPen(QPen(color, 2));
    painter.setBrush(ground);
    painter.drawEllipse(at, 3.5, 3.5);
}

void drawRun(QPainter &painter, const PlotLayout &layout, const TimeData &data, const Series &series, Span run,
    const Ink &ink)
{
    const QColor color = ink.color(series.color);
    const bool isOpen = data.unfinished == run.last && series.style != Style::Dashed;
    const QPolygonF line = polyline(layout, series, run);
    const QPolygonF firm(line.mid(0, line.size() - (isOpen ? 1 : 0)));
    if (series.style == Style::Area)
        fillUnder(painter, firm, layout.area.bottom(), faded(color, 0.13));
    if (!isCrowded(layout))
        strokeLine(painter, firm, penOf(series, ink));
    else if (series.style == Style::Dashed)
        drawCrowdedLine(painter, firm, 1, mixed(color, ink.theme.card, 0.6));
    else
        drawCrowdedLine(painter, firm, 1.4, color);
    if (line.size() == 1 && series.style == Style::Dashed)
        drawMarker(painter, line.first(), Marker::Dashes, color);
    else if (line.size() == 1 && !isOpen)
        drawDot(painter, line.first(), color);
    if (!isOpen)
        return;
    if (line.size() > 1) {
        if (series.style == Style::Area)
            fillUnder(painter, QPolygonF(line.mid(line.size() - 2)), layout.area.bottom(), faded(color, 0.06));
        QPen pen = penOf(series, ink);
        pen.setStyle(Qt::CustomDashLine);
        pen.setCapStyle(Qt::RoundCap);
        pen.setDashPattern({0.1, 2});
        painter.setPen(pen);
        painter.drawLine(line[line.size() - 2], line.last());
    }
    drawRing(painter, line.last(), color, ink.theme.card);
}

void drawBar(QPainter &painter, const PlotLayout &layout, const Series &series, qsizetype i, bool isOpen,
    const Ink &ink)
{
    constexpr double round = 2;
    const QColor color = ink.color(series.color);
    const QRectF slot = layout.slot(i);
    const double gap = slot.width() > 3 ? std::clamp(slot.width() * 0.22, 1.0, 6.0) : 0;
    // What is zero is seen as counted and zero; what is unknown is not there.
    const double top = std::min(layout.y(double(*series.at(i))), layout.area.bottom() - 1.5);
    QRectF bar(snapped(painter, {slot.left() + gap / 2, top}),
        snapped(painter, {slot.right() - gap / 2, layout.area.bottom()}));
    bar.setWidth(std::max(bar.width(), 1.0));
    QPainterPath path;
    path.addRoundedRect(bar.adjusted(0, 0, 0, round * 2), round, round);
    painter.save();
    painter.setClipRect(QRectF(bar.left() - 1, bar.top() - 1, bar.width() + 2, bar.height() + 1), Qt::IntersectClip);
    if (isOpen) {
        painter.fillPath(path, faded(color, 0.16));
        QPainterPath inner;
        inner.addRoundedRect(bar.adjusted(0.75, 0.75, -0.75, round * 2), round, round);
        QPen pen(color, 1.5, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({2, 1.4});
        painter.strokePath(inner, pen);
    } else {
        painter.fillPath(path, mixed(color, ink.theme.card, 0.85));
    }
    painter.restore();
}

}

QList<Span> knownRuns(const Series &series, Span span)
{
    QList<Span> runs;
    bool wasKnown = false;
    for (qsizetype i = span.first; i <= span.last; ++i) {
        const bool isKnown = series.at(i).has_value();
        if (isKnown && wasKnown)
            runs.last().last = i;
        else if (isKnown)
            runs += Span {i, i};
        wasKnown = isKnown;
    }
    return runs;
}

void drawSeries(QPainter &painter, const PlotLayout &layout, const TimeData &data, const Series &series, const Ink &ink)
{
    for (const Span run : knownRuns(series, layout.span)) {
        if (series.style != Style::Bars) {
            drawRun(painter, layout, data, series, run, ink);
            continue;
        }
        for (qsizetype i = run.first; i <= run.last; ++i)
            drawBar(painter, layout, series, i, data.unfinished == i, ink);
    }
}

}

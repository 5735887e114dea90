#include "dashboard/charts/timepicture.h"

#include "dashboard/charts/seriespainter.h"
#include "dashboard/charts/timelabels.h"
#include "dashboard/widgets/tabulartext.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace footfall::dashboard {

namespace {

constexpr double besideScale = 10;
constexpr double aboveTimes = 8;
constexpr double rightOfPlot = 14; // room for half a label, and for the ring at the newest point

double scaleWidth(const Scale &scale, const QFontMetricsF &metrics)
{
    double width = 0;
    for (int i = 0; i <= scale.steps; ++i)
        width = std::max(width, tabularWidth(metrics, scaleLabel(scale, i * scale.step)));
    return width;
}

}

bool TimePicture::isEmpty() const
{
    return span.size() <= 0
        || std::all_of(data.series.begin(), data.series.end(),
            [this](const Series &series) { return knownRuns(series, span).isEmpty(); });
}

PlotLayout TimePicture::layout(const QRectF &rect, const Ink &ink) const
{
    const QFontMetricsF metrics(ink.small());
    const bool isSlotted = std::any_of(data.series.begin(), data.series.end(),
        [](const Series &series) { return series.style == Series::Style::Bars; });
    const QRectF area = rect.adjusted(scaleWidth(scale, metrics) + besideScale, metrics.height() / 2 + 3,
        isSlotted ? -2 : -rightOfPlot, -metrics.height() - aboveTimes);
    return {area, span, scale.top(), isSlotted};
}

void TimePicture::draw(QPainter &painter, const QRectF &rect, const Ink &ink) const
{
    const PlotLayout plot = layout(rect, ink);
    painter.setFont(ink.small());
    if (plot.area.width() < 8 || plot.area.height() < 8)
        return;
    if (isEmpty()) {
        drawHairline(painter, plot.area.bottomLeft(), plot.area.bottomRight(), ink.theme.border);
        painter.setPen(ink.theme.muted);
        painter.setFont(ink.font);
        painter.drawText(rect, Qt::AlignCenter | Qt::TextWordWrap, emptyText);
        painter.setFont(ink.small());
    } else {
        drawScale(painter, plot, ink);
    }
    drawTimes(painter, plot, rect, ink);
    painter.setRenderHint(QPainter::Antialiasing);
    using Style = Series::Style;
    for (const Style style : {Style::Bars, Style::Dashed, Style::Area, Style::Line}) {
        for (const Series &series : data.series) {
            if (series.style == style)
                drawSeries(painter, plot, data, series, ink);
        }
    }
    drawNote(painter, plot, ink);
}

void TimePicture::drawScale(QPainter &painter, const PlotLayout &layout, const Ink &ink) const
{
    const double height = QFontMetricsF(ink.small()).height();
    const int stride = labelStride(scale, layout.area.height(), height);
    for (int i = 0; i <= scale.steps; i += stride) {
        const double value = i * scale.step;
        const double y = layout.y(value);
        drawHairline(painter, {layout.area.left(), y}, {layout.area.right(), y}, i ? ink.theme.grid : ink.theme.border);
        painter.setPen(ink.theme.muted);
        drawTabular(painter, QRectF(0, y - height / 2, layout.area.left() - besideScale, height), Qt::AlignRight,
            scaleLabel(scale, value));
    }
}

void TimePicture::drawTimes(QPainter &painter, const PlotLayout &layout, const QRectF &rect, const Ink &ink) const
{
    const QFontMetricsF metrics(ink.small());
    const TimeRuler ruler {.x = [&](qsizetype i) { return layout.x(i); },
        .widthOf = [&](const QString &text) { return tabularWidth(metrics, text); },
        .from = rect.left(),
        .to = rect.right(),
        .gap = 1.4 * metrics.height()};
    painter.setPen(ink.theme.muted);
    for (const TimeLabel &label : timeLabels(data, span, ruler))
        drawTabular(painter, QRectF(label.left, layout.area.bottom() + aboveTimes, label.width, metrics.height()),
            Qt::AlignLeft, label.text);
}

void TimePicture::drawNote(QPainter &painter, const PlotLayout &layout, const Ink &ink) const
{
    if (note.isEmpty())
        return;
    const QFontMetricsF metrics(ink.small());
    const double width = std::min(metrics.horizontalAdvance(note) + 16, layout.area.width());
    const QRectF box(layout.area.right() - width, layout.area.top() + 4, width, metrics.height() + 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.theme.bar);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    painter.setPen(ink.theme.text);
    drawFitted(painter, box.adjusted(8, 0, -8, 0), Qt::AlignHCenter, note);
}

}

#include "dashboard/charts/timechart.h"

#include "dashboard/charts/bucketname.h"
#include "dashboard/format.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleHints>

#include <algorithm>

namespace footfall::dashboard {

namespace {

Span all(const TimeData &data)
{
    return {0, data.starts.size() - 1};
}

// The bucket of `after` that begins when bucket `i` of `before` did.
std::optional<qsizetype> sameMoment(const TimeData &before, const TimeData &after, qsizetype i)
{
    const qsizetype found = after.starts.indexOf(before.starts.value(i));
    return found >= 0 && before.bucket == after.bucket ? std::optional(found) : std::nullopt;
}

// The same stretch of time, perhaps a little later.
bool continues(const TimeData &before, const TimeData &after)
{
    return before.starts.size() == after.starts.size() && sameMoment(after, before, 0);
}

}

TimeChart::TimeChart(QWidget *parent)
    : Chart(parent)
    , m_emptyText(tr("Nothing was counted in this time"))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    dataChanged(std::nullopt);
}

void TimeChart::setData(const TimeData &data)
{
    if (data == m_data)
        return;
    const TimeData before = std::exchange(m_data, data);
    const auto changed = changedBuckets(before, m_data);
    const bool wasZoomed = m_isZoomed;
    const Span spanBefore = m_span;
    const auto first = sameMoment(before, m_data, m_span.first);
    const auto last = sameMoment(before, m_data, m_span.last);
    const bool hasSpan = first && last && *last - *first == spanBefore.size() - 1;
    m_isZoomed = wasZoomed && hasSpan;
    m_span = m_isZoomed ? Span {*first, *last} : all(m_data);

    const double high = double(highest(m_data, m_span));
    const bool isSteady = continues(before, m_data) && wasZoomed == m_isZoomed;
    const Scale scale = isSteady ? steadyScale(m_scale, high) : roundScale(high);
    const bool isSameScale = std::exchange(m_scale, scale) == scale;

    if (changed && isSameScale && m_span == spanBefore) {
        // A line bends on both sides of a point, and a ring is wider than that.
        constexpr double ring = 10;
        const PlotLayout layout = plot();
        const double from = layout.x(changed->first) - layout.slot(changed->first).width();
        const double to = layout.x(changed->last) + layout.slot(changed->last).width();
        pictureChanged(QRectF(QPointF(from - ring, 0), QPointF(to + ring, height())));
    } else {
        setBand({}, {});
        pictureChanged();
    }
    dataChanged(pointedAt() ? sameMoment(before, m_data, *pointedAt()) : std::nullopt);
    if (wasZoomed && (m_span != spanBefore || !m_isZoomed))
        emit zoomed(m_span.first, m_span.last);
}

void TimeChart::setEmptyText(const QString &text)
{
    if (std::exchange(m_emptyText, text) != text)
        pictureChanged();
}

TimePicture TimeChart::picture() const
{
    return {m_data, m_span, m_scale, m_isZoomed ? tr("Zoomed: double click or Esc shows all") : QString(), m_emptyText};
}

void TimeChart::drawPicture(QPainter &painter, const QRectF &rect, const Ink &ink) const
{
    picture().draw(painter, rect, ink);
}

Readout TimeChart::readoutAt(qsizetype index) const
{
    const QString name = bucketName(m_data, index);
    Readout readout {m_data.unfinished == index ? tr("%1, so far").arg(name) : name, {}};
    for (qsizetype i = 0; i < m_data.series.size(); ++i) {
        const Series &series = m_data.series[i];
        const auto value = series.at(index);
        readout.rows += {series.name, value ? exactNumber(*value) : tr("\u2013", "unknown"),
            markerOf(m_data.series, i), series.color};
    }
    return readout;
}

void TimeChart::drawPoint(QPainter &painter, qsizetype index, const Ink &ink) const
{
    const PlotLayout layout = plot();
    const double x = layout.x(index);
    if (layout.isSlotted)
        painter.fillRect(layout.slot(index), faded(ink.theme.text, 0.07));
    else
        drawHairline(painter, {x, layout.area.top()}, {x, layout.area.bottom()}, ink.theme.muted);
    for (qsizetype i = 0; i < m_data.series.size() && !layout.isSlotted; ++i) {
        const Series &series = m_data.series[i];
        if (const auto value = series.at(index); value && series.style != Series::Style::Dashed)
            drawMarker(painter, {x, layout.y(double(*value))}, markerOf(m_data.series, i), ink.color(series.color));
    }
    const Readout readout = readoutAt(index);
    drawReadout(painter, readoutBox(readout, x, rect(), ink), readout, ink);
}

QRectF TimeChart::pointRect(qsizetype index) const
{
    constexpr double marker = 6;
    const PlotLayout layout = plot();
    const QRectF column = layout.isSlotted ? layout.slot(index) : QRectF(layout.x(index), 0, 0, height());
    return column.adjusted(-marker, 0, marker, 0)
        .united(readoutBox(readoutAt(index), layout.x(index), rect(), ink()).adjusted(-1, -1, 1, 1));
}

QString TimeChart::describe() const
{
    return gist(m_data, m_span);
}

}

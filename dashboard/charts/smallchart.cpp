#include "dashboard/charts/smallchart.h"

#include "dashboard/charts/longline.h"
#include "dashboard/format.h"

#include <QDateTime>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

constexpr double between = 4; // rows of text and the line

bool isSame(const QList<Reading> &a, const QList<Reading> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Reading &x, const Reading &y) {
        return x.time == y.time && (x.value == y.value || (std::isnan(x.value) && std::isnan(y.value)));
    });
}

QString clockTime(const Reading &reading)
{
    return QDateTime::fromMSecsSinceEpoch(reading.time).toString(u"HH:mm:ss");
}

}

SmallChart::SmallChart(const QString &title, Format format, QColor Theme::*color, QWidget *parent)
    : Chart(parent)
    , m_format(std::move(format))
    , m_color(color)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setTitle(title);
    dataChanged(std::nullopt);
}

void SmallChart::setReadings(const QList<Reading> &readings)
{
    if (isSame(readings, m_readings))
        return;
    const bool wasEmpty = m_readings.isEmpty();
    const auto moment = pointedAt() ? std::optional(m_readings[*pointedAt()].time) : std::nullopt;
    m_readings = readings;
    double high = 0;
    std::optional<qsizetype> pointed;
    const Span span = shown();
    for (qsizetype i = span.first; i <= span.last; ++i) {
        high = std::max(high, std::isnan(m_readings[i].value) ? 0 : m_readings[i].value);
        if (m_readings[i].time == moment)
            pointed = i;
    }
    m_scale = wasEmpty ? roundScale(high, false) : steadyScale(m_scale, high, false);
    pictureChanged();
    dataChanged(pointed);
}

void SmallChart::setWindow(std::chrono::seconds window)
{
    if (std::exchange(m_window, window) == window)
        return;
    pictureChanged();
    dataChanged(pointedAt());
}

QString SmallChart::valueText(double value) const
{
    return std::isnan(value) ? tr("\u2013", "unknown") : m_format(value);
}

QString SmallChart::newest() const
{
    return valueText(m_readings.isEmpty() ? std::nan("") : m_readings.last().value);
}

Span SmallChart::shown() const
{
    if (m_readings.isEmpty())
        return {};
    const qint64 from = m_readings.last().time - m_window.count();
    const auto first = std::lower_bound(m_readings.begin(), m_readings.end(), from,
        [](const Reading &reading, qint64 time) { return reading.time < time; });
    return {first - m_readings.begin(), m_readings.size() - 1};
}

QRectF SmallChart::areaOf(const QRectF &rect, const Ink &ink) const
{
    const double head = QFontMetricsF(scaled(ink.font, 1.15, QFont::DemiBold)).height();
    const double small = QFontMetricsF(ink.small()).height();
    return rect.adjusted(0, head + small + 2 * between, -8, -small - between);
}

QPointF SmallChart::place(const Reading &reading, const QRectF &area) const
{
    const double age = double(m_readings.last().time - reading.time) / double(m_window.count());
    return {area.right() - age * area.width(), area.bottom() - reading.value / m_scale.top() * area.height()};
}

std::optional<qsizetype> SmallChart::indexAt(const QPointF &at) const
{
    const QRectF plot = area();
    const Span span = shown();
    if (span.size() <= 0 || !QRectF(rect()).contains(at) || at.y() < plot.top() - 20)
        return std::nullopt;
    const auto distance = [&](qsizetype i) { return std::abs(place(m_readings[i], plot).x() - at.x()); };
    qsizetype nearest = span.first;
    for (qsizetype i = span.first; i <= span.last; ++i)
        nearest = distance(i) < distance(nearest) ? i : nearest;
    return nearest;
}

void SmallChart::drawPicture(QPainter &painter, const QRectF &rect, const Ink &ink) const
{
    drawHead(painter, rect, ink);
    const QRectF area = areaOf(rect, ink);
    const double small = QFontMetricsF(ink.small()).height();
    painter.setFont(ink.small());
    painter.setPen(ink.theme.muted);
    drawHairline(painter, area.bottomLeft(), {rect.right(), area.bottom()}, ink.theme.border);
    const QRectF foot(rect.left(), area.bottom() + between, rect.width(), small);
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

QRectF SmallChart::boxAt(qsizetype index, const Readout &readout) const
{
    const QRectF plot = area();
    return readoutBox(readout, place(m_readings[index], plot).x(), QRectF(rect()).adjusted(0, plot.top() - 18, 0, 0), ink());
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

QRectF SmallChart::pointRect(qsizetype index) const
{
    const double x = place(m_readings[index], area()).x();
    return QRectF(x - 6, 0, 12, height()).united(boxAt(index, {describePoint(index), {}}).adjusted(-1, -1, 1, 1));
}

QString SmallChart::describePoint(qsizetype index) const
{
    return tr("%1 at %2", "a value at a time").arg(valueText(m_readings[index].value), clockTime(m_readings[index]));
}

QString SmallChart::describe() const
{
    qsizetype low = -1;
    qsizetype high = -1;
    const Span span = shown();
    for (qsizetype i = span.first; i <= span.last; ++i) {
        if (std::isnan(m_readings[i].value))
            continue;
        low = low < 0 || m_readings[i].value < m_readings[low].value ? i : low;
        high = high < 0 || m_readings[i].value > m_readings[high].value ? i : high;
    }
    if (low < 0)
        return tr("No data.");
    return tr("Newest %1; lowest %2, highest %3.").arg(newest(), describePoint(low), describePoint(high));
}

}

#include "dashboard/charts/smallchart.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

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

QRectF SmallChart::boxAt(qsizetype index, const Readout &readout) const
{
    const QRectF plot = area();
    const QRectF bounds = QRectF(rect()).adjusted(0, plot.top() - 18, 0, 0);
    return readoutBox(readout, place(m_readings[index], plot).x(), bounds, ink());
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

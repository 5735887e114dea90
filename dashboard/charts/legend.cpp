#include "dashboard/charts/legend.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace footfall::dashboard {

namespace {
constexpr double between = 12;
}

double legendWidth(const QList<Series> &series, const QFont &font)
{
    const QFontMetricsF metrics(font);
    double width = series.isEmpty() ? 0 : -between;
    for (const Series &one : series)
        width += markerWidth + metrics.horizontalAdvance(one.name) + between;
    return width;
}

void drawLegend(QPainter &painter, const QRectF &rect, const QList<Series> &series, const Ink &ink)
{
    const QFontMetricsF metrics(ink.font);
    const bool isMirrored = painter.layoutDirection() == Qt::RightToLeft;
    double at = 0;
    painter.setFont(ink.font);
    for (qsizetype i = 0; i < series.size() && at + markerWidth < rect.width(); ++i) {
        const double width = std::min(metrics.horizontalAdvance(series[i].name), rect.width() - at - markerWidth);
        const auto place = [&](double from) { return isMirrored ? rect.right() - from : rect.left() + from; };
        drawMarker(painter, {place(at + 4.5), rect.center().y()}, markerOf(series, i), ink.color(series[i].color));
        painter.setPen(ink.theme.muted);
        const double left = place(at + markerWidth) - (isMirrored ? width : 0);
        painter.drawText(QRectF(left, rect.top(), width + 1, rect.height()),
            Qt::AlignVCenter | Qt::AlignAbsolute | Qt::AlignLeft,
            metrics.elidedText(series[i].name, Qt::ElideRight, width + 0.5));
        at += markerWidth + width + between;
    }
}

Legend::Legend(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Legend::setSeries(const QList<Series> &series)
{
    QList<Series> bare = series;
    QStringList names;
    for (Series &one : bare) {
        one.values.clear();
        names += one.name;
    }
    if (bare == m_series)
        return;
    m_series = bare;
    setAccessibleName(tr("Legend: %1").arg(names.join(QStringLiteral(", "))));
    updateGeometry();
    update();
}

void Legend::setStale(bool isStale)
{
    if (std::exchange(m_isStale, isStale) != isStale)
        update();
}

QSize Legend::sizeHint() const
{
    return {int(std::ceil(legendWidth(m_series, font()))) + 1, fontMetrics().height()};
}

void Legend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.setRenderHint(QPainter::Antialiasing);
    drawLegend(painter, rect(), m_series, {Theme::of(palette()), font(), m_isStale});
}

}

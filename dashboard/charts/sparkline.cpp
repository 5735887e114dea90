#include "dashboard/charts/sparkline.h"

#include "dashboard/charts/ink.h"
#include "dashboard/charts/longline.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace footfall::dashboard {

namespace {

QString number(double value)
{
    return QLocale().toString(value, 'f', value == std::floor(value) ? 0 : 2);
}

}

Sparkline::Sparkline(Figure figure, QWidget *parent)
    : QWidget(parent)
    , m_figure(figure)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Recent course"));
}

void Sparkline::setPoints(const QList<QPointF> &points)
{
    if (points == m_points)
        return;
    m_points = points;
    setAccessibleDescription(m_points.isEmpty()
            ? QString()
            : tr("From %1 to %2").arg(number(m_points.first().y()), number(m_points.last().y())));
    update();
}

void Sparkline::setStale(bool isStale)
{
    if (std::exchange(m_isStale, isStale) != isStale)
        update();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    if (m_points.size() < 2)
        return;
    const auto [low, high] = std::minmax_element(
        m_points.begin(), m_points.end(), [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); });
    const qreal firstX = m_points.first().x();
    const qreal spanX = std::max(m_points.last().x() - firstX, 1e-9);
    const qreal spanY = high->y() - low->y();
    const QRectF area = QRectF(rect()).adjusted(1, 3, -1, -3);
    QPolygonF line;
    for (const QPointF &point : m_points) {
        const qreal height = spanY > 0 ? (point.y() - low->y()) / spanY : 0;
        line += QPointF(area.left() + (point.x() - firstX) / spanX * area.width(), area.bottom() - height * area.height());
    }
    const Ink ink {Theme::of(palette()), font(), m_isStale};
    const QColor color = ink.color(m_figure == Figure::Views ? &Theme::accent : &Theme::users);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    strokeLine(painter, line, QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

}

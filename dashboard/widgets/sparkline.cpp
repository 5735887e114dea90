#include "dashboard/widgets/sparkline.h"

#include "dashboard/widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace footfall {

Sparkline::Sparkline(Figure figure, QWidget *parent)
    : QWidget(parent)
    , m_figure(figure)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Sparkline::setPoints(const QList<QPointF> &points)
{
    m_points = points;
    update();
}

void Sparkline::setStale(bool isStale)
{
    m_isStale = isStale;
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
    const Theme &theme = Theme::of(palette());
    const QColor color = m_isStale ? theme.border : m_figure == Figure::Views ? theme.accent : theme.users;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
}

}

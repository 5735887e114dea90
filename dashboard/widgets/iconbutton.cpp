#include "dashboard/widgets/iconbutton.h"

#include "dashboard/widgets/theme.h"

#include <QPainter>

namespace footfall::dashboard {

IconButton::IconButton(Icon icon, const QString &name, QWidget *parent)
    : QPushButton(parent)
    , m_icon(icon)
{
    setAccessibleName(name);
    setToolTip(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize IconButton::sizeHint() const
{
    const int side = QPushButton::sizeHint().height();
    return {side + 2, side};
}

void IconButton::paintEvent(QPaintEvent *event)
{
    QPushButton::paintEvent(event);
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF c = QRectF(rect()).center();
    if (m_icon == Icon::More) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.text);
        for (const double x : {-5.0, 0.0, 5.0})
            painter.drawEllipse(c + QPointF(x, 0), 1.5, 1.5);
        return;
    }
    painter.setPen(QPen(theme.text, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawArc(QRectF(c.x() - 5, c.y() - 5, 10, 10), 60 * 16, 290 * 16);
    const QPointF tip = c + QPointF(2.6, -4.3);
    painter.drawPolyline(QPolygonF {tip + QPointF(-0.4, -3.2), tip, tip + QPointF(-3.1, 1.2)});
}

}

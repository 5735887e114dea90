#include "dashboard/widgets/changelabel.h"

#include "dashboard/charts/ink.h"
#include "dashboard/format.h"
#include "dashboard/widgets/tabulartext.h"

#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr int arrowRoom = 16;
constexpr int arrowGap = 5;

// Shown with one digit behind the point: what is less than that is no change.
bool isChange(double part)
{
    return std::abs(part) >= 0.0005;
}

}

ChangeLabel::ChangeLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChangeLabel::setChange(const std::optional<double> &part, const QString &text)
{
    if (part == m_part && text == m_text)
        return;
    m_part = part;
    m_text = text;
    setAccessibleName(this->text());
    updateGeometry();
    update();
}

QString ChangeLabel::text() const
{
    if (!m_part)
        return m_text;
    if (!isChange(*m_part))
        return tr("unchanged %1").arg(m_text);
    const QString percent = changePercent(std::abs(*m_part));
    return *m_part > 0 ? tr("up %1 %2").arg(percent, m_text) : tr("down %1 %2").arg(percent, m_text);
}

void ChangeLabel::setStale(bool isStale)
{
    if (std::exchange(m_isStale, isStale) != isStale)
        update();
}

QSize ChangeLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 70, fontMetrics().height()};
}

void ChangeLabel::paintEvent(QPaintEvent *)
{
    const Ink ink {Theme::of(palette()), font(), m_isStale};
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    double from = 0;
    const auto box = [&](double width) {
        const double left = isMirrored ? this->width() - from - width : from;
        from += width;
        return QRectF(left, 0, width, height());
    };
    if (m_part) {
        const bool isUp = *m_part > 0;
        const QColor color = !isChange(*m_part) ? ink.theme.muted : ink.color(isUp ? &Theme::good : &Theme::bad);
        const QPointF c = box(arrowRoom).center() - QPointF(isMirrored ? -2.5 : 2.5, 0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        if (!isChange(*m_part))
            painter.drawRect(QRectF(c.x() - 4.5, c.y() - 1, 9, 2));
        else if (isUp)
            painter.drawPolygon(QPolygonF {c + QPointF(-5, 4), c + QPointF(0, -4.5), c + QPointF(5, 4)});
        else
            painter.drawPolygon(QPolygonF {c + QPointF(-5, -4), c + QPointF(0, 4.5), c + QPointF(5, -4)});
        const QString percent = changePercent(std::abs(*m_part));
        painter.setPen(color);
        drawTabular(painter, box(tabularWidth(QFontMetricsF(font()), percent)), Qt::AlignLeft, percent);
        from += arrowGap;
    }
    painter.setPen(ink.theme.muted);
    const QRectF rest = box(std::max(0.0, width() - from));
    drawFitted(painter, rest, isMirrored ? Qt::AlignRight : Qt::AlignLeft, m_text);
}

}

#include "dashboard/widgets/filterchip.h"

#include "dashboard/format.h"
#include "dashboard/look/dimension.h"
#include "dashboard/widgets/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr int chipInset = 12;
constexpr int crossRoom = 20;
constexpr int widestFilter = 520;

}

FilterChip::FilterChip(QWidget *parent)
    : QPushButton(parent)
{
    setObjectName(u"filterChip"_s);
    setAccessibleName(tr("All values"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void FilterChip::setFilter(const std::optional<Filter> &filter)
{
    setVisible(filter.has_value());
    if (!filter)
        return;
    const QString value = displayText(valueText(filter->dimension, filter->value));
    m_text = tr("%1: %2", "dimension, value").arg(dimensionName(filter->dimension), value);
    setAccessibleName(tr("Only %1; press to see all").arg(m_text));
    setToolTip(plainToolTip(tr("Only %1. A click here, or Esc, shows all again.").arg(m_text)));
    updateGeometry();
    update();
}

QSize FilterChip::sizeHint() const
{
    const int text = std::min(fontMetrics().horizontalAdvance(m_text) + 2, widestFilter);
    return {text + 2 * chipInset + crossRoom, fontMetrics().height() + 10};
}

void FilterChip::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() || underMouse() ? QPen(theme.accent) : QPen(Qt::NoPen));
    painter.setBrush(theme.bar);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    painter.setPen(theme.text);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const QRect text = rect().adjusted(chipInset + (isMirrored ? crossRoom : 0), 0, -chipInset - (isMirrored ? 0 : crossRoom), 0);
    painter.drawText(text, Qt::AlignVCenter | (isMirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::TextSingleLine,
        fontMetrics().elidedText(m_text, Qt::ElideMiddle, text.width()));
    painter.setPen(QPen(underMouse() ? theme.text : theme.muted, 1.5, Qt::SolidLine, Qt::RoundCap));
    const QPointF c(isMirrored ? chipInset + 5 : width() - chipInset - 5, box.center().y());
    painter.drawLine(c - QPointF(3.5, 3.5), c + QPointF(3.5, 3.5));
    painter.drawLine(c - QPointF(3.5, -3.5), c + QPointF(3.5, -3.5));
}

}

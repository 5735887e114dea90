#include "dashboard/widgets/numberlabel.h"

#include "dashboard/widgets/tabulartext.h"
#include "dashboard/widgets/theme.h"

#include <QPainter>
#include <QStyle>

#include <cmath>
#include <utility>

namespace footfall::dashboard {

NumberLabel::NumberLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

void NumberLabel::setStale(bool isStale)
{
    if (std::exchange(m_isStale, isStale) != isStale)
        update();
}

QSize NumberLabel::sizeHint() const
{
    const QFontMetricsF metrics(font());
    return {int(std::ceil(tabularWidth(metrics, text()))) + 1, int(std::ceil(metrics.height()))};
}

void NumberLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(palette());
    painter.setPen(m_isStale ? theme.muted : theme.text);
    drawTabular(painter, rect(), QStyle::visualAlignment(layoutDirection(), alignment()), text());
}

}

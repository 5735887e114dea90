// A Chart on something other than the screen.
#include "dashboard/charts/chart.h"

#include "dashboard/charts/legend.h"

#include <QFontInfo>
#include <QPainter>

#include <algorithm>

namespace footfall::dashboard {

namespace {
constexpr int belowHead = 10;
}

QImage Chart::toImage(double scale) const
{
    constexpr int margin = 16;
    const int above = head().isEmpty() ? 0 : fontMetrics().height() + belowHead;
    const QSize full = size() + QSize(2 * margin, 2 * margin + above);
    QImage image((QSizeF(full) * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(ink().theme.card);
    QPainter painter(&image);
    paintOn(painter, QRectF(QPointF(margin, margin), QSizeF(size() + QSize(0, above))));
    return image;
}

void Chart::paintOn(QPainter &painter, const QRectF &rect) const
{
    // In the painter's units, whatever its device takes for a point.
    Ink paper = ink();
    paper.font.setPixelSize(QFontInfo(font()).pixelSize());
    painter.save();
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.translate(rect.topLeft());
    QRectF body({}, rect.size());
    if (const QString text = head(); !text.isEmpty()) {
        const QFont bold = scaled(paper.font, 1, QFont::DemiBold);
        const QFontMetricsF metrics(bold);
        QRectF line(0, 0, body.width(), metrics.height());
        painter.setFont(bold);
        painter.setPen(paper.theme.text);
        drawFitted(painter, line, Qt::AlignLeft, text);
        line.setLeft(std::min(metrics.horizontalAdvance(text) + 14, line.right()));
        drawLegend(painter, line, legend(), paper);
        body.setHeight(body.height() - line.height() - belowHead);
        painter.translate(0, line.height() + belowHead);
    }
    drawPicture(painter, body, paper);
    painter.restore();
}

}

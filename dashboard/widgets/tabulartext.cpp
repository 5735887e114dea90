#include "dashboard/widgets/tabulartext.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace footfall::dashboard {

namespace {

qreal digitWidth(const QFontMetricsF &metrics)
{
    qreal widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

// Calls `place(run, width)` for each digit and for each stretch of other text.
template <typename Place>
void forEachRun(const QFontMetricsF &metrics, const QString &text, Place place)
{
    const qreal digit = digitWidth(metrics);
    qsizetype from = 0;
    while (from < text.size()) {
        qsizetype to = from + 1;
        const bool isDigit = text[from] >= u'0' && text[from] <= u'9';
        while (!isDigit && to < text.size() && !(text[to] >= u'0' && text[to] <= u'9'))
            ++to;
        const QString run = text.mid(from, to - from);
        place(run, isDigit ? digit : metrics.horizontalAdvance(run));
        from = to;
    }
}

}

qreal tabularWidth(const QFontMetricsF &metrics, const QString &text)
{
    qreal total = 0;
    forEachRun(metrics, text, [&](const QString &, qreal width) { total += width; });
    return total;
}

void drawTabular(QPainter &painter, const QRectF &rect, Qt::Alignment horizontal, const QString &text)
{
    const QFontMetricsF metrics(painter.font(), painter.device());
    const qreal width = tabularWidth(metrics, text);
    qreal x = rect.left();
    if (horizontal & Qt::AlignRight)
        x = rect.right() - width;
    else if (horizontal & Qt::AlignHCenter)
        x = rect.center().x() - width / 2;
    const qreal baseline = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    forEachRun(metrics, text, [&](const QString &run, qreal runWidth) {
        painter.drawText(QPointF(x + (runWidth - metrics.horizontalAdvance(run)) / 2, baseline), run);
        x += runWidth;
    });
}

}

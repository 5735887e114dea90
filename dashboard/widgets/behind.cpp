#include "dashboard/widgets/behind.h"

#include "dashboard/charts/ink.h"
#include "dashboard/format.h"
#include "dashboard/widgets/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr double lateSeconds = 10;
constexpr int behindInset = 12;
constexpr int textAt = 26;

}

Behind::Behind(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"behind"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    say(Mark::Unknown, tr("lag unknown"), tr("The ingest service was not asked yet"));
}

void Behind::setQueue(const Queue &queue)
{
    if (!queue.degraded.isEmpty())
        return say(Mark::Late, tr("accepts nothing"), queue.degraded);
    say(queue.oldestSeconds < lateSeconds ? Mark::Well : Mark::Late,
        tr("%1 behind", "a duration").arg(duration(queue.oldestSeconds)),
        tr("%1 events are accepted and on disk, but not yet in these figures", "a number, grouped").arg(exactNumber(queue.waiting)));
}

void Behind::setUnknown(const QString &why)
{
    say(Mark::Unknown, tr("lag unknown"), why);
}

void Behind::say(Mark mark, const QString &text, const QString &toolTip)
{
    m_mark = mark;
    m_text = text;
    setAccessibleName(text);
    setToolTip(plainToolTip(toolTip));
    update();
}

QSize Behind::sizeHint() const
{
    return {100, fontMetrics().height() + 14};
}

void Behind::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const QPointF c(isMirrored ? width() - behindInset - 5 : behindInset + 5, height() / 2.0 + 0.5);
    painter.setPen(Qt::NoPen);
    if (m_mark == Mark::Well) {
        painter.setBrush(theme.good);
        painter.drawEllipse(c, 4.5, 4.5);
    } else if (m_mark == Mark::Late) {
        painter.setBrush(theme.bad);
        painter.drawPolygon(QPolygonF {c + QPointF(-5.5, 4.5), c + QPointF(0, -5), c + QPointF(5.5, 4.5)});
    } else {
        painter.setPen(QPen(theme.muted, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(c, 4, 4);
    }
    painter.setPen(m_mark == Mark::Late ? theme.text : theme.muted);
    const QRect room = rect().adjusted(isMirrored ? 4 : textAt, 0, isMirrored ? -textAt : -4, 0);
    drawFitted(painter, room, isMirrored ? Qt::AlignRight : Qt::AlignLeft, m_text);
}

}

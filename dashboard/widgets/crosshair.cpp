#include "dashboard/widgets/crosshair.h"

#include "dashboard/format.h"
#include "dashboard/widgets/lineplot.h"
#include "dashboard/widgets/tabulartext.h"
#include "dashboard/widgets/theme.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

QPointF viewsPoint(const Sample &sample)
{
    return {qreal(sample.time), qreal(sample.views)};
}

QPointF usersPoint(const Sample &sample)
{
    return {qreal(sample.time), qreal(sample.users)};
}

QString clockTime(const Sample &sample)
{
    return QDateTime::fromMSecsSinceEpoch(sample.time).toString(u"HH:mm:ss"_s);
}

// The sample nearest to `time`.
qsizetype nearest(const QList<Sample> &samples, qreal time)
{
    const auto after = std::lower_bound(
        samples.begin(), samples.end(), time, [](const Sample &s, qreal t) { return qreal(s.time) < t; });
    if (after == samples.begin())
        return 0;
    if (after == samples.end())
        return samples.size() - 1;
    const bool isBeforeNearer = time - qreal((after - 1)->time) < qreal(after->time) - time;
    return after - samples.begin() - (isBeforeNearer ? 1 : 0);
}

}

Crosshair::Crosshair(LinePlot &plot)
    : QWidget(&plot)
    , m_plot(plot)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
}

void Crosshair::setSamples(const QList<Sample> &samples)
{
    m_samples = samples;
    if (m_time && (samples.isEmpty() || *m_time < samples.first().time))
        m_time.reset();
    update();
}

void Crosshair::setStale(bool isStale)
{
    m_isStale = isStale;
    update();
}

QString Crosshair::readout() const
{
    if (!m_time || m_samples.isEmpty())
        return {};
    const Sample &sample = m_samples[nearest(m_samples, qreal(*m_time))];
    return tr("%1: %2 views, %3 unique users")
        .arg(clockTime(sample), exactNumber(sample.views), exactNumber(sample.users));
}

void Crosshair::point(std::optional<qsizetype> index)
{
    m_time = index && !m_samples.isEmpty()
        ? std::optional(m_samples[std::clamp<qsizetype>(*index, 0, m_samples.size() - 1)].time)
        : std::nullopt;
    setAccessibleDescription(readout());
    update();
}

void Crosshair::mouseMoveEvent(QMouseEvent *event)
{
    const bool isInside = m_plot.area().adjusted(-8, 0, 8, 0).contains(event->position());
    point(isInside && !m_samples.isEmpty() ? std::optional(nearest(m_samples, m_plot.timeAt(event->position().x())))
                                           : std::nullopt);
}

void Crosshair::leaveEvent(QEvent *)
{
    point(std::nullopt);
}

void Crosshair::focusOutEvent(QFocusEvent *event)
{
    point(std::nullopt);
    QWidget::focusOutEvent(event);
}

void Crosshair::keyPressEvent(QKeyEvent *event)
{
    const qsizetype last = m_samples.size() - 1;
    const qsizetype at = m_time && last >= 0 ? nearest(m_samples, qreal(*m_time)) : last;
    switch (event->key()) {
    case Qt::Key_Left: return point(m_time ? at - 1 : last);
    case Qt::Key_Right: return point(at + 1);
    case Qt::Key_Home: return point(0);
    case Qt::Key_End: return point(last);
    case Qt::Key_Escape: return point(std::nullopt);
    default: QWidget::keyPressEvent(event);
    }
}

void Crosshair::paintEvent(QPaintEvent *)
{
    if (m_samples.isEmpty())
        return;
    QPainter painter(this);
    painter.setLayoutDirection(Qt::LeftToRight); // as time runs in the plot
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    painter.setClipRect(m_plot.area().adjusted(0, -8, 8, 0));
    paintFill(painter);
    paintNewest(painter);
    painter.restore();
    if (m_time)
        paintReadout(painter, m_samples[nearest(m_samples, qreal(*m_time))]);
}

// Fades out before the lower edge: the scale need not start at zero, and a solid fill
// would say that it does.
void Crosshair::paintFill(QPainter &painter) const
{
    const QRectF area = m_plot.area();
    QPolygonF under;
    for (const Sample &sample : m_samples)
        under += m_plot.viewsAt(viewsPoint(sample));
    const QRectF bounds = under.boundingRect();
    under += QPointF(bounds.right(), area.bottom());
    under += QPointF(bounds.left(), area.bottom());

    const Theme &theme = Theme::of(palette());
    QColor color = m_isStale ? theme.muted : theme.accent;
    QLinearGradient fade(0, bounds.top(), 0, area.bottom());
    color.setAlphaF(0.16F);
    fade.setColorAt(0, color);
    color.setAlphaF(0);
    fade.setColorAt(1, color);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fade);
    painter.drawPolygon(under);
}

void Crosshair::paintNewest(QPainter &painter) const
{
    const Theme &theme = Theme::of(palette());
    const Sample &sample = m_samples.last();
    const auto dot = [&](const QPointF &at, QColor color) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(at, 3.5, 3.5);
        color.setAlphaF(0.18F);
        painter.setBrush(color);
        painter.drawEllipse(at, 7, 7);
    };
    dot(m_plot.usersAt(usersPoint(sample)), m_isStale ? theme.muted : theme.users);
    dot(m_plot.viewsAt(viewsPoint(sample)), m_isStale ? theme.muted : theme.accent);
}

void Crosshair::paintReadout(QPainter &painter, const Sample &sample) const
{
    const Theme &theme = Theme::of(palette());
    const QRectF area = m_plot.area();
    const qreal x = m_plot.viewsAt(viewsPoint(sample)).x();
    painter.setPen(theme.muted);
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));

    const QFont small = scaled(font(), 0.9);
    const QFontMetricsF metrics(small);
    const qreal line = metrics.height() + 3;
    const struct {
        QString name;
        QString value;
        QColor color;
        QPointF at;
    } rows[] = {
        {tr("Views"), exactNumber(sample.views), theme.accent, m_plot.viewsAt(viewsPoint(sample))},
        {tr("Unique users"), exactNumber(sample.users), theme.users, m_plot.usersAt(usersPoint(sample))},
    };
    qreal names = 0;
    qreal values = 0;
    for (const auto &row : rows) {
        names = std::max(names, metrics.horizontalAdvance(row.name));
        values = std::max(values, tabularWidth(metrics, row.value));
        painter.setBrush(row.color);
        painter.setPen(QPen(theme.card, 1.5));
        painter.drawEllipse(row.at, 4.5, 4.5);
    }
    constexpr qreal inset = 10;
    QRectF box(x + 12, area.top() + 4, names + values + 24 + 2 * inset, 3 * line + 2 * inset - 6);
    if (box.right() > area.right())
        box.moveRight(x - 12);
    painter.setPen(theme.border);
    painter.setBrush(theme.card);
    painter.drawRoundedRect(box, 6, 6);

    QRectF text(box.left() + inset, box.top() + inset - 3, box.width() - 2 * inset, line);
    painter.setPen(theme.text);
    painter.setFont(scaled(small, 1, QFont::DemiBold));
    drawTabular(painter, text, Qt::AlignLeft, clockTime(sample));
    painter.setFont(small);
    for (const auto &row : rows) {
        text.translate(0, line);
        painter.setBrush(row.color);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(QPointF(text.left() + 4, text.center().y()), 4, 4);
        painter.setPen(theme.text);
        painter.drawText(text.adjusted(13, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, row.name);
        drawTabular(painter, text, Qt::AlignRight, row.value);
    }
}

}

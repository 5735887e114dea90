#include "dashboard/widgets/lineplot.h"

#include "dashboard/widgets/theme.h"

#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QDateTimeAxis>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QLocale>
#include <QValueAxis>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

QValueAxis *scale()
{
    auto *axis = new QValueAxis;
    axis->setTickType(QValueAxis::TicksDynamic);
    axis->setLabelFormat(u"%.0f"_s); // not %d: of a localized number Qt 6.4 shows nothing then
    axis->setLineVisible(false);
    return axis;
}

// A little room beneath the lowest number keeps it clear of the times.
void applyScale(QValueAxis *axis, const AxisRange &range)
{
    const double step = (range.to - range.from) / AxisRange::steps;
    // In this order, since an axis makes a label for each step of whatever it has meanwhile.
    if (step > axis->tickInterval())
        axis->setTickInterval(step);
    axis->setTickAnchor(range.from);
    axis->setRange(range.from - 0.3 * step, range.to);
    axis->setTickInterval(step);
}

void moveScale(QValueAxis *axis, AxisRange &range, const QList<QPointF> &line, bool isFresh)
{
    if (line.isEmpty())
        return;
    const auto [low, high] = std::minmax_element(
        line.begin(), line.end(), [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); });
    const AxisRange next
        = isFresh ? roundRange(low->y(), high->y()) : steadyRange(range, low->y(), high->y());
    if (next == range)
        return;
    range = next;
    applyScale(axis, range);
}

}

LinePlot::LinePlot(QWidget *parent)
    : QWidget(parent)
    , m_chart(new QChart)
    , m_view(new QChartView(m_chart))
    , m_views(new QLineSeries(m_chart))
    , m_users(new QLineSeries(m_chart))
    , m_times(new QDateTimeAxis)
    , m_viewsScale(scale())
    , m_usersScale(scale())
{
    m_chart->legend()->hide();
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setLocalizeNumbers(true);
    m_chart->setLocale(QLocale());

    m_times->setGridLineVisible(false);
    m_times->setLineVisible(false);
    m_usersScale->setGridLineVisible(false);
    m_chart->addSeries(m_users);
    m_chart->addSeries(m_views);
    m_chart->addAxis(m_times, Qt::AlignBottom);
    m_chart->addAxis(m_viewsScale, Qt::AlignLeft);
    m_chart->addAxis(m_usersScale, Qt::AlignRight);
    for (QLineSeries *line : {m_views, m_users})
        line->attachAxis(m_times);
    m_views->attachAxis(m_viewsScale);
    m_users->attachAxis(m_usersScale);
    applyScale(m_viewsScale, m_viewsRange);
    applyScale(m_usersScale, m_usersRange);

    m_view->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->viewport()->setFocusPolicy(Qt::NoFocus);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setBackgroundBrush(Qt::NoBrush);
    m_view->viewport()->setAutoFillBackground(false);
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_view);
    restyle();
}

void LinePlot::setLines(const QList<QPointF> &views, const QList<QPointF> &users)
{
    moveScale(m_viewsScale, m_viewsRange, views, m_isFresh);
    moveScale(m_usersScale, m_usersRange, users, m_isFresh);
    m_isFresh = views.isEmpty();
    for (QValueAxis *axis : {m_viewsScale, m_usersScale})
        axis->setLabelsVisible(!m_isFresh);
    m_views->replace(views);
    m_users->replace(users);
}

void LinePlot::setTimes(qint64 from, qint64 to, int steps, const QString &format)
{
    if (m_times->min().toMSecsSinceEpoch() == from && m_times->max().toMSecsSinceEpoch() == to)
        return;
    m_times->setTickCount(steps + 1);
    m_times->setFormat(format);
    m_times->setRange(QDateTime::fromMSecsSinceEpoch(from), QDateTime::fromMSecsSinceEpoch(to));
}

void LinePlot::resetScales()
{
    m_isFresh = true;
}

void LinePlot::setStale(bool isStale)
{
    if (std::exchange(m_isStale, isStale) != isStale)
        restyle();
}

QRectF LinePlot::area() const
{
    const QPolygon corners = m_view->mapFromScene(m_chart->mapToScene(m_chart->plotArea()));
    return corners.boundingRect();
}

QPointF LinePlot::viewsAt(const QPointF &value) const
{
    return place(value, m_views);
}

QPointF LinePlot::usersAt(const QPointF &value) const
{
    return place(value, m_users);
}

QPointF LinePlot::place(const QPointF &value, QLineSeries *line) const
{
    const QPointF scene = m_chart->mapToScene(m_chart->mapToPosition(value, line));
    return m_view->viewportTransform().map(scene);
}

qreal LinePlot::timeAt(qreal x) const
{
    const QRectF plot = area();
    const qreal from = qreal(m_times->min().toMSecsSinceEpoch());
    const qreal to = qreal(m_times->max().toMSecsSinceEpoch());
    return plot.width() > 0 ? from + (x - plot.left()) / plot.width() * (to - from) : from;
}

void LinePlot::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
    QWidget::changeEvent(event);
}

void LinePlot::restyle()
{
    const Theme &theme = Theme::of(palette());
    const QColor views = m_isStale ? theme.muted : theme.accent;
    const QColor users = m_isStale ? theme.border : theme.users;
    m_views->setPen(QPen(views, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    m_users->setPen(QPen(users, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (QAbstractAxis *axis : m_chart->axes()) {
        axis->setLabelsFont(scaled(font(), 0.88));
        axis->setLabelsColor(theme.muted);
        axis->setGridLineColor(theme.grid);
    }
    if (m_isStale)
        return;
    m_viewsScale->setLabelsColor(views);
    m_usersScale->setLabelsColor(users);
}

}

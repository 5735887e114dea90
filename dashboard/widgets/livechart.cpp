#include "dashboard/widgets/livechart.h"

#include "dashboard/format.h"
#include "dashboard/widgets/crosshair.h"
#include "dashboard/widgets/lineplot.h"
#include "dashboard/widgets/segments.h"
#include "dashboard/widgets/theme.h"
#include "dashboard/widgets/timespan.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

// A dot in the colour of a line, and its name.
class LegendEntry : public QLabel {
public:
    LegendEntry(const QString &text, QColor Theme::*color)
        : QLabel(text)
        , m_color(color)
    {
        setContentsMargins(13, 0, 0, 0);
        setForegroundRole(QPalette::PlaceholderText);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QLabel::paintEvent(event);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::of(palette()).*m_color);
        painter.drawEllipse(QPointF(4, height() / 2.0 + 0.5), 4, 4);
    }

private:
    QColor Theme::*m_color;
};

}

LiveChart::LiveChart(Clock clock, QWidget *parent)
    : Card(parent)
    , m_clock(std::move(clock))
    , m_plot(new LinePlot)
    , m_crosshair(new Crosshair(*m_plot))
    , m_waiting(new QLabel(tr("The line begins with the second answer: one point a second."), m_plot))
{
    setObjectName(u"liveChart"_s);
    setAccessibleName(tr("Live chart of views and unique users"));
    auto *title = new QLabel(tr("Last minutes"));
    title->setFont(scaled(font(), 1, QFont::DemiBold));
    auto *span = new Segments({{5, u"minutes5"_s, tr("5 min")}, {15, u"minutes15"_s, tr("15 min")},
        {60, u"minutes60"_s, tr("60 min")}});
    span->setAccessibleName(tr("How much of the past the chart shows"));
    span->setFont(scaled(font(), 0.9));
    span->setChosen(m_minutes);

    auto *top = new QHBoxLayout;
    top->setSpacing(14);
    top->addWidget(title);
    top->addWidget(new LegendEntry(tr("Views (left scale)"), &Theme::accent));
    top->addWidget(new LegendEntry(tr("Unique users (right scale)"), &Theme::users));
    top->addStretch();
    top->addWidget(span);
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(padding, 9, padding, 8);
    box->setSpacing(6);
    box->addLayout(top);
    box->addWidget(m_plot, 1);

    m_crosshair->setObjectName(u"crosshair"_s);
    m_crosshair->setAccessibleName(tr("Points of the live chart; the arrow keys read them out"));
    m_waiting->setForegroundRole(QPalette::PlaceholderText);
    m_waiting->setAlignment(Qt::AlignCenter);
    m_waiting->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setMinimumHeight(120);
    m_timer.setSingleShot(true);
    m_timer.setInterval(250);
    connect(&m_timer, &QTimer::timeout, this, &LiveChart::redraw);
    connect(span, &Segments::chosen, this, &LiveChart::chooseMinutes);
}

void LiveChart::add(const Sample &sample)
{
    m_samples.add(sample);
    redrawSoon();
}

void LiveChart::clear()
{
    m_samples.clear();
    m_plot->resetScales();
    redraw();
}

void LiveChart::setStale(bool isStale)
{
    m_isStale = isStale;
    m_plot->setStale(isStale);
    m_crosshair->setStale(isStale);
}

void LiveChart::chooseMinutes(int minutes)
{
    m_minutes = minutes;
    m_plot->resetScales();
    redraw();
    emit minutesChanged();
}

// At most four times a second, however fast the samples come, and the first at once.
void LiveChart::redrawSoon()
{
    if (!isVisible() || m_timer.isActive())
        return;
    redraw();
    m_timer.start();
}

void LiveChart::redraw()
{
    const qint64 now = m_clock().toMSecsSinceEpoch();
    const TimeSpan span = timeSpan(
        m_samples.isEmpty() ? now : m_samples.at(0).time, m_samples.isEmpty() ? now : m_samples.last().time, m_minutes);
    m_plot->setTimes(span.from, span.to, span.steps, span.steps * 60'000 > span.to - span.from ? u"HH:mm:ss"_s : u"HH:mm"_s);

    const QList<Sample> shown = thinned(m_samples.since(span.from), std::max(m_plot->width(), 200));
    QList<QPointF> views;
    QList<QPointF> users;
    for (const Sample &sample : shown) {
        views += QPointF(qreal(sample.time), qreal(sample.views));
        users += QPointF(qreal(sample.time), qreal(sample.users));
    }
    m_plot->setLines(views, users);
    m_crosshair->setSamples(shown);
    m_waiting->setVisible(shown.size() < 2);
    if (!shown.isEmpty()) {
        setAccessibleDescription(tr("Over the last %1 minutes views went from %2 to %3, unique users from %4 to %5.")
                .arg(m_minutes)
                .arg(exactNumber(shown.first().views), exactNumber(shown.last().views),
                    exactNumber(shown.first().users), exactNumber(shown.last().users)));
    }
}

void LiveChart::showEvent(QShowEvent *event)
{
    redraw();
    Card::showEvent(event);
}

void LiveChart::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    layout()->activate();
    m_crosshair->setGeometry(m_plot->rect());
    m_waiting->setGeometry(m_plot->rect());
    m_crosshair->raise();
}

}

#include "dashboard/widgets/connectionstatus.h"

#include "dashboard/format.h"
#include "dashboard/widgets/numberlabel.h"
#include "dashboard/widgets/tabulartext.h"
#include "dashboard/widgets/theme.h"

#include <QHBoxLayout>
#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr int dotRoom = 16;

QString word(ConnectionStatus::State state)
{
    switch (state) {
    case ConnectionStatus::State::Connecting: return ConnectionStatus::tr("Connecting");
    case ConnectionStatus::State::Live: return ConnectionStatus::tr("Live");
    case ConnectionStatus::State::Paused: return ConnectionStatus::tr("Paused");
    case ConnectionStatus::State::Lost: return ConnectionStatus::tr("Lost");
    }
    Q_UNREACHABLE();
}

}

ConnectionStatus::ConnectionStatus(Clock clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(std::move(clock))
    , m_word(new NumberLabel)
    , m_age(new NumberLabel)
{
    m_word->setObjectName(u"status"_s);
    m_word->setFont(scaled(font(), 1, QFont::DemiBold));
    m_age->setObjectName(u"statusAge"_s);
    m_age->setStale(true); // muted
    // Most ages are as long as this, so that the header does not tremble.
    const QString usual = tr("as of %1 ago").arg(duration(0.4));
    m_age->setMinimumWidth(int(std::ceil(tabularWidth(QFontMetricsF(m_age->font()), usual))) + 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addSpacing(dotRoom);
    row->addWidget(m_word);
    row->addWidget(m_age);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setToolTip(tr("When the stats service answered last"));
    m_timer.setInterval(200);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionStatus::tell);
    tell();
}

void ConnectionStatus::setState(State state, const std::optional<QDateTime> &heardAt)
{
    m_state = state;
    m_heardAt = heardAt;
    tell();
    update();
}

QString ConnectionStatus::age() const
{
    if (!m_heardAt)
        return m_state == State::Lost ? tr("never heard") : QString();
    return tr("as of %1 ago").arg(duration(double(m_heardAt->msecsTo(m_clock())) / 1000));
}

void ConnectionStatus::tell()
{
    const auto say = [](NumberLabel &label, const QString &text) {
        if (text == label.text())
            return;
        label.setText(text);
        label.updateGeometry();
    };
    say(*m_word, word(m_state));
    say(*m_age, age());
}

// The mark is full while it is live, a bar of a pause, an empty ring while it is lost: it reads
// without its colour.
void ConnectionStatus::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF c(layoutDirection() == Qt::RightToLeft ? width() - 6 : 6, height() / 2.0 + 0.5);
    painter.setPen(Qt::NoPen);
    switch (m_state) {
    case State::Connecting:
    case State::Live:
        painter.setBrush(m_state == State::Live ? theme.good : theme.muted);
        painter.drawEllipse(c, 4.5, 4.5);
        break;
    case State::Paused:
        painter.setBrush(theme.muted);
        painter.drawRect(QRectF(c.x() - 4, c.y() - 4.5, 3, 9));
        painter.drawRect(QRectF(c.x() + 1, c.y() - 4.5, 3, 9));
        break;
    case State::Lost:
        painter.setPen(QPen(theme.bad, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(c, 4, 4);
        break;
    }
}

void ConnectionStatus::showEvent(QShowEvent *event)
{
    m_timer.start();
    QWidget::showEvent(event);
}

void ConnectionStatus::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    QWidget::hideEvent(event);
}

}

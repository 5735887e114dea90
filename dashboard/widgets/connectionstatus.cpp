#include "dashboard/widgets/connectionstatus.h"

#include "dashboard/format.h"
#include "dashboard/widgets/numberlabel.h"
#include "dashboard/widgets/theme.h"

#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {
constexpr int dotRoom = 14;
}

ConnectionStatus::ConnectionStatus(Clock clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(std::move(clock))
    , m_text(new NumberLabel)
    , m_queue(new QLabel)
{
    m_text->setObjectName(u"status"_s);
    m_text->setFont(scaled(font(), 1, QFont::Medium));
    m_queue->setObjectName(u"queue"_s);
    m_queue->setTextFormat(Qt::PlainText);
    m_queue->setFont(scaled(font(), 0.9));
    m_queue->setForegroundRole(QPalette::PlaceholderText);
    m_queue->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(dotRoom, 0, 0, 0);
    column->setSpacing(0);
    column->addStretch();
    column->addWidget(m_text);
    column->addWidget(m_queue);
    column->addStretch();
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

void ConnectionStatus::setQueue(const Queue &queue)
{
    m_queue->setText(tr("%1 waiting, %2 behind").arg(exactNumber(queue.waiting), duration(queue.oldestSeconds)));
    m_queue->setToolTip(tr("Events that are accepted and on disk, but not yet in these numbers"));
    m_queue->show();
}

void ConnectionStatus::setQueueUnknown(const QString &why)
{
    m_queue->setText(tr("Queue not known"));
    m_queue->setToolTip(plainToolTip(why));
    m_queue->show();
}

void ConnectionStatus::tell()
{
    const QString age
        = m_heardAt ? duration(double(m_heardAt->msecsTo(m_clock())) / 1000) : QString();
    QString text;
    switch (m_state) {
    case State::Connecting:
        text = tr("Connecting");
        break;
    case State::Live:
        text = tr("Live, heard %1 ago").arg(age);
        break;
    case State::Lost:
        text = m_heardAt ? tr("Not live, heard %1 ago").arg(age) : tr("Not live, never heard");
        break;
    }
    if (text == m_text->text())
        return;
    m_text->setText(text);
    m_text->updateGeometry();
}

void ConnectionStatus::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    const QColor colors[] = {theme.muted, theme.good, theme.bad};
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors[int(m_state)]);
    painter.drawEllipse(QPointF(5, m_text->geometry().center().y() + 0.5), 4, 4);
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

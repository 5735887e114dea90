#include "dashboard/widgets/connectionbanner.h"

#include "dashboard/widgets/theme.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

struct Banner {
    Q_DECLARE_TR_FUNCTIONS(Banner)
};

}

QString bannerText(const QUrl &url, const Failure &failure, std::optional<qint64> seconds)
{
    QString address = url.toString(QUrl::RemoveUserInfo);
    if (address.endsWith(u'/'))
        address.chop(1);
    QString what;
    switch (failure.kind) {
    case Failure::Kind::Unreachable:
        what = Banner::tr("Cannot reach %1: %2.").arg(address, failure.reason);
        break;
    case Failure::Kind::Refused:
        what = Banner::tr("%1 cannot answer: %2.").arg(address, failure.reason);
        break;
    case Failure::Kind::Malformed:
        what = Banner::tr("The answer of %1 cannot be used: %2.").arg(address, failure.reason);
        break;
    }
    const QString next = !seconds ? Banner::tr("Paused: not tried again.")
        : *seconds > 0            ? Banner::tr("Next try in %1 s.").arg(*seconds)
                                  : Banner::tr("Trying now.");
    return what + u' ' + next;
}

ConnectionBanner::ConnectionBanner(Clock clock, QWidget *parent)
    : QFrame(parent)
    , m_clock(std::move(clock))
    , m_text(new QLabel)
    , m_button(new QPushButton(tr("Try now")))
{
    setObjectName(u"banner"_s);
    setAccessibleName(tr("Connection problem"));
    m_text->setObjectName(u"bannerText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->setObjectName(u"tryNow"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(18, 6, 18, 6);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    m_timer.setInterval(250);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionBanner::countDown);
    connect(m_button, &QPushButton::clicked, this, &ConnectionBanner::tryNow);
    hide();
}

void ConnectionBanner::showFailure(const Failure &failure, const std::optional<QDateTime> &nextTry)
{
    m_failure = failure;
    m_nextTry = nextTry;
    countDown();
    if (isVisible())
        return;
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ConnectionBanner::countDown()
{
    std::optional<qint64> seconds;
    if (m_nextTry)
        seconds = (std::max<qint64>(m_clock().msecsTo(*m_nextTry), 0) + 999) / 1000;
    const QString text = bannerText(m_url, m_failure, seconds);
    if (text == m_text->text())
        return;
    m_text->setText(text);
    setAccessibleDescription(text);
}

void ConnectionBanner::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::of(palette()).alarm);
}

void ConnectionBanner::showEvent(QShowEvent *event)
{
    recolor();
    m_timer.start();
    QFrame::showEvent(event);
}

void ConnectionBanner::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    QFrame::hideEvent(event);
}

void ConnectionBanner::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        recolor();
    QFrame::changeEvent(event);
}

void ConnectionBanner::recolor()
{
    QPalette colors;
    colors.setColor(QPalette::WindowText, Theme::of(palette()).onAlarm);
    m_text->setPalette(colors);
}

}

#include "dashboard/widgets/toast.h"

#include "dashboard/format.h"
#include "dashboard/widgets/theme.h"

#include <QAccessible>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

Toast::Toast(QWidget *window)
    : QLabel(window)
{
    setObjectName(u"toast"_s);
    setTextFormat(Qt::PlainText);
    setAlignment(Qt::AlignCenter);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_timer.setSingleShot(true);
    m_timer.setInterval(2500);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

void Toast::say(const QString &text)
{
    constexpr int margin = 16;
    const int room = window()->width() - 4 * margin;
    setText(fontMetrics().elidedText(displayText(text), Qt::ElideMiddle, room - 2 * margin));
    setAccessibleName(text);
    resize(fontMetrics().horizontalAdvance(this->text()) + 2 * margin, fontMetrics().height() + margin);
    move((parentWidget()->width() - width()) / 2, parentWidget()->height() - height() - 2 * margin);
    show();
    raise();
    m_timer.start();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Toast::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text);
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    painter.setPen(theme.card);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

}

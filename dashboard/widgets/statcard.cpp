#include "dashboard/widgets/statcard.h"

#include "dashboard/format.h"
#include "dashboard/widgets/caption.h"
#include "dashboard/widgets/changelabel.h"
#include "dashboard/widgets/numberlabel.h"
#include "dashboard/widgets/theme.h"

#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

StatCard::StatCard(const QString &name, const QString &label, const QString &meaning, QWidget *parent)
    : Card(parent)
    , m_label(label)
    , m_meaning(meaning)
    , m_number(new NumberLabel)
    , m_change(new ChangeLabel)
{
    setObjectName(name);
    setAccessibleName(label);
    auto *title = new Caption(label);
    title->setFont(scaled(font(), 0.95));
    title->setForegroundRole(QPalette::PlaceholderText);
    m_number->setObjectName(name + u"Value"_s);
    m_number->setFont(scaled(font(), 2.05, QFont::Bold));
    m_change->setObjectName(name + u"Change"_s);
    m_change->setFont(scaled(font(), 0.95));

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(padding, 10, padding, 10);
    grid->setVerticalSpacing(1);
    grid->setHorizontalSpacing(8);
    grid->setColumnStretch(0, 1);
    grid->addWidget(title, 0, 0);
    grid->addWidget(m_number, 1, 0);
    grid->addWidget(m_change, 2, 0, 1, 2);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    clear();
}

void StatCard::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    fitBeside();
}

void StatCard::fitBeside()
{
    if (!m_beside)
        return;
    const int room = width() - 2 * padding - 8 - m_number->sizeHint().width();
    m_beside->setMaximumWidth(std::clamp(room, 0, m_beside->sizeHint().width()));
}

void StatCard::addBeside(QWidget *widget)
{
    m_beside = widget;
    static_cast<QGridLayout *>(layout())->addWidget(widget, 0, 1, 2, 1, Qt::AlignRight | Qt::AlignBottom);
}

void StatCard::setNumber(qint64 number)
{
    show(cardNumber(number), exactNumber(number));
}

void StatCard::setText(const QString &text)
{
    show(text, text);
}

void StatCard::setUnknown(const QString &why)
{
    show(u"\u2013"_s, why);
}

void StatCard::show(const QString &text, const QString &inWords)
{
    const QString toolTip = u"<p><b>%1</b></p><p>%2</p>"_s.arg(inWords.toHtmlEscaped(), m_meaning.toHtmlEscaped());
    if (m_number->text() == text && this->toolTip() == toolTip)
        return;
    m_number->setText(text);
    fitBeside();
    setToolTip(toolTip);
    m_number->setAccessibleName(tr("%1: %2").arg(m_label, inWords));
    m_number->setAccessibleDescription(m_meaning);
}

void StatCard::setChange(const std::optional<double> &part, const QString &text)
{
    m_change->setChange(part, text);
}

void StatCard::clear()
{
    setUnknown(tr("not known yet"));
    setChange({}, {});
}

void StatCard::setStale(bool isStale)
{
    m_isStale = isStale;
    m_number->setStale(isStale);
    m_change->setStale(isStale);
}

}

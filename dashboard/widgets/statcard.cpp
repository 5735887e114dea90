#include "dashboard/widgets/statcard.h"

#include "dashboard/format.h"
#include "dashboard/widgets/numberlabel.h"
#include "dashboard/widgets/theme.h"

#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace footfall {

StatCard::StatCard(const QString &name, const QString &label, QWidget *parent)
    : Card(parent)
    , m_label(label)
    , m_number(new NumberLabel)
    , m_note(new QLabel)
{
    setObjectName(name);
    setAccessibleName(label);
    auto *title = new QLabel(label);
    title->setFont(scaled(font(), 0.95));
    title->setForegroundRole(QPalette::PlaceholderText);
    m_number->setObjectName(name + u"Value"_s);
    m_number->setFont(scaled(font(), 2.05, QFont::Bold));
    m_note->setObjectName(name + u"Note"_s);
    m_note->setFont(scaled(font(), 0.95));
    m_note->setForegroundRole(QPalette::PlaceholderText);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(padding, 11, padding, 11);
    grid->setVerticalSpacing(1);
    grid->setHorizontalSpacing(8);
    grid->setColumnStretch(0, 1);
    grid->addWidget(title, 0, 0);
    grid->addWidget(m_number, 1, 0);
    grid->addWidget(m_note, 2, 0, 1, 2);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    clear();
}

void StatCard::addBeside(QWidget *widget)
{
    static_cast<QGridLayout *>(layout())->addWidget(widget, 0, 1, 2, 1, Qt::AlignRight | Qt::AlignBottom);
}

void StatCard::setNumber(qint64 number)
{
    setText(cardNumber(number), exactNumber(number));
}

void StatCard::setText(const QString &text, const QString &toolTip)
{
    if (m_number->text() == text && m_number->toolTip() == toolTip)
        return;
    m_number->setText(text);
    m_number->setToolTip(toolTip);
    m_number->setAccessibleName(tr("%1: %2").arg(m_label, toolTip.isEmpty() ? text : toolTip));
}

void StatCard::setNote(const QString &note)
{
    m_note->setText(note);
}

void StatCard::clear()
{
    setText(u"\u2013"_s, tr("not known yet"));
    setNote({});
}

void StatCard::setStale(bool isStale)
{
    m_isStale = isStale;
    m_number->setStale(isStale);
}

}

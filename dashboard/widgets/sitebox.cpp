#include "dashboard/widgets/sitebox.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QFocusEvent>
#include <QLineEdit>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace footfall {

SiteBox::SiteBox(QWidget *parent)
    : QComboBox(parent)
{
    setObjectName(u"site"_s);
    setAccessibleName(tr("Site"));
    setToolTip(tr("The site to look at; type any part of its name"));
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setModel(&m_sites);
    lineEdit()->setPlaceholderText(tr("Site"));
    lineEdit()->setAccessibleName(tr("Site"));
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(20);
    view()->setTextElideMode(Qt::ElideMiddle);

    connect(this, &QComboBox::textActivated, this, &SiteBox::accept);
    connect(lineEdit(), &QLineEdit::returnPressed, this, &SiteBox::acceptTyped);
}

void SiteBox::setSite(const QString &site)
{
    m_site = site;
    showSite();
}

void SiteBox::setSites(const QStringList &sites)
{
    if (sites == m_sites.stringList())
        return;
    const bool isTyping = lineEdit()->hasFocus() && lineEdit()->isModified();
    const QString typed = lineEdit()->text();
    const int cursor = lineEdit()->cursorPosition();
    {
        const QSignalBlocker quiet(this);
        m_sites.setStringList(sites);
    }
    showSite();
    if (isTyping) {
        lineEdit()->setText(typed);
        lineEdit()->setCursorPosition(cursor);
        lineEdit()->setModified(true);
    }
}

void SiteBox::showSite()
{
    const QSignalBlocker quiet(this);
    setCurrentIndex(int(m_sites.stringList().indexOf(m_site)));
    setEditText(m_site);
    lineEdit()->setCursorPosition(0);
}

void SiteBox::accept(const QString &site)
{
    const bool isNew = site != m_site;
    setSite(site);
    if (isNew)
        emit siteChosen(site);
}

// Return on a part of a name means the first site that has it.
void SiteBox::acceptTyped()
{
    const QString typed = lineEdit()->text().trimmed();
    const QStringList sites = m_sites.stringList();
    if (sites.contains(typed))
        return accept(typed);
    const QStringList matches = sites.filter(typed, Qt::CaseInsensitive);
    if (typed.isEmpty() || matches.isEmpty())
        return showSite();
    accept(matches.first());
}

void SiteBox::focusOutEvent(QFocusEvent *event)
{
    QComboBox::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        showSite();
}

}

#include "dashboard/widgets/countlist.h"

#include "dashboard/widgets/caption.h"
#include "dashboard/widgets/numberlabel.h"
#include "dashboard/widgets/theme.h"

#include <QGridLayout>

namespace footfall::dashboard {

CountList::CountList(const QString &heading, QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    auto *title = new Caption(heading);
    title->setForegroundRole(QPalette::PlaceholderText);
    m_grid->setContentsMargins(0, 0, 8, 0);
    m_grid->setVerticalSpacing(7);
    m_grid->setColumnStretch(0, 1);
    m_grid->addWidget(title, 0, 0, 1, 2);
    m_grid->setRowStretch(100, 1);
}

void CountList::setCount(const QString &name, const QString &figure, const QString &why)
{
    NumberLabel *&label = m_figures[name];
    if (!label) {
        const int row = int(m_figures.size());
        auto *caption = new Caption(name);
        caption->setMinimumWidth(1);
        label = new NumberLabel;
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        label->setFont(scaled(font(), 1, QFont::DemiBold));
        m_grid->addWidget(caption, row, 0);
        m_grid->addWidget(label, row, 1);
        caption->setToolTip(why);
    }
    label->setText(figure);
    label->setToolTip(why);
    label->setAccessibleName(tr("%1: %2").arg(name, figure));
}

void CountList::setStale(bool isStale)
{
    for (NumberLabel *label : std::as_const(m_figures))
        label->setStale(isStale);
}

}

#include "dashboard/widgets/segments.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace footfall {

Segments::Segments(const QList<Choice> &choices, QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (const Choice &choice : choices) {
        auto *button = new QPushButton(choice.text);
        button->setObjectName(choice.name);
        button->setToolTip(choice.toolTip);
        button->setCheckable(true);
        button->setProperty("segment",
            choice.id == choices.first().id      ? u"first"_s
                : choice.id == choices.last().id ? u"last"_s
                                                 : u"middle"_s);
        m_group.addButton(button, choice.id);
        row->addWidget(button);
    }
    connect(&m_group, &QButtonGroup::idClicked, this, &Segments::chosen);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Segments::setChosen(int id)
{
    if (QAbstractButton *button = m_group.button(id)) {
        button->setChecked(true);
    } else if (QAbstractButton *down = m_group.checkedButton()) {
        // An exclusive group does not let its last button up.
        m_group.setExclusive(false);
        down->setChecked(false);
        m_group.setExclusive(true);
    }
}

}

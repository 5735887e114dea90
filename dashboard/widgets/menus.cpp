#include "dashboard/widgets/menus.h"

#include <QMenu>

namespace footfall::dashboard {

void openBelow(QWidget *button, const QList<MenuChoice> &choices)
{
    auto *menu = new QMenu(button);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const MenuChoice &choice : choices) {
        if (choice.isApart)
            menu->addSeparator();
        QString text = choice.text;
        QAction *action = menu->addAction(text.replace(u'&', QStringLiteral("&&")));
        action->setCheckable(choice.isOn);
        action->setChecked(choice.isOn);
        // Queued, since the menu deletes itself, and what is done may open something else.
        QObject::connect(action, &QAction::triggered, button, choice.act, Qt::QueuedConnection);
    }
    const bool isMirrored = button->layoutDirection() == Qt::RightToLeft;
    const int left = isMirrored ? button->width() - menu->sizeHint().width() : 0;
    menu->popup(button->mapToGlobal(QPoint(left, button->height() + 2)));
}

}

#include "dashboard/window/shortcuts.h"

#include <QAction>
#include <QKeyEvent>
#include <QWidget>

namespace footfall::dashboard {

Shortcuts::Shortcuts(QWidget *window)
    : QObject(window)
    , m_window(window)
{
}

void Shortcuts::add(const Entry &entry)
{
    m_entries += entry;
    auto *action = new QAction(entry.text, m_window);
    action->setShortcuts(entry.keys);
    connect(action, &QAction::triggered, this, entry.act);
    m_window->addAction(action);
}

bool Shortcuts::useQuietKey(const QKeyEvent &event) const
{
    const QKeySequence pressed(event.keyCombination());
    for (const Entry &entry : m_entries) {
        if (entry.quietKeys.contains(pressed)) {
            entry.act();
            return true;
        }
    }
    return false;
}

}

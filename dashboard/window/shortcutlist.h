#pragma once

#include "dashboard/window/shortcuts.h"

#include <QDialog>

namespace footfall::dashboard {

// What `?` shows: all keys by group. Blocks nothing; Esc or ? closes it.
class ShortcutList : public QDialog {
    Q_OBJECT
public:
    ShortcutList(const QList<Shortcuts::Entry> &entries, QWidget *parent);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

}

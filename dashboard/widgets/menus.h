#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace footfall::dashboard {

struct MenuChoice {
    QString text;
    bool isOn = false; // the one of them that is chosen
    std::function<void()> act;
    bool isApart = false; // a line stands before it
};

// Opens a menu beneath a button, and returns at once.
void openBelow(QWidget *button, const QList<MenuChoice> &choices);

}

#pragma once

#include <QtCore/qnamespace.h>

namespace footfall::dashboard {

// What the tables' delegate asks of a model beyond Qt's own roles.
enum BarRole : int {
    FractionRole = Qt::UserRole + 1, // double 0 to 1: how long the row's bar is
    SecondaryRole, // bool: a cell to be drawn muted
    ChosenRole, // bool: the row that the window is about
};

// The plain value of a cell, a text or a number, by which it is sorted and copied and exported;
// nothing if it is not known.
constexpr int PlainRole = Qt::UserRole + 100;

// Where a cell or a header has its text: a number ends at the right in any layout, or digits of
// one worth would not stand under each other.
constexpr int alignmentOf(bool isText)
{
    return int(Qt::AlignVCenter) | int(isText ? Qt::AlignLeft : Qt::AlignRight | Qt::AlignAbsolute);
}

}

#pragma once

#include <QAbstractItemModel>
#include <QLocale>
#include <QString>

namespace footfall {

// Numbers and dates as the tests write them, wherever they run.
inline void useEnglish()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

// Texts that have broken tables before.
inline const QString longPath = QString(2047, u'x').prepend(u'/');
inline const QString rightToLeft = QStringLiteral("/\u05E9\u05DC\u05D5\u05DD/\u202Egnp.exe");

// A row as it is shown: its cells with bars between.
inline QString shownRow(const QAbstractItemModel &model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells += model.index(row, column).data().toString();
    return cells.join(u'|');
}

}

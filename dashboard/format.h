#pragma once

#include <QLocale>
#include <QString>

namespace footfall::dashboard {

// Figures and texts as people read them. Every function is pure.

// A locale that groups digits: the user's, or English where it is C.
QLocale readableLocale(const QLocale &system);

// 1234567 -> "1,234,567"
QString exactNumber(qint64 number, const QLocale &locale = QLocale());

// The same up to 9,999,999, then "12.34 M": what fits a card.
QString cardNumber(qint64 number, const QLocale &locale = QLocale());

// 0.4 -> "0.4 s", 42 -> "42 s", 190 -> "3 min 10 s", 7300 -> "2 h 1 min", 200000 -> "2 d 7 h"
QString duration(double seconds, const QLocale &locale = QLocale());

// For a stretch that need not be exact: 42 -> "42 s", 190 -> "3 min"
QString roughly(double seconds);

// 0.3178 -> "32%", 0.004 -> "<1%"
QString percentage(double fraction, const QLocale &locale = QLocale());

// Of a change: 0.124 -> "12.4%", 3.2 -> "320%"
QString changePercent(double fraction, const QLocale &locale = QLocale());

// A path or a site for one line of screen: control characters and those that turn the
// direction of text are shown as their code, so that no visitor can disguise a path.
QString displayText(const QString &text);

// A tooltip that shows `text` as it is, broken into lines and never read as HTML.
QString plainToolTip(const QString &text);

}

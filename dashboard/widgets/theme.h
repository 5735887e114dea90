#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace footfall::dashboard {

// The colours of the window: one set for light desktops, one for dark. Text keeps at least
// 4.5:1 against what it stands on (WCAG 2.1, 1.4.3).
struct Theme {
    bool isDark;
    QColor page; // behind the cards
    QColor card;
    QColor border;
    QColor grid; // lines inside a card
    QColor text;
    QColor muted; // what is secondary, or stale
    QColor accent; // views, and what is chosen
    QColor onAccent;
    QColor users;
    QColor bar;
    QColor good;
    QColor watch; // between good and bad
    QColor bad;
    QColor alarm; // behind a banner
    QColor onAlarm;

    static const Theme &light();
    static const Theme &dark();
    // The one that goes with a palette, be it the desktop's or our own.
    static const Theme &of(const QPalette &palette);

    QPalette palette() const;
};

// `base` made larger or smaller by `factor`, whether it is in points or in pixels.
QFont scaled(const QFont &base, double factor, QFont::Weight weight = QFont::Normal);

}

#pragma once

#include <QString>

namespace footfall::dashboard {

enum class ThemeChoice { System, Light, Dark };

QString name(ThemeChoice choice); // "system", "light", "dark"
ThemeChoice themeNamed(const QString &name); // System if it is none of these

// Sets the colours of the whole application.
void applyTheme(ThemeChoice choice);

}

#pragma once

#include <QIcon>

namespace footfall::dashboard {

// The application's icon: the desktop's, or else our own.
QIcon appIcon();

// What the desktop knows the application by: its .desktop file without the suffix.
inline const QString desktopId = QStringLiteral("io.github.footfall.dashboard");

}

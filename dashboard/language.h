#pragma once

#include <QLocale>

class QCoreApplication;

namespace footfall::dashboard {

// Has all texts in a locale's language, Qt's own too, where there is a translation; else in
// English. Before the first widget is made. resources/i18n has ours.
void speak(QCoreApplication &application, const QLocale &locale);

}

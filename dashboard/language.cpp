#include "dashboard/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

void speak(QCoreApplication &application, const QLocale &locale)
{
    const std::pair<QString, QString> parts[]
        = {{u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)}, {u"footfall"_s, u":/i18n"_s}};
    for (const auto &[name, folder] : parts) {
        auto *translator = new QTranslator(&application);
        if (translator->load(locale, name, u"_"_s, folder))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    }
}

}

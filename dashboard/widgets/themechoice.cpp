#include "dashboard/widgets/themechoice.h"

#include "dashboard/widgets/theme.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

QString name(ThemeChoice choice)
{
    return choice == ThemeChoice::Light ? u"light"_s : choice == ThemeChoice::Dark ? u"dark"_s : u"system"_s;
}

ThemeChoice themeNamed(const QString &name)
{
    return name == u"light" ? ThemeChoice::Light : name == u"dark" ? ThemeChoice::Dark : ThemeChoice::System;
}

void applyTheme(ThemeChoice choice)
{
    if (choice == ThemeChoice::System)
        QApplication::setPalette(QPalette()); // the desktop's
    else
        QApplication::setPalette((choice == ThemeChoice::Dark ? Theme::dark() : Theme::light()).palette());
}

}

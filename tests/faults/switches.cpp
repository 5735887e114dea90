#include "tests/faults/switches.h"

#include <QDir>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace footfall {

Switches::Switches(const QString &folder)
    : m_folder(folder)
{
    QDir().mkpath(folder);
    chmod(QFile::encodeName(folder).constData(), 0777); // the programs may run as somebody else
}

QString Switches::file(const char *name) const
{
    return m_folder + u'/' + QLatin1String(name);
}

void Switches::set(const char *name)
{
    QFile::remove(file(name) + u".felt"_s);
    if (!QFile(file(name)).open(QIODevice::WriteOnly))
        qFatal("%s: cannot be set", name);
}

void Switches::clear(const char *name)
{
    QFile::remove(file(name));
}

void Switches::clearAll()
{
    for (const QString &name : QDir(m_folder).entryList(QDir::Files))
        QFile::remove(m_folder + u'/' + name);
}

bool Switches::isFelt(const char *name) const
{
    return QFile::exists(file(name) + u".felt"_s);
}

bool Switches::isTaken(const char *name) const
{
    return !QFile::exists(file(name));
}

}

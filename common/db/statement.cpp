#include "common/db/statement.h"

#include <QFile>

namespace footfall {

QByteArray statement(const char *name)
{
    QFile file(QStringLiteral(":/sql/queries/") + QString::fromLatin1(name) + QStringLiteral(".sql"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no statement %s", name);
    return file.readAll();
}

}

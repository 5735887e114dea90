#include "cli/databaseroles.h"

#include "common/db/connection.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace footfall::cli {

Result<void> putRolesRight(const QString &url)
{
    QFile roles(u":/sql/roles.sql"_s);
    if (!roles.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(roles.fileName()));
    Connection connection(url);
    const auto done = connection.open().and_then([&] { return connection.execute(roles.readAll()); });
    return done ? Result<void>() : unavailable(u"The database's roles: "_s + done.error().message);
}

}

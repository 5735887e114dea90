#include "cli/postgresprograms.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

// Major versions that are installed, where Debian and Ubuntu put them, newest first.
QList<int> installedVersions(const QDir &root)
{
    QList<int> versions;
    for (const QString &name : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (name.toInt() > 0 && QFile::exists(root.filePath(name + u"/bin/initdb"_s)))
            versions += name.toInt();
    }
    std::sort(versions.begin(), versions.end(), std::greater<>());
    return versions;
}

}

Result<QString> findPostgresPrograms(const QString &cluster)
{
    const QDir root(u"/usr/lib/postgresql"_s);
    const QList<int> installed = installedVersions(root);
    if (installed.isEmpty())
        return failed(u"PostgreSQL is not installed: there is no %1/*/bin/initdb"_s.arg(root.path()));

    int version = installed.first();
    if (QFile file(cluster + u"/PG_VERSION"_s); file.open(QIODevice::ReadOnly))
        version = file.readAll().trimmed().toInt();
    if (!installed.contains(version)) {
        QStringList names;
        for (const int other : installed)
            names += QString::number(other);
        return failed(u"%1 was made by PostgreSQL %2, and only %3 is installed: install postgresql-%2, "
                      "or move the data with pg_upgrade"_s.arg(cluster).arg(version).arg(names.join(u", "_s)));
    }
    return root.filePath(u"%1/bin"_s.arg(version));
}

}

#include "tests/server/spoolfiles.h"

#include <QDir>

#include <limits>

using namespace Qt::StringLiterals;

namespace footfall::server {

std::vector<SpoolReader::Row> rowsIn(const QString &folder)
{
    auto reader = SpoolReader::open(folder);
    if (!reader)
        qFatal("%s", qPrintable(reader.error().message));
    auto rows = reader->after(0, std::numeric_limits<std::size_t>::max());
    if (!rows)
        qFatal("%s", qPrintable(rows.error().message));
    return *rows;
}

void copyFiles(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    for (const QString &name : {u"spool.db"_s, u"spool.db-wal"_s}) {
        const QString file = from + u'/' + name;
        if (QFile::exists(file) && !QFile::copy(file, to + u'/' + name))
            qFatal("cannot copy %s", qPrintable(file));
    }
}

}

#include "cli/environment.h"

#include "cli/datadirectory.h"
#include "cli/runrecord.h"
#include "common/db/databaseoption.h"

using namespace Qt::StringLiterals;

namespace footfall::cli {

Option dataOption()
{
    return {u"data"_s, Option::Kind::Text, u"DIR"_s, DataDirectory::defaultPath(), u"Where everything is kept"_s};
}

Option otherDatabaseOption()
{
    return databaseOption(u"A libpq connection string, instead of the private PostgreSQL in DIR"_s, {});
}

Result<QString> chosenDatabase(const Options &options)
{
    if (const QString url = options.text(u"database"_s); !url.isEmpty())
        return url;
    clearPostgresEnvironment();
    return RunRecord::read(DataDirectory(options.text(u"data"_s))).map([](const RunRecord &record) {
        return record.database;
    });
}

void clearPostgresEnvironment()
{
    for (const QString &name : QProcessEnvironment::systemEnvironment().keys()) {
        if (name.startsWith(u"PG"))
            qunsetenv(qUtf8Printable(name));
    }
}

}

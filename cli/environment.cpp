#include "cli/environment.h"

#include "cli/datadirectory.h"

using namespace Qt::StringLiterals;

namespace footfall {

Option dataOption()
{
    return {u"data"_s, Option::Kind::Text, u"DIR"_s, DataDirectory::defaultPath(), u"Where everything is kept"_s};
}

void clearPostgresEnvironment()
{
    for (const QString &name : QProcessEnvironment::systemEnvironment().keys()) {
        if (name.startsWith(u"PG"))
            qunsetenv(qUtf8Printable(name));
    }
}

}

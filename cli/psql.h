#pragma once

#include <QStringList>

namespace footfall::cli {

// footfall psql: becomes psql, and returns only if it cannot.
int runPsql(const QStringList &arguments);

}

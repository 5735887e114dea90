#pragma once

#include <QStringList>

namespace footfall::cli {

// footfall rebuild: exit status 0 if all figures are what the events say now, 2 for a bad option, 3 if it
// could not be done; what is done by then stays.
int runRebuild(const QStringList &arguments);

}

#pragma once

#include <QStringList>

namespace footfall::cli {

// footfall status: exit status 0 if all runs and is well, else 1.
int runStatus(const QStringList &arguments);

}

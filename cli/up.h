#pragma once

#include <QStringList>

namespace footfall::cli {

// footfall up: see --help. Returns the exit status.
int runUp(const QStringList &arguments);

}

#pragma once

#include <QStringList>

namespace footfall {

// footfall up: see --help. Returns the exit status.
int runUp(const QStringList &arguments);

}

#pragma once

#include <QStringList>

namespace footfall::cli {

// footfall keys: writes key pairs for a pipe between machines. Returns the exit status.
int runKeys(const QStringList &arguments);

}

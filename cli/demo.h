#pragma once

#include <QStringList>

namespace footfall::cli {

// footfall demo: the exit status. Needs a QCoreApplication.
int runDemo(const QStringList &arguments);

}

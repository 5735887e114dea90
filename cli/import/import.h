#pragma once

#include <QStringList>

namespace footfall::cli {

// footfall import FILE... --site ID: the exit status. Needs a QCoreApplication.
int runImport(const QStringList &arguments);

}

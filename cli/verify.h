#pragma once

#include <QStringList>

namespace footfall::cli {

// footfall verify: exit status 0 if all figures are what the events say, 1 if not, 2 for a bad
// option, 3 if it could not be found out.
int runVerify(const QStringList &arguments);

}

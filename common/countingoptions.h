#pragma once

#include "common/options.h"

namespace footfall {

// The options that say which events are counted, and as what: the server takes them, and `footfall up` hands
// them on to it. All are checked when they are read; of --block-referrers the file, too.
QList<Option> countingOptions();

// The same options as they were given to `options`, for another program's command line. `blockedReferrers`:
// the file of --block-referrers, from wherever that program runs; empty: none.
QStringList countingArguments(const Options &options, const QString &blockedReferrers);

}

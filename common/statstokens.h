#pragma once

#include "common/result.h"

#include <QByteArrayList>

namespace footfall {

// The tokens that open the stats service: those of `file` (`--stats-token-file`), one a line,
// so that a new one can be given out before the old one ends; without a file, the one in
// FOOTFALL_STATS_TOKEN. Never on a command line, which every user of the machine can see.
// Empty: there is none. An error names the source and the rule.
Result<QByteArrayList> readStatsTokens(const QString &file);

}

#pragma once

#include "common/options.h"
#include "common/result.h"

namespace footfall::cli {

// UTC days since 1970-01-01, both included.
struct Days {
    std::int32_t first;
    std::int32_t last;
};

// --from and --to, of commands that work on a range of days; all, if they are not given. Invalid: one
// is no day, or they are the wrong way round.
QList<Option> dayOptions();
Result<Days> chosenDays(const Options &options);

QString dayText(std::int32_t day); // 2026-11-01

}

#pragma once

#include "common/timestamp.h"

#include <optional>
#include <string_view>

namespace footfall::cli {

// The moment that a log writes as one of
// - 17/May/2015:10:05:03 +0000 (the common log format's), with a fraction of the second or without
// - 25/Sep/2018:06:05:27.584 (HAProxy's), which is of this machine's time zone (TZ)
// - RFC 3339 and ISO 8601, with an offset or without one (then UTC): 2026-01-02T10:00:00.25Z,
//   2026-01-02T11:00:00+0100, 2026-01-02 10:00:00, 2026/01/02 10:00:00.25
// - seconds since 1970, with a fraction or without, or milli-, micro- or nanoseconds
// from 1990 on, as all events are.
std::optional<Timestamp> parseLogTime(std::string_view text);

// As the last of these.
std::optional<Timestamp> timeSinceEpoch(double number);

}

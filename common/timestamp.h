#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace footfall {

// Microseconds since 1970-01-01T00:00:00Z; what PostgreSQL can keep, no more.
using Timestamp = std::int64_t;

// Passed to whatever needs the time, so that a test can set it.
using Clock = std::function<Timestamp()>;
Timestamp systemNow();

// Microseconds since a moment that is at least a day ago, so that 0 is long ago. Nobody can set
// it: for what only measures how long something takes.
Timestamp steadyNow();

inline constexpr Timestamp microsPerSecond = 1'000'000;
inline constexpr Timestamp microsPerHour = 3'600 * microsPerSecond;
inline constexpr Timestamp microsPerSlot = 15 * 60 * microsPerSecond; // every zone's hours and days begin with one
inline constexpr Timestamp microsPerDay = 86'400 * microsPerSecond;
inline constexpr Timestamp earliestTimestamp = 631'152'000 * microsPerSecond; // 1990-01-01
inline constexpr Timestamp latestTimestamp = 253'402'300'800 * microsPerSecond - 1; // of the year 9999, RFC 3339's last

// RFC 3339, with any offset, or without one (then UTC); 'T', 't' or a space between date and
// time. Digits beyond microseconds are cut off, never rounded: rounding would move
// 23:59:59.9999999 into the next day. A leap second (:60) is the last microsecond of its minute.
std::optional<Timestamp> parseTimestamp(std::string_view text);

// "2025-11-15T10:00:00.000000Z", always 27 characters for years 0 to 9999.
void appendTimestamp(std::string &out, Timestamp time);

// Days since 1970-01-01 (UTC) of a moment; rounds down before 1970 too.
std::int32_t utcDay(Timestamp time);

// Of the UTC month that a moment is in.
Timestamp startOfMonth(Timestamp time);

}

#pragma once

#include "server/stats/rangequestion.h"

#include <array>
#include <vector>

namespace footfall::server {

enum class Interval { Hour, Day, Week, Month };
inline constexpr std::array<std::string_view, 4> intervalNames = {"hour", "day", "week", "month"};

// The time of some days, cut into pieces: bucket i is from bounds[i] to before bounds[i + 1].
struct Buckets {
    static constexpr std::size_t most = 5'000;

    std::vector<Timestamp> starts; // where each bucket begins, even if that is before the first day
    std::vector<Timestamp> bounds; // one more; all within the days

    // Hours, days, weeks (from Monday) or months of the zone. A change of offset ends an hour,
    // so that clocks put back by an hour show that hour twice, and Lord Howe Island a half one.
    // Fails with Invalid if there are more than `most`.
    static Result<Buckets> of(const Zone &zone, const DayRange &days, Interval interval);

    // All in one.
    static Buckets whole(const Zone &zone, const DayRange &days);
};

}

#pragma once

#include <cstdint>
#include <vector>

namespace footfall {

// The order of a segment's rows, an event each: first those of users, sorted by the user's hash and then
// by time; behind them those without a user, by time; behind these those of bots, by time.
struct SegmentLayout {
    std::uint32_t rows = 0;
    std::uint32_t userRows = 0; // where the rows without a user begin
    std::uint32_t humanRows = 0; // where the rows of bots begin
    std::vector<std::uint64_t> users; // hashes, ascending, each once
    std::vector<std::uint32_t> begins; // the first row of each user, and behind them `userRows`

    bool operator==(const SegmentLayout &) const = default;
};

// When the events of a segment happened, by row.
struct SegmentTimes {
    std::vector<std::uint32_t> millis; // since the UTC day's midnight
    std::vector<std::uint16_t> micros; // what is to be added to these; empty: nothing anywhere

    bool operator==(const SegmentTimes &) const = default;
};

}

#pragma once

#include "common/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace footfall {

// How often each value of a dimension came in a period: a row of `summaries` (docs/protocol.md).
struct ValueCount {
    std::string_view text;
    std::int64_t views = 0; // with the counts that events may have
    std::int64_t events = 0; // likewise
    std::int64_t users = 0; // different ones
};

// As read: the most viewed first, then in byte order.
struct ValueSummary {
    std::vector<ValueCount> values; // texts point into `raw`
    bool hasUsers = false; // not, if there were too many events to count users of
    std::uint64_t total = 0; // values, also if only the first were read
    std::uint64_t viewed = 0; // those of them with views
    std::vector<std::unique_ptr<std::string>> raw;
};

// `values` are brought into this order. Without `hasUsers` their users are left out.
std::string summaryBytes(std::span<ValueCount> values, bool hasUsers);

// Nothing of the bytes is believed: fails with Failed if they are damaged.
Result<ValueSummary> readSummary(std::string_view body);

// The first values alone, at most 256, of which this many bytes of the body say all.
constexpr std::size_t summaryBeginning = 16 << 10;
Result<ValueSummary> readFirstValues(std::string_view beginning);

}

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace footfall {

// How often each value of a dimension came in some time, by the values' numbers, in the bytes that
// `tallies` keeps (docs/protocol.md). A tally of 50,000 values is added in a fraction of the time
// that its texts would take to compare.
struct Tallied {
    std::uint32_t number;
    std::int64_t views; // at least 1
    bool operator==(const Tallied &) const = default;
};

// `values`: by number, none twice.
std::string tallyBytes(std::span<const Tallied> values);

// By number; nullopt: the bytes are no tally.
std::optional<std::vector<Tallied>> readTally(std::string_view bytes);

// Adds a tally to the views by number, as many as `views` has. False: they are no tally of such
// numbers; something of it may have been added.
bool addTally(std::string_view bytes, std::vector<std::int64_t> &views);

}

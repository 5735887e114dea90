#include "common/tally.h"

#include <limits>

namespace footfall {

namespace {

// LEB128: seven bits a byte, the lowest first, all but the last with the highest bit set.
void appendNumber(std::string &out, std::uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        out += char(0x80 | (number & 0x7f));
    out += char(number);
}

std::optional<std::uint64_t> takeNumber(std::string_view &bytes)
{
    std::uint64_t number = 0;
    for (int shift = 0; shift < 63 && !bytes.empty(); shift += 7) {
        const auto byte = std::uint8_t(bytes.front());
        bytes.remove_prefix(1);
        number |= std::uint64_t(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
    return std::nullopt;
}

// Calls `take` for each value whose number is below `numbers`. False: they are no tally of such.
template <typename Take>
bool takeTally(std::string_view bytes, std::uint64_t numbers, Take take)
{
    std::uint64_t next = 0;
    while (!bytes.empty()) {
        const auto skipped = takeNumber(bytes);
        const auto count = takeNumber(bytes);
        if (!skipped || !count || *skipped >= numbers - next)
            return false;
        next += *skipped;
        take(Tallied {std::uint32_t(next++), std::int64_t(*count)});
    }
    return true;
}

}

std::string tallyBytes(std::span<const Tallied> values)
{
    std::string bytes;
    std::uint32_t next = 0;
    for (const Tallied &value : values) {
        appendNumber(bytes, value.number - next);
        appendNumber(bytes, std::uint64_t(value.views));
        next = value.number + 1;
    }
    return bytes;
}

std::optional<std::vector<Tallied>> readTally(std::string_view bytes)
{
    std::vector<Tallied> values;
    const bool isTally = takeTally(
        bytes, std::numeric_limits<std::int32_t>::max(), [&](const Tallied &value) { values.push_back(value); });
    return isTally ? std::optional(std::move(values)) : std::nullopt;
}

bool addTally(std::string_view bytes, std::vector<std::int64_t> &views)
{
    return takeTally(bytes, views.size(), [&](const Tallied &value) { views[value.number] += value.views; });
}

}

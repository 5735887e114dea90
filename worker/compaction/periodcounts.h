#pragma once

#include "common/result.h"
#include "common/segment/textnumbers.h"
#include "common/segment/valuesummary.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace footfall::worker {

// Counts what the segments of a site's period have of each value of some dimensions, and its users. Users of
// a value can be the same in several segments: so that memory is bounded, they are counted in parts, each of
// the users whose hashes begin alike, for which all segments are added again. Memory: the texts, and the
// users and their values of one part.
class PeriodCounts {
public:
    // Names of columns. Without `countsUsers` no value has users.
    PeriodCounts(const std::vector<std::string> &dimensions, bool countsUsers);

    // Part `part` of `parts`, all segments of it; then the next.
    void beginPart(std::uint32_t part, std::uint32_t parts);
    Result<void> add(std::string_view body); // Failed: it is damaged
    void endPart();

    std::int64_t events() const { return m_events; } // without bots', with their counts
    std::int64_t bots() const { return m_bots; }
    const std::vector<std::uint64_t> &users() const { return m_users; } // hashes, ascending, each once

    struct Summary {
        std::string dimension;
        std::string body; // as summaryBytes() makes it
    };
    std::vector<Summary> summaries(); // of the dimensions that have values

private:
    struct Dimension {
        std::string name;
        TextNumbers numbers;
        std::deque<std::string> texts; // by number, less one
        std::vector<ValueCount> values; // by number, the texts only at the end
        std::vector<std::uint64_t> usersValues; // of the part: the user's place in m_added, then the value
        std::vector<std::uint32_t> lastUser; // of each value: the place behind that of the last one, or 0
    };
    struct Segment;

    Result<void> add(const Segment &segment, Dimension &dimension);

    const bool m_countsUsers;
    std::vector<Dimension> m_dimensions;
    std::int64_t m_events = 0, m_bots = 0;
    std::vector<std::uint64_t> m_users;

    bool m_isFirst = true; // of the parts: it has those without a user too
    std::uint64_t m_least = 0, m_most = 0; // of the part's hashes
    std::size_t m_segments = 0; // of the part
    std::vector<std::uint64_t> m_added; // the part's users, of one segment after the other
};

}

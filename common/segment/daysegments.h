#pragma once

#include "common/event/packedevents.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace footfall {

// What some events of one site and UTC day come to: a row of the table `fresh`.
struct DaySegment {
    std::string site;
    std::int32_t day = 0;
    std::int64_t rows = 0; // events as they came
    std::int64_t events = 0; // with their counts, without bots'
    std::int64_t views = 0;
    std::int64_t bots = 0;
    std::int64_t users = 0; // different ones
    Timestamp first = 0, last = 0; // of all rows
    std::size_t rawBytes = 0;
    std::string body;
};

// Hashes the user of a site: the same everywhere and for ever, and nobody outside can aim at a value.
using UserHash = std::function<std::uint64_t(std::string_view site, std::string_view user)>;

// Segments of all of these events, which are in any order: one for each site and day, or several of those
// that would be larger than a merge takes. In the order of site and day.
std::vector<DaySegment> daySegments(std::span<const PackedEvent> events, const UserHash &userHash);
std::vector<DaySegment> daySegments(std::span<const Event *const> events, const UserHash &userHash);

}

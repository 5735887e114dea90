#pragma once

#include "common/timestamp.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace footfall::worker {

// A row of `fresh` or `segments`, without its body.
struct StoredSegment {
    bool isFresh = false;
    std::int64_t id = 0;
    std::int64_t rows = 0;
    std::int64_t events = 0, views = 0, bots = 0;
    Timestamp first = 0, last = 0;
    std::int64_t rawBytes = 0;
};

// What becomes one segment.
using SegmentGroup = std::vector<StoredSegment>;

// What a merge takes and makes at most: these bound the memory of whoever merges or reads. A row of `fresh`
// that is larger stands alone.
inline constexpr std::int64_t maxMergedBytes = 32 << 20; // sum of the raw bytes
inline constexpr std::int64_t maxMergedRows = 1'000'000;

inline constexpr std::size_t mergeFanIn = 8;

// Merges of a day to which events still come: all small segments, together with merged ones where there are
// eight of about a size, each tier being eight times the one below. So an event is written once for each
// tier, and a day has at most seven segments of a tier, beside those of half the largest size and more,
// which are left as they are.
std::vector<SegmentGroup> mergesOfOpenDay(std::vector<StoredSegment> fresh, std::vector<StoredSegment> merged);

// Merges of a day to which nothing more seems to come: as few segments as their sizes allow, the smallest
// first, so that a late event does not rewrite the largest one. No merge is left once these are done.
std::vector<SegmentGroup> mergesOfEndedDay(std::vector<StoredSegment> merged);

}

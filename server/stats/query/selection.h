#pragma once

#include "server/stats/filter.h"
#include "server/stats/query/loading.h"

#include <cstdint>
#include <span>
#include <vector>

namespace footfall::server {

// Which bucket a moment is in: the time from bounds[i] to before bounds[i + 1] is of bucket marks[i], which
// counts from 1, or of none, if that is 0. Without marks each is a bucket of its own.
struct TimeBuckets {
    std::span<const Timestamp> bounds; // ascending
    std::span<const std::uint16_t> marks = {};

    std::uint16_t of(Timestamp time) const; // 0: none
    std::size_t count() const;
};

// Which rows of a segment a question is about, and of which bucket each is.
struct Selection {
    // Of each row: its bucket from 1, 0 if it is not selected. Empty: all rows are of the one bucket `all`,
    // or none is, if that is 0.
    std::vector<std::uint16_t> marks;
    std::uint16_t all = 0;

    static constexpr std::size_t mostBuckets = 0xfffe;

    bool isEmpty() const { return marks.empty() && all == 0; }

    // Rows in buckets that meet all filters. Fails with Failed if the segment is damaged.
    static Result<Selection> of(
        const LoadedSegment &segment, const TimeBuckets &buckets, std::span<const Filter> filters);

private:
    Result<void> selectTime(const LoadedSegment &segment, const TimeBuckets &buckets);
    Result<void> apply(const LoadedSegment &segment, const Filter &filter);
};

}

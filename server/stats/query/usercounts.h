#pragma once

#include "server/stats/query/selection.h"

#include <cstdint>
#include <span>
#include <vector>

namespace footfall::server {

// What of a segment users are counted by.
struct UserSource {
    const SegmentLayout *layout;
    const Selection *selection;
    const SegmentIds *ids = nullptr; // of the dimension whose values are counted; null: of none
    const std::vector<std::uint32_t> *numbers = nullptr; // of its ids, 0: none, among `values` numbers
};

struct UserCounts {
    std::int64_t all = 0;
    std::vector<std::uint32_t> ofBuckets; // by bucket from 0
    std::vector<std::uint32_t> ofValues; // by number; 0's are none

    // How many different users the selected rows have: all together, in each bucket and with each value.
    // Segments are walked together in the order of their users, so that all rows of a user come one after the
    // other, and no set of users is needed. `values`: one more than the largest number.
    static UserCounts of(std::span<const UserSource> sources, std::size_t buckets, std::size_t values);
};

}

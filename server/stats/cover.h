#pragma once

#include "common/timestamp.h"

#include <vector>

namespace footfall::server {

// The UTC months, days and 15-minute slots, by their starts and in order, that together are
// exactly the time from `begin` to before `end`; whole months and days as far as there are any.
// What is kept by month, day and slot is so read in few rows, however long the range.
struct Cover {
    std::vector<Timestamp> months, days, slots;

    // Both are starts of slots.
    static Cover of(Timestamp begin, Timestamp end);
};

}

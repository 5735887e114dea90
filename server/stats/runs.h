#pragma once

#include "common/timestamp.h"

#include <vector>

namespace footfall::server {

// The whole UTC days in some buckets, and the slots that are left over at their edges, as ranges
// that are as long as they can be: for tables that are read from one place to another.
struct Runs {
    struct Run {
        Timestamp begin;
        Timestamp end;
    };
    std::vector<Run> days, slots;

    // Of the time from bounds[i] to before bounds[i + 1] each, starts of slots in ascending order.
    static Runs of(const std::vector<Timestamp> &bounds);
};

}

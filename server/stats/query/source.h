#pragma once

#include "common/db/connection.h"

namespace footfall::server {

class SegmentCache;

// Where questions are answered from: by one thread, in its Transaction::beginReading(), so that rows that
// move from `fresh` to `segments` meanwhile are each seen once.
struct Source {
    Connection &connection;
    SegmentCache &cache;
};

}

#pragma once

#include "common/segment/daysegments.h"

#include <span>

namespace footfall {

// Rows of `fresh` or `segments` for COPY in binary, each with an id of its own at random.
std::string segmentTuples(std::span<const DaySegment> segments);

}

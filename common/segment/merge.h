#pragma once

#include "common/result.h"

#include <span>
#include <string>
#include <string_view>

namespace footfall {

// The events of several segments of one site and day as one segment. Takes the memory of their users and
// times and of one of their columns. At most segmentformat::maxRows rows together. Fails with Failed if
// one of them is damaged.
Result<std::string> mergeSegments(std::span<const std::string_view> bodies);

}

#pragma once

#include "common/result.h"

#include <simdjson.h>

#include <string_view>

namespace footfall {

// The whole of `json`, checked; it lives as long as the parser, and until that one's next.
// Integers of more than 64 bits become doubles. Fails with Invalid.
Result<simdjson::dom::element> parseJson(simdjson::dom::parser &parser, std::string_view json);

}

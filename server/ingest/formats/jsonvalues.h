#pragma once

#include "common/result.h"

#include <simdjson.h>

#include <initializer_list>
#include <string_view>

namespace footfall::server {

// A member of an object, or that there is none.
using Found = simdjson::simdjson_result<simdjson::dom::element>;

// The body as an object. Fails with Invalid.
Result<simdjson::dom::object> parseObject(simdjson::dom::parser &parser, std::string_view json);

// The text of a member; empty if there is none, or if it is no text.
std::string_view textOf(Found value);
std::string_view textOf(simdjson::dom::element value);

// The first of these texts that is not empty.
std::string_view firstOf(std::initializer_list<Found> values);

// There, and neither null nor an empty text.
bool isGiven(Found value);

}

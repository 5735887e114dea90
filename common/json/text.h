#pragma once

#include <string>
#include <string_view>

namespace footfall {

// Appends `text` (valid UTF-8) as a JSON string with its quotes. Escapes what RFC 8259 wants
// escaped and nothing else.
void appendJsonString(std::string &out, std::string_view text);

}

#pragma once

#include <string>
#include <string_view>

namespace footfall::cli {

// Text of an access log, whose bytes are whatever a client sent, as valid UTF-8 without U+0000:
// kept as it is, but each byte that no such text can hold becomes %XX, as in a URL. What the web
// server escaped itself (\x22, \") stays as the log has it.
std::string asUtf8(std::string_view text);

}

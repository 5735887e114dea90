#pragma once

#include <string>
#include <string_view>

namespace footfall {

// A path in the one form in which pages are counted, so that "/caf%c3%a9", "/caf%C3%A9" and "/café" are
// one page: what needs no percent-encoding is decoded (RFC 3986, section 6.2.2: letters, digits and
// "-._~"; RFC 3987: the letters and signs of other scripts), and what does is written in upper case.
// What is not the encoding of a text stays as it is. Never longer than `path`; of its result it is
// the same again.
std::string normalizedPath(std::string_view path);

// For people to read: spaces and signs without a meaning in a URL are decoded too. Not to be sent back.
std::string readablePath(std::string_view path);

// "/about/" as "/about"; "/" stays. Slashes within a query or a hash route are left alone.
void dropTrailingSlash(std::string &path);

}

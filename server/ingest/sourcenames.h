#pragma once

#include <string>
#include <string_view>

namespace footfall::server {

// What a source is called: "www.google.co.uk", "Google" and "com.google.android.googlequicksearchbox" are
// all "google", by the list in resources/sources/sources.txt. Any other host or tag is itself, in lower
// case. `hostOrTag`: valid UTF-8. Any thread may call.
std::string sourceName(std::string_view hostOrTag);

}

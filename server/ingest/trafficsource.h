#pragma once

#include "common/event/event.h"

namespace footfall::server {

// The host of a URL, in lower case and without "www."; an app's name for android-app://name/.
// Empty: there is none.
std::string hostOf(std::string_view url);

// Fills in where a visit came from: `utm_*` from the query, and `source`, which is utm_source or
// else the referrer's host, unless that is the page's own site. `ownHost`: hostOf() of the page's
// origin, empty if it is not known; a site_id that is a host's name counts as well.
void fillSource(Event &event, std::string_view ownHost);

}

#pragma once

#include "common/event/event.h"

namespace footfall::server {

// Fills in where a visit came from. `referrer`: as normalizedReferrer() has it, and none if it is a page of
// the own site. `utm_*`: from the query, as sent. `source`: by its name (sourceName()), what the query says
// as utm_source, or else source, or else ref, or else the referrer's host. `ownHost`: hostOf() of the page's
// origin, empty if it is not known; a site_id that is a host's name counts as well.
void fillSource(Event &event, std::string_view ownHost);

}

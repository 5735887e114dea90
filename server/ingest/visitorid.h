#pragma once

#include "server/ingest/visitorsalts.h"

#include <QByteArray>
#include <QHostAddress>

#include <string>

namespace footfall::server {

// The user_id of a visitor without one: "~" and 32 hexadecimal digits, the same for one browser at
// one address on one site, as long as the salt is the same; without the salt it leads back to none of
// these. `userAgent` counts up to UserAgents::maxBytes.
std::string visitorId(const VisitorSalts::Salt &salt, std::string_view siteId, const QHostAddress &address,
    const QByteArray &userAgent);

}

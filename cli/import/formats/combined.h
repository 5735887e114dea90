#pragma once

#include "cli/import/accesslogline.h"

namespace footfall::cli {

// The common log format and what servers have made of it: Apache's and nginx's combined,
// Debian's vhost_combined (host:port before the address), lighttpd's (host after the address),
// Traefik's, LiteSpeed's, OVH's, with times and other words between or after the fields.
// https://httpd.apache.org/docs/2.4/logs.html
//
// ADDRESS IDENT USER [TIME] "REQUEST" STATUS SIZE "REFERRER" "USER AGENT". A list of forwarded
// addresses may stand before the time, before the referrer or after the user agent (nginx's `main`).
//
// hasReferrer: false reads what has no referrer and user agent; what follows the size is ignored.
Result<AccessLogLine> readCombinedLine(std::string_view line, bool hasReferrer);

}

#pragma once

#include "cli/import/accesslogline.h"

namespace footfall::cli {

// HAProxy's `option httplog` and `option httpslog`. Of the captured headers, whose names are not
// logged, the user agent, the referrer, the host and forwarded addresses are known by their looks.
// https://docs.haproxy.org/2.8/configuration.html#8.2.3
Result<AccessLogLine> readHaproxyLine(std::string_view line);

}

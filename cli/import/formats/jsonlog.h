#pragma once

#include "cli/import/accesslogline.h"

#include <simdjson.h>

namespace footfall::cli {

// A line that is a JSON object, by the names that its fields usually have: Caddy's, Traefik's, those
// that people give to nginx's and Apache's variables, Google Cloud's load balancers', Cloudflare's Logpush.
// https://caddyserver.com/docs/logging, https://doc.traefik.io/traefik/observability/access-logs/
Result<AccessLogLine> readJsonLogLine(simdjson::dom::object line);

// The line of another program that Docker ({"log":"...","stream":"stdout","time":"..."}) or
// journald ({"MESSAGE":"..."}) has put into an object; empty: `line` is none of these.
std::string_view lineWithin(simdjson::dom::object line);

}

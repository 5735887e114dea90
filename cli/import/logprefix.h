#pragma once

#include <string_view>

namespace footfall::cli {

// A line without what syslog, journald, Docker, Docker Compose and Kubernetes put before what
// the web server wrote:
//   <190>Nov 15 10:00:00 web1 nginx[123]:      RFC 3164, as rsyslog and journalctl write it too
//   <190>1 2025-11-15T10:00:00Z web1 nginx 123 - -      RFC 5424
//   2025-11-15T10:00:00.123456+01:00 web1 nginx:      rsyslog's precise form
//   2025-11-15T10:00:00.0Z stdout F      Kubernetes (CRI); docker logs --timestamps has the time alone
//   web-1  |      docker compose logs
//   [pod/web-1/nginx]      kubectl logs --prefix
std::string_view withoutLogPrefix(std::string_view line);

}

#pragma once

#include "common/result.h"

#include <string>
#include <string_view>

namespace footfall::cli {

// What one line of a web server's access log says about a visit.
struct AccessLogLine {
    std::string address; // of the client, as logged: IPv4, IPv6 or a host name
    std::string time; // RFC 3339, with the log's own offset
    bool isView = false; // a GET that was answered 200-299 or 304
    std::string path; // without the query string; empty if the request had none
    std::string referrer; // at most 2048 bytes; empty if there was none
    std::string userAgent; // at most 1024 bytes; empty if there was none
};

// https://httpd.apache.org/docs/2.4/logs.html; nginx's default is the same as Combined.
enum class AccessLogFormat { Common, Combined };

// `line` is without its line ending. What follows the last field of the format is ignored, so
// Common reads a combined log too, without its referrers and user agents. Fails with Invalid and the reason.
Result<AccessLogLine> parseAccessLogLine(std::string_view line, AccessLogFormat format);

}

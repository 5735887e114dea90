#pragma once

#include "common/result.h"
#include "common/timestamp.h"

#include <string>
#include <string_view>

namespace footfall::cli {

// What one line of a web server's access log says about a visit, whichever format it is in.
// Texts are valid UTF-8 without U+0000.
struct AccessLogLine {
    enum class Kind {
        View, // a GET that was answered 200-299 or 304
        Asset, // the same, of what a page is made of: styles, scripts, images, fonts; or a part (206)
        Request, // any other
    };
    Kind kind = Kind::Request;
    std::string address; // of the client: an IP address in its one form, or a host's name
    std::string host; // that the client asked for, in lower case without a port; empty: not known
    Timestamp time = 0;
    std::string path; // without the query; empty if the request had none
    std::string referrer; // at most 2048 bytes; empty if there was none
    std::string userAgent; // at most 1024 bytes; empty if there was none
};

// The same as a format finds it in the line. A text that is absent is empty or "-".
struct LoggedRequest {
    std::string client; // what clientOf() has found
    std::string_view host; // with a port or without
    Timestamp time = 0;
    std::string_view method; // empty: bytes of another protocol
    std::string_view target; // a path and perhaps a query
    std::string_view status;
    std::string_view referrer;
    std::string_view userAgent;

    // Reads GET /path?query HTTP/1.1. HTTP/0.9 has no version; "-" or bytes of another protocol,
    // which servers log here too, are no method and have no path.
    void setRequestLine(std::string_view line);

    // https://shop.example:443/path, as some proxies log it, becomes host and path.
    void splitAbsoluteTarget();
};

// Fails with Invalid and the reason if there is no client or no status.
Result<AccessLogLine> toAccessLogLine(const LoggedRequest &request);

}

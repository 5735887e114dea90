#include "server/ingest/cors.h"

#include <algorithm>
#include <cstring>

namespace footfall::server {

namespace {

// A list of header names (RFC 9110, 5.6.1 and 5.6.2).
bool isNameList(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c != '\0' && std::strchr("-_, ", c));
    });
}

}

QByteArray corsHeaders(const RequestHead &head)
{
    if (head.origin.isEmpty())
        return "Access-Control-Allow-Origin: *\r\nVary: Origin\r\n";
    // With credentials "*" would not do.
    return "Access-Control-Allow-Origin: " + head.origin + "\r\nAccess-Control-Allow-Credentials: true\r\nVary: Origin\r\n";
}

// With credentials "*" is no wildcard for header names either: what is asked for is allowed.
Answer preflightAnswer(const Request &request)
{
    const QByteArray names = isNameList(request.preflightHeaders) ? request.preflightHeaders
                                                                  : QByteArray("Authorization, Content-Encoding, Content-Type");
    return {204, {}, {},
        "Access-Control-Allow-Methods: GET, POST\r\n"
        "Access-Control-Allow-Headers: " + names + "\r\n"
        "Access-Control-Max-Age: 3600\r\n"};
}

}

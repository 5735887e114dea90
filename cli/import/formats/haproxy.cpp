#include "cli/import/formats/haproxy.h"

#include "cli/import/clientaddress.h"
#include "cli/import/logfields.h"

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

void takeHeader(LoggedRequest &request, std::string_view value)
{
    if (value.starts_with("http://") || value.starts_with("https://")) {
        request.referrer = value;
    } else if (const std::string client = clientOf({value}); !client.empty()) {
        request.client = clientOf({client, request.client});
    } else if (hostName(value) && value.find('.') != value.npos) {
        request.host = value;
    } else if (value.find('/') != value.npos && value.find('/') != 0 && request.userAgent.empty()) {
        request.userAgent = value;
    }
}

}

Result<AccessLogLine> readHaproxyLine(std::string_view line)
{
    LogFields fields(line);
    LoggedRequest request;
    std::string_view before;
    const auto time = fields.time(before);
    LogFields client(before);
    request.client = clientOf({client.word()});
    if (!time || request.client.empty() || !client.atEnd())
        return invalid(u"no client and time such as 192.0.2.1:40001 [02/Jan/2026:10:00:00.123]"_s);
    request.time = *time;
    for (int i = 0; i < 3; ++i) // the frontend, the backend with its server, five times
        fields.word();
    request.status = fields.word();
    for (int i = 0; i < 6; ++i) // bytes, two cookies, the state at the end, connections, queues
        fields.word();
    bool isRequestsHeaders = true; // those of the answer follow
    while (const auto captured = fields.braced()) {
        for (std::string_view rest = *captured; isRequestsHeaders && !rest.empty();) {
            const std::size_t bar = rest.find('|');
            takeHeader(request, rest.substr(0, bar));
            rest.remove_prefix(bar == rest.npos ? rest.size() : bar + 1);
        }
        isRequestsHeaders = false;
    }
    const auto asked = fields.quoted();
    if (!asked)
        return invalid(u"no request in quotes, or the line is cut short in it"_s);
    request.setRequestLine(*asked);
    request.splitAbsoluteTarget();
    return toAccessLogLine(request);
}

}

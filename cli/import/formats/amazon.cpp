#include "cli/import/formats/amazon.h"

#include "cli/import/clientaddress.h"
#include "cli/import/logfields.h"
#include "cli/import/logtime.h"

using namespace Qt::StringLiterals;

namespace footfall::cli {

Result<AccessLogLine> readElbLine(std::string_view line)
{
    LogFields fields(line);
    LoggedRequest request;
    std::string_view word = fields.word();
    auto time = parseLogTime(word);
    if (!time) // an application load balancer's: http, https, h2, grpcs, ws, wss
        time = parseLogTime(fields.word());
    if (!time)
        return invalid(u"no time such as 2026-01-02T10:00:00.123456Z"_s);
    request.time = *time;
    fields.word(); // the load balancer
    request.client = clientOf({fields.word()});
    for (int i = 0; i < 4; ++i) // the target and three times
        fields.word();
    request.status = fields.word();
    for (int i = 0; i < 3; ++i) // the target's status, bytes received and sent
        fields.word();
    const auto asked = fields.quoted();
    if (!asked)
        return invalid(u"no request in quotes, or the line is cut short in it"_s);
    request.setRequestLine(*asked);
    request.splitAbsoluteTarget();
    if (!fields.atEnd()) { // older ones of the classic end here
        const auto userAgent = fields.quoted();
        if (!userAgent)
            return invalid(u"no user agent in quotes, or the line is cut short in it"_s);
        request.userAgent = *userAgent;
    }
    return toAccessLogLine(request);
}

Result<AccessLogLine> readS3Line(std::string_view line)
{
    LogFields fields(line);
    LoggedRequest request;
    std::string_view before;
    const auto time = fields.time(before);
    if (!time)
        return invalid(u"no time such as [17/May/2015:10:05:03 +0000]"_s);
    request.time = *time;
    LogFields owner(before);
    owner.word();
    request.host = owner.word();
    if (request.host.empty() || !owner.atEnd())
        return invalid(u"no owner and bucket before the time"_s);
    request.client = clientOf({fields.word()});
    fields.word(); // who asked, by its key
    fields.word(); // id of the request
    const std::string_view operation = fields.word(); // REST.GET.OBJECT
    if (operation.find('.') == operation.npos)
        return invalid(u"no operation such as REST.GET.OBJECT"_s);
    while (!fields.atEnd() && !fields.atQuote()) // the key
        fields.word();
    const auto asked = fields.quoted();
    if (!asked)
        return invalid(u"no request in quotes, or the line is cut short in it"_s);
    request.setRequestLine(*asked);
    request.status = fields.word();
    for (int i = 0; i < 5; ++i) // the error, two sizes, two times
        fields.word();
    const auto referrer = fields.quoted();
    const auto userAgent = referrer ? fields.quoted() : std::nullopt;
    if (!userAgent)
        return invalid(u"no user agent in quotes, or the line is cut short in it"_s);
    request.referrer = *referrer;
    request.userAgent = *userAgent;
    return toAccessLogLine(request);
}

}

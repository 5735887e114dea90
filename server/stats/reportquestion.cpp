#include "server/stats/reportquestion.h"

#include "common/page.h"
#include "server/stats/filter.h"
#include "server/stats/parameters.h"

#include <array>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr qsizetype maxSite = maxSiteBytes;
constexpr qsizetype maxPath = 2'048;
constexpr std::array<std::string_view, 2> orders = {"asc", "desc"};

Timestamp readNow(Parameters &parameters, Timestamp now)
{
    const auto text = parameters.text("now", 64);
    if (!text)
        return now;
    std::string time = *text;
    if (const std::size_t plus = time.rfind(' '); plus != time.npos && plus > 10)
        time[plus] = '+'; // of an offset, sent as it is: in a query string that is a space
    const auto parsed = parseTimestamp(time);
    if (!parsed || *parsed < earliestTimestamp)
        parameters.refuse(u"now: expected an RFC 3339 time from 1990 on"_s);
    return parsed.value_or(now);
}

}

Result<ReportQuestion> ReportQuestion::read(const QByteArray &query, Timestamp now)
{
    Parameters parameters(query);
    ReportQuestion question;
    const std::string text = parameters.required("page", maxSite + maxPath);
    const auto site = parameters.text("site_id", maxSite);
    const Page page = Page::of(text, site);
    question.site = page.site;
    question.path = storedValue("path", std::string(page.path));
    if (qsizetype(page.site.size()) > maxSite || qsizetype(page.path.size()) > maxPath)
        parameters.refuse(u"page: at most 128 bytes for the site and 2048 for the path"_s);
    const Timestamp at = readNow(parameters, now);
    question.hour = at - at % microsPerHour;
    question.isDescending = parameters.choice("order", orders).value_or(0) == 1;
    question.take = parameters.number("take", 1, 1'000, question.take);
    return parameters.result(question);
}

}

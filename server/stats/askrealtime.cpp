// GET /stats/realtime: what is going on right now.
#include "server/stats/ask.h"
#include "server/stats/jsonmembers.h"
#include "server/stats/parameters.h"

namespace footfall::server {

namespace {

constexpr Timestamp microsPerMinute = 60 * microsPerSecond;
constexpr Timestamp minutes = 30;
constexpr Timestamp currentMinutes = 5;

std::string minuteText(Timestamp minute)
{
    std::string text;
    appendTimestamp(text, minute);
    return text.substr(0, text.find('.')) + 'Z';
}

// Rows: the current visitors; views of each minute that has some; paths by their views.
Answer toJson(const std::string &site, Timestamp first, const Rows &visitors, const Rows &views, const Rows &paths)
{
    std::string json = siteObject(site);
    appendMember(json, "current_visitors", visitors.text(0, 0));
    json += ",\"views_per_minute\":[";
    int row = 0;
    for (Timestamp i = 0; i < minutes; ++i) {
        const Timestamp minute = first + i * microsPerMinute;
        json += i == 0 ? "{\"t\":" : ",{\"t\":";
        appendJsonString(json, minuteText(minute));
        const bool has = row < views.count() && views.number(row, 0) == minute;
        appendMember(json, "views", has ? views.text(row++, 1) : "0");
        json += '}';
    }
    json += "],\"top_paths\":[";
    for (row = 0; row < paths.count(); ++row) {
        json += row == 0 ? "{\"path\":" : ",{\"path\":";
        appendJsonString(json, paths.text(row, 0));
        appendMember(json, "views", paths.text(row, 1));
        json += '}';
    }
    return Answer::json(json + "]}");
}

// Minutes are all that is kept: whoever was here in the last five is among those of the sixth.
DbResult<Answer> answer(Connection &connection, const std::string &site, int limit, Timestamp now)
{
    const Timestamp minute = now - now % microsPerMinute;
    const Timestamp first = minute - (minutes - 1) * microsPerMinute;
    const pgbinary::Time last {minute};
    const auto visitors = connection.run("realtime_visitors",
        Params().add(site).add(pgbinary::Time {minute - currentMinutes * microsPerMinute}).add(last));
    if (!visitors)
        return tl::unexpected(visitors.error());
    const auto views = connection.run("realtime_views", Params().add(site).add(pgbinary::Time {first}).add(last));
    if (!views)
        return tl::unexpected(views.error());
    return connection
        .run("realtime_paths", Params().add(site).add(pgbinary::Time {first}).add(last).add(std::int64_t(limit)))
        .map([&](const Rows &paths) { return toJson(site, first, *visitors, *views, paths); });
}

}

Result<QueryPool::Query> askRealtime(const Request &request, Timestamp now)
{
    Parameters parameters(request.query);
    const std::string site = parameters.siteId();
    const int limit = parameters.number("limit", 1, 1'000, 10);
    return parameters.result([=](Connection &connection) { return answer(connection, site, limit, now); });
}

}

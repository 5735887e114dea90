// GET /stats/realtime: what is going on right now.
#include "common/db/transaction.h"
#include "server/stats/ask.h"
#include "server/stats/jsonmembers.h"
#include "server/stats/parameters.h"
#include "server/stats/query/segmentquestion.h"

namespace footfall::server {

namespace {

constexpr Timestamp microsPerMinute = 60 * microsPerSecond;
constexpr Timestamp minutes = 30;
constexpr Timestamp currentTime = 5 * microsPerMinute;

std::string minuteText(Timestamp minute)
{
    std::string text;
    appendTimestamp(text, minute);
    return text.substr(0, text.find('.')) + 'Z';
}

Answer toJson(const std::string &site, Timestamp first, std::int64_t visitors, const std::vector<Figures> &perMinute,
    const Ranking &paths)
{
    std::string json = siteObject(site);
    appendMember(json, "current_visitors", visitors);
    json += ",\"views_per_minute\":[";
    for (std::size_t i = 0; i < perMinute.size(); ++i) {
        json += i == 0 ? "{\"t\":" : ",{\"t\":";
        appendJsonString(json, minuteText(first + Timestamp(i) * microsPerMinute));
        appendMember(json, "views", perMinute[i].views);
        json += '}';
    }
    json += "],\"top_paths\":[";
    for (const Ranking::Row &row : paths.rows) {
        json += &row == paths.rows.data() ? "{\"path\":" : ",{\"path\":";
        appendJsonString(json, row.value);
        appendMember(json, "views", row.views);
        json += '}';
    }
    return Answer::json(json + "]}");
}

// All up to the end of this minute: other clocks may be ahead of this one.
DbResult<Answer> answer(const Source &source, const std::string &site, int limit, Timestamp now)
{
    const Timestamp end = now - now % microsPerMinute + microsPerMinute;
    const Timestamp first = end - minutes * microsPerMinute;
    std::vector<Timestamp> bounds;
    for (Timestamp i = 0; i <= minutes; ++i)
        bounds.push_back(first + i * microsPerMinute);
    const auto snapshot = Transaction::beginReading(source.connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    const auto current = askSegments(source, {site, {now - currentTime, end}});
    if (!current)
        return tl::unexpected(current.error());
    return askSegments(source, {site, bounds, {}, "path"}).map([&](const SegmentAnswer &recent) {
        return toJson(site, first, current->buckets.front().users, recent.buckets, recent.values.ranking({limit}));
    });
}

}

Result<StatsQuery> askRealtime(const Request &request, Timestamp now)
{
    Parameters parameters(request.query);
    const std::string site = parameters.siteId();
    const int limit = parameters.number("limit", 1, 1'000, 10);
    return parameters.result([=](const Source &source) { return answer(source, site, limit, now); });
}

}

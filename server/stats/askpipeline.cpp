// GET /pipeline: the workers, and whether they get on.
#include "server/stats/ask.h"
#include "server/stats/jsonmembers.h"

#include <algorithm>

namespace footfall::server {

namespace {

void appendTime(std::string &json, std::string_view time)
{
    if (time.empty())
        json += "null";
    else
        appendJsonString(json, time);
}

Answer toJson(const Rows &workers, std::int64_t byRules, std::int64_t byDatabase)
{
    std::string_view last; // times of this form are in the order of their texts
    for (int row = 0; row < workers.count(); ++row)
        last = std::max(last, workers.text(row, 2));
    std::string json = "{\"last_commit_at\":";
    appendTime(json, last);
    appendMember(json, "rejected_events", std::to_string(byRules + byDatabase));
    appendMember(json, "rejected_by_database", std::to_string(byDatabase));
    json += ",\"workers\":[";
    for (int row = 0; row < workers.count(); ++row) {
        json += row == 0 ? "{\"name\":" : ",{\"name\":";
        appendJsonString(json, workers.text(row, 0));
        appendTextMember(json, "state", workers.text(row, 1));
        appendMember(json, "last_commit_at", std::string_view());
        appendTime(json, workers.text(row, 2));
        appendMember(json, "events_per_second", workers.text(row, 3));
        appendMember(json, "commit_ms", workers.text(row, 4));
        json += '}';
    }
    return Answer::json(json + "]}");
}

}

Result<StatsQuery> askPipeline(const Request &, Timestamp)
{
    return [](const Source &source) -> DbResult<Answer> {
        const auto workers = source.connection.run("pipeline");
        if (!workers)
            return tl::unexpected(workers.error());
        return source.connection.run("rejected").map(
            [&](const Rows &rejected) { return toJson(*workers, rejected.number(0, 0), rejected.number(0, 1)); });
    };
}

}

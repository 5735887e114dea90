// GET /sites: every site, with its UTC day so far.
#include "server/stats/ask.h"
#include "server/stats/jsonmembers.h"

namespace footfall::server {

namespace {

Answer sitesJson(const Rows &rows)
{
    std::string json = "{\"sites\":[";
    for (int row = 0; row < rows.count(); ++row) {
        json += row == 0 ? "" : ",";
        json += siteObject(rows.text(row, 0));
        appendTextMember(json, "last_event_at", rows.text(row, 1));
        appendMember(json, "views_today", rows.text(row, 2));
        appendMember(json, "unique_users_today", rows.text(row, 3));
        json += '}';
    }
    return Answer::json(json + "]}");
}

}

Result<StatsQuery> askSites(const Request &, Timestamp now)
{
    return [today = pgbinary::Day {utcDay(now)}](const Source &source) {
        return source.connection.run("sites", Params().add(today)).map(sitesJson);
    };
}

}

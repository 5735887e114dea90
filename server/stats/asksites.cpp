// GET /sites: every site, with its UTC day so far.
#include "common/db/transaction.h"
#include "server/stats/ask.h"
#include "server/stats/figures.h"
#include "server/stats/jsonmembers.h"

namespace footfall::server {

namespace {

// `users`: of each row, today.
Answer sitesJson(const Rows &rows, const std::vector<std::int64_t> &users)
{
    std::string json = "{\"sites\":[";
    for (int row = 0; row < rows.count(); ++row) {
        json += row == 0 ? "" : ",";
        json += siteObject(rows.text(row, 0));
        appendTextMember(json, "last_event_at", rows.text(row, 1));
        appendMember(json, "views_today", rows.text(row, 2));
        appendMember(json, "unique_users_today", users[std::size_t(row)]);
        json += '}';
    }
    return Answer::json(json + "]}");
}

DbResult<Answer> answerSites(const Source &source, Timestamp now)
{
    const std::int32_t today = utcDay(now);
    const auto snapshot = Transaction::beginReading(source.connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    const auto rows = source.connection.run("sites", Params().add(pgbinary::Day {today}));
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<std::int64_t> users(std::size_t(rows->count()));
    for (int row = 0; row < rows->count(); ++row) {
        if (rows->number(row, 3) == 0) // events today
            continue;
        const auto figures = figuresOf(
            source, std::string(rows->text(row, 0)), {today * microsPerDay, (today + 1) * microsPerDay}, std::nullopt);
        if (!figures)
            return tl::unexpected(figures.error());
        users[std::size_t(row)] = figures->front().users;
    }
    return sitesJson(*rows, users);
}

}

Result<StatsQuery> askSites(const Request &, Timestamp now)
{
    return [now](const Source &source) { return answerSites(source, now); };
}

}

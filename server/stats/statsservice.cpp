#include "server/stats/statsservice.h"

#include "common/jsontext.h"
#include "server/stats/statsquestion.h"

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

void appendMember(std::string &json, std::string_view name, std::string_view number)
{
    json += ",\"";
    json += name;
    json += "\":";
    json += number;
}

Answer statsAnswer(const StatsQuestion &question, const Rows &rows)
{
    std::string json = "{\"site_id\":";
    appendJsonString(json, question.siteId);
    json += ",\"date\":";
    json += question.date ? '"' + question.date->toString(Qt::ISODate).toStdString() + '"' : "null";
    appendMember(json, "total_views", rows.text(0, 0));
    appendMember(json, "unique_users", rows.text(0, 1));
    appendMember(json, "total_events", rows.text(0, 2));
    json += ",\"top_paths\":[";
    for (int row = 0; row < rows.count() && !rows.isNull(row, 3); ++row) {
        json += row == 0 ? "{\"path\":" : ",{\"path\":";
        appendJsonString(json, rows.text(row, 3));
        appendMember(json, "views", rows.text(row, 4));
        json += '}';
    }
    return Answer::json(json + "]}");
}

Answer sitesAnswer(const Rows &rows)
{
    std::string json = "{\"sites\":[";
    for (int row = 0; row < rows.count(); ++row) {
        json += row == 0 ? "{\"site_id\":" : ",{\"site_id\":";
        appendJsonString(json, rows.text(row, 0));
        json += ",\"last_event_at\":\"";
        json += rows.text(row, 1);
        json += '"';
        appendMember(json, "views_today", rows.text(row, 2));
        appendMember(json, "unique_users_today", rows.text(row, 3));
        json += '}';
    }
    return Answer::json(json + "]}");
}

Answer unhealthy(const Error &error)
{
    std::string json = "{\"status\":\"degraded\",\"reason\":";
    appendJsonString(json, error.message.toStdString());
    Answer answer = Answer::json(json + ",\"service\":\"stats\",\"version\":\"" FOOTFALL_VERSION "\"}", 503);
    answer.headers = "Retry-After: 5\r\n";
    return answer;
}

pgbinary::Day dayOf(const QDate &date)
{
    return {std::int32_t(QDate(1970, 1, 1).daysTo(date))};
}

}

StatsService::StatsService(QueryPool &pool, Clock clock, TokenGuard guard)
    : m_pool(pool)
    , m_clock(std::move(clock))
    , m_guard(std::move(guard))
{
    for (const char *path : {"/stats", "/stats/aggregated"})
        guarded(path, [this](const auto &request, const auto &reply) { getStats(request, reply); });
    guarded("/sites", [this](const auto &request, const auto &reply) { getSites(request, reply); });
    route("GET", "/health", [this](const auto &request, const auto &reply) { getHealth(request, reply); });
}

void StatsService::guarded(const QByteArray &path, const Handler &handler)
{
    route("GET", path, [this, handler](const Request &request, const Reply &reply) {
        if (const auto refused = m_guard.refuse(request))
            return reply.send(*refused);
        handler(request, reply);
    });
}

void StatsService::getStats(const Request &request, const Reply &reply)
{
    const auto question = StatsQuestion::read(request.query);
    if (!question)
        return reply.send(Answer::error(question.error()));
    m_pool.answer(this, reply, [question = *question](Connection &connection) {
        Params params;
        params.add(question.siteId);
        if (question.date)
            params.add(dayOf(*question.date));
        params.add(std::int64_t(question.limit));
        return connection.run(question.date ? "stats_day" : "stats_total", params).map([&](const Rows &rows) {
            return statsAnswer(question, rows);
        });
    });
}

void StatsService::getSites(const Request &, const Reply &reply)
{
    m_pool.answer(this, reply, [today = pgbinary::Day {utcDay(m_clock())}](Connection &connection) {
        return connection.run("sites", Params().add(today)).map(sitesAnswer);
    });
}

void StatsService::getHealth(const Request &, const Reply &reply)
{
    m_pool.answer(this, reply, [](Connection &connection) -> DbResult<Answer> {
        const auto rows = connection.run("stats_health");
        if (rows) {
            std::string json = "{\"status\":\"ok\",\"service\":\"stats\",\"version\":\"" FOOTFALL_VERSION "\"";
            appendMember(json, "rejected_events", rows->text(0, 0));
            appendMember(json, "quarantined_frames", rows->text(0, 1));
            return Answer::json(json + '}');
        }
        if (rows.error().sqlState != "42P01") // a table that is not there
            return tl::unexpected(rows.error());
        return unhealthy({Error::Kind::Unavailable, u"The database has no schema yet; is a worker running?"_s});
    }, unhealthy);
}

}

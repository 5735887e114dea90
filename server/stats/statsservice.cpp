#include "server/stats/statsservice.h"

#include "server/http/conditional.h"
#include "server/http/openapi.h"
#include "server/stats/jsonmembers.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

Answer unhealthy(const Error &error)
{
    std::string json = "{\"status\":\"degraded\",\"reason\":";
    appendJsonString(json, error.message.toStdString());
    Answer answer = Answer::json(json + ",\"service\":\"stats\",\"version\":\"" FOOTFALL_VERSION "\"}", 503);
    answer.headers = "Retry-After: 5\r\n";
    return answer;
}

}

StatsService::StatsService(QueryPool &pool, SegmentCache &cache, Clock clock, TokenGuard guard)
    : m_pool(pool)
    , m_cache(cache)
    , m_clock(std::move(clock))
    , m_guard(std::move(guard))
{
    figures("/stats", askStats);
    figures("/stats/aggregated", askStats);
    figures("/stats/timeseries", askTimeseries);
    figures("/stats/breakdown", askBreakdown);
    figures("/stats/realtime", askRealtime);
    figures("/report", askReport);
    figures("/pipeline", askPipeline);
    figures("/sites", askSites);
    route("GET", "/openapi.yaml", [](const auto &, const auto &reply) { reply.send(openApi()); });
    route("GET", "/health", [this](const auto &request, const auto &reply) { getHealth(request, reply); });
}

void StatsService::figures(const QByteArray &path, Ask ask)
{
    route("GET", path, [this, ask](const Request &request, const Reply &reply) {
        if (const auto refused = m_guard.refuse(request))
            return reply.send(*refused);
        const auto query = ask(request, m_clock());
        if (!query)
            return reply.send(Answer::error(query.error()));
        m_pool.answer(this, reply, [this, query = *query, ifNoneMatch = request.ifNoneMatch](Connection &connection) {
            return query({connection, m_cache}).map([&](const Answer &answer) { return conditional(answer, ifNoneMatch); });
        });
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

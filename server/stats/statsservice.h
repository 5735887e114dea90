#pragma once

#include "common/timestamp.h"
#include "server/http/httpservice.h"
#include "server/stats/ask.h"
#include "server/stats/tokenguard.h"

namespace footfall::server {

// GET -> rollups -> JSON. Never reads raw events. All but /health is behind the guard, and knows
// by an ETag what the client has already.
class StatsService : public HttpService {
public:
    StatsService(QueryPool &pool, Clock clock, TokenGuard guard);

private:
    void figures(const QByteArray &path, Ask ask);
    void getHealth(const Request &request, const Reply &reply);

    QueryPool &m_pool;
    Clock m_clock;
    TokenGuard m_guard;
};

}

#pragma once

#include "common/timestamp.h"
#include "server/http/httpservice.h"
#include "server/stats/querypool.h"
#include "server/stats/tokenguard.h"

namespace footfall {

// GET -> rollups -> JSON. Never reads raw events. All but /health is behind the guard.
class StatsService : public HttpService {
public:
    StatsService(QueryPool &pool, Clock clock, TokenGuard guard);

private:
    void guarded(const QByteArray &path, const Handler &handler);
    void getStats(const Request &request, const Reply &reply);
    void getSites(const Request &request, const Reply &reply);
    void getHealth(const Request &request, const Reply &reply);

    QueryPool &m_pool;
    Clock m_clock;
    TokenGuard m_guard;
};

}

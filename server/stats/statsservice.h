#pragma once

#include "common/timestamp.h"
#include "server/http/httpservice.h"
#include "server/stats/ask.h"
#include "server/stats/query/segmentcache.h"
#include "server/stats/querypool.h"
#include "server/stats/tokenguard.h"

namespace footfall::server {

// GET -> figures and segments -> JSON. Never reads raw events. All but /health is behind the guard, and knows
// by an ETag what the client has already.
class StatsService : public HttpService {
public:
    // Pool and cache outlive it.
    StatsService(QueryPool &pool, SegmentCache &cache, Clock clock, TokenGuard guard);

private:
    void figures(const QByteArray &path, Ask ask);
    void getHealth(const Request &request, const Reply &reply);

    QueryPool &m_pool;
    SegmentCache &m_cache;
    Clock m_clock;
    TokenGuard m_guard;
};

}

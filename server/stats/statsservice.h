#pragma once

#include "common/timestamp.h"
#include "server/http/httpservice.h"
#include "server/stats/querypool.h"

namespace footfall {

// GET -> rollups -> JSON. Never reads raw events.
class StatsService : public HttpService {
public:
    StatsService(QueryPool &pool, Clock clock);

private:
    void getStats(const Request &request, const Reply &reply);
    void getSites(const Request &request, const Reply &reply);
    void getHealth(const Request &request, const Reply &reply);

    QueryPool &m_pool;
    Clock m_clock;
};

}

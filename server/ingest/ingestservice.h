#pragma once

#include "common/eventreader.h"
#include "server/http/httpservice.h"
#include "server/ingest/framepipe.h"

namespace footfall {

// POST -> validated -> spool -> 200. Never waits for PostgreSQL and shares no thread with
// it. Any number of these may share a port, each in a thread of its own.
class IngestService : public HttpService {
public:
    IngestService(Spool &spool, const FramePipe &pipe, Clock clock, TrustedProxies proxies);

private:
    void postEvent(const Request &request, const Reply &reply);
    void postEvents(const Request &request, const Reply &reply);
    void getHealth(const Request &request, const Reply &reply);

    // Answers once the events are on disk; with `accepted` then.
    void spool(const std::vector<Event> &events, const Reply &reply, Answer accepted);

    Spool &m_spool;
    const FramePipe &m_pipe;
    Clock m_clock;
    EventReader m_reader;
};

}

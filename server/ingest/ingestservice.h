#pragma once

#include "common/event/reader.h"
#include "server/http/httpservice.h"
#include "server/ingest/enrichment.h"
#include "server/ingest/formats/translation.h"
#include "server/ingest/importquestions.h"
#include "server/ingest/ratelimit.h"
#include "server/ingest/siteregistry.h"
#include "server/pipe/framepipe.h"

namespace footfall::server {

// POST -> validated -> spool -> 200. Never waits for PostgreSQL and shares no thread with
// it. Any number of these may share a port, each in a thread of its own.
class IngestService : public HttpService {
public:
    IngestService(Spool &spool, const FramePipe &pipe, Clock clock, RateLimit &rate, const SiteRegistry &sites,
        const Enrichment &enrichment, ImportQuestions &imports, TrustedProxies proxies);

private:
    // For what brings events: who sends too much gets a 429 instead, and all a 503 while it is not
    // known for which sites to take them.
    Handler limited(const Handler &handler);
    void post(const QByteArray &path, const Handler &handler, qint64 maxBody);
    EventReader::Receipt receiptOf(const Request &request) const;
    void postEvent(const Request &request, const Reply &reply);
    void postEvents(const Request &request, const Reply &reply);
    // POST `path` with a body of another system's format: answered with `accepted`, or with what is
    // wrong. `allOrNothing`: one bad event refuses them all, else only if there is no good one.
    struct Foreign {
        std::function<Result<Translation>(const Request &)> translate;
        bool allOrNothing = false;
        Answer accepted;
    };
    void postForeign(const QByteArray &path, const Foreign &foreign, qint64 maxBody);
    void getPixel(const Request &request, const Reply &reply);
    void getHealth(const Request &request, const Reply &reply);

    // Completes the events from what the request says, and answers once they are on disk; with
    // `accepted` then.
    void spool(std::vector<Event> events, const Request &request, const Reply &reply, Answer accepted);

    Spool &m_spool;
    const FramePipe &m_pipe;
    Clock m_clock;
    RateLimit &m_rate;
    const SiteRegistry &m_sites;
    const Enrichment &m_enrichment;
    ImportQuestions &m_imports;
    EventReader m_reader;
};

}

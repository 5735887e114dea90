#pragma once

#include "common/event/reader.h"
#include "server/http/httpservice.h"
#include "server/ingest/enrichment.h"
#include "server/ingest/exclusions.h"
#include "server/ingest/formats/format.h"
#include "server/ingest/importquestions.h"
#include "server/ingest/ratelimit.h"
#include "server/ingest/siteregistry.h"
#include "server/pipe/framepipe.h"

namespace footfall::server {

// POST -> validated -> spool -> 200. Never waits for PostgreSQL and shares no thread with
// it. Any number of these may share a port, each in a thread of its own.
class IngestService : public HttpService {
public:
    IngestService(Spool &spool, FramePipe &pipe, Clock clock, RateLimit &rate, const SiteRegistry &sites,
        const Enrichment &enrichment, Exclusions &exclusions, ImportQuestions &imports, TrustedProxies proxies);

private:
    // Routes what brings events: who sends too much gets a 429 instead, and all a 503 while it is
    // not known for which sites to take them.
    void take(const QByteArray &method, const QByteArray &path, const Handler &handler, qint64 maxBody);
    Intake intakeOf(const Request &request, bool isBrowser, Intake::OnError onError, std::string importId = {}) const;
    void postEvent(const Request &request, const Reply &reply);
    void postEvents(const Request &request, const Reply &reply);
    void receive(const Format &format, const Request &request, const Reply &reply);
    void getPixel(const Request &request, const Reply &reply);
    void getHealth(const Request &request, const Reply &reply);

    // Counts what a request had. If it is refused as a whole, answers it with why.
    bool isRefused(const Intake &intake, const Result<void> &read, const Request &request, const Reply &reply);

    // Answers once the events are on disk.
    void spool(Intake intake, const Reply &reply, Answer accepted);

    Spool &m_spool;
    FramePipe &m_pipe;
    Clock m_clock;
    RateLimit &m_rate;
    const SiteRegistry &m_sites;
    const Enrichment &m_enrichment;
    Exclusions &m_exclusions;
    ImportQuestions &m_imports;
    EventReader m_reader;
};

}

#pragma once

#include "server/http/request.h"
#include "server/ingest/geoip.h"
#include "server/ingest/useragents.h"
#include "server/ingest/visitorsalts.h"

#include "common/event/event.h"

#include <optional>
#include <span>

namespace footfall::server {

// What is made of a request beyond what its events say, for every endpoint that takes some: where
// the visit came from; browser, system and device; and of a browser's, its country, whether it is
// a bot, and its visitor if there is no user. Other clients are taken at their word: the User-Agent
// of an event of theirs is a visitor's, the request's is their own. Any thread may call.
class Enrichment {
public:
    // All of them live longer. `salts`: null for no visitors but those who have a user_id.
    Enrichment(const UserAgents &agents, const std::optional<GeoIp> &countries, const VisitorSalts *salts);

    // Whether enrich() would not have to wait, as it may in a program's first moments.
    bool isReadyFor(std::span<const Event> events, bool isBrowser) const;

    // Events of one request. `isBrowser`: a page has sent it.
    void enrich(std::span<Event> events, const Request &request, bool isBrowser) const;

private:
    void enrichBrowsers(std::span<Event> events, const Request &request) const;

    const UserAgents &m_agents;
    const std::optional<GeoIp> &m_countries;
    const VisitorSalts *m_salts;
};

}

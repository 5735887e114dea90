#pragma once

#include "common/event/event.h"
#include "server/http/request.h"
#include "server/ingest/agentbudget.h"
#include "server/ingest/geoip.h"
#include "server/ingest/useragents.h"
#include "server/ingest/visitorsalts.h"

#include <optional>

namespace footfall::server {

// What is made of a request beyond what its events say, for every endpoint that takes some: the one
// form of its paths; where the visit came from; browser, system and device, or which bot it is; and of
// a browser's, its country, and its visitor if there is no user. Other clients are taken at their word:
// the User-Agent of an event of theirs is a visitor's, the request's is their own; if
// they say a visitor's address, too, the event is as that visitor's browser would send it. Any thread
// may call.
class Enrichment {
public:
    enum class TrailingSlash { Keep, Drop }; // Drop: /about/ is the page /about

    // All of them live longer. `salts`: null for no visitors but those who have a user_id.
    Enrichment(const UserAgents &agents, AgentBudget &budget, const std::optional<GeoIp> &countries,
        const VisitorSalts *salts, TrailingSlash trailingSlash = TrailingSlash::Keep);

    // Completes the events of one request, which lives longer.
    class OfRequest {
    public:
        // `isBrowser`: a page has sent it.
        OfRequest(const Enrichment &all, const Request &request, bool isBrowser);

        // `told`: the visitor's address, by a program's word; null: it says none.
        void complete(Event &event, const QHostAddress &told = {});

    private:
        UserAgent find(const QByteArray &userAgent);

        const Enrichment &m_all;
        const Request &m_request;
        const bool m_isBrowser;
        const std::string m_ownHost; // of the page that sent it; empty: not known
        qsizetype m_agentBytesLeft; // of User-Agents that are not remembered
        qsizetype m_closeBytesLeft; // and may be looked at closely
        UserAgent m_agent; // a browser's
        std::string m_country;
    };

private:
    const UserAgents &m_agents;
    AgentBudget &m_budget;
    const std::optional<GeoIp> &m_countries;
    const VisitorSalts *m_salts;
    const TrailingSlash m_trailingSlash;
};

}

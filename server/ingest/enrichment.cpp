#include "server/ingest/enrichment.h"

#include "common/event/pagepath.h"
#include "common/event/referrer.h"
#include "server/ingest/trafficsource.h"
#include "server/ingest/visitorid.h"

namespace footfall::server {

namespace {

// Of User-Agents that are not remembered, bytes that one request may bring: to be looked at for bots,
// more than a batch of `footfall import` has; and closely, some 2,000 real ones.
constexpr qsizetype unknownAgents = 1 << 20;
constexpr qsizetype closelyLookedAt = 256 << 10;

// Every browser sends a User-Agent, so what comes without one is a program.
constexpr char noUserAgent[] = "No User-Agent";

void describe(Event &event, const UserAgent &agent)
{
    if (!event.bot.empty() && agent.bot.empty()) // its page knows it
        return;
    event.browser = agent.browser;
    event.os = agent.os;
    event.device = agent.device;
    event.bot = agent.bot;
}

}

Enrichment::Enrichment(const UserAgents &agents, AgentBudget &budget, const std::optional<GeoIp> &countries,
    const VisitorSalts *salts, TrailingSlash trailingSlash)
    : m_agents(agents)
    , m_budget(budget)
    , m_countries(countries)
    , m_salts(salts)
    , m_trailingSlash(trailingSlash)
{
}

Enrichment::OfRequest::OfRequest(const Enrichment &all, const Request &request, bool isBrowser)
    : m_all(all)
    , m_request(request)
    , m_isBrowser(isBrowser)
    , m_ownHost(hostOf(viewOf(request.origin)))
    , m_agentBytesLeft(unknownAgents)
    , m_closeBytesLeft(closelyLookedAt)
{
    if (!isBrowser)
        return;
    m_agent = find(request.userAgent);
    if (request.userAgent.isEmpty())
        m_agent.bot = noUserAgent;
    if (all.m_countries)
        m_country = all.m_countries->countryOf(request.peer);
}

UserAgent Enrichment::OfRequest::find(const QByteArray &userAgent)
{
    return m_all.m_agents.find(userAgent, [this](qsizetype bytes) {
        if (bytes > m_agentBytesLeft)
            return UserAgents::Look::NotAtAll;
        m_agentBytesLeft -= bytes;
        if (bytes > m_closeBytesLeft || !m_all.m_budget.spend(m_request.peer, bytes))
            return UserAgents::Look::ForBots;
        m_closeBytesLeft -= bytes;
        return UserAgents::Look::Closely;
    });
}

void Enrichment::OfRequest::complete(Event &event, const QHostAddress &told)
{
    event.path = normalizedPath(event.path);
    if (m_all.m_trailingSlash == TrailingSlash::Drop)
        dropTrailingSlash(event.path);
    fillSource(event, m_ownHost);
    // A page cannot know these better than the browser that shows it; a program that sends for one can.
    const bool isPage = !m_request.origin.isEmpty();
    const QHostAddress address = isPage ? QHostAddress() : told;
    const bool isAgentTold = !isPage && !event.userAgent.empty();
    const QByteArray userAgent = isAgentTold ? QByteArray::fromStdString(event.userAgent) : m_request.userAgent;
    const UserAgent agent = isAgentTold ? find(userAgent) : m_agent;
    if (m_isBrowser || isAgentTold) // else an importer may know them
        describe(event, agent);
    if (!m_isBrowser && address.isNull())
        return;
    event.country = m_country;
    if (!address.isNull() && m_all.m_countries)
        event.country = m_all.m_countries->countryOf(address);
    if (!event.userId.empty() || !m_all.m_salts)
        return;
    if (const auto salt = m_all.m_salts->of(utcDay(event.receivedAt)))
        event.userId = visitorId(*salt, event.siteId, address.isNull() ? m_request.peer : address, userAgent);
}

}

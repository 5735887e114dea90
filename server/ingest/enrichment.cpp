#include "server/ingest/enrichment.h"

#include "server/ingest/trafficsource.h"
#include "server/ingest/visitorid.h"

#include <algorithm>

namespace footfall::server {

namespace {

// Of User-Agents that are seen for the first time, bytes that one request may bring: some 500 real ones.
// A hostile one takes up to 2 ms a kilobyte, and meanwhile all others would wait.
constexpr qsizetype strangeUserAgents = 64 << 10;

void describe(Event &event, const UserAgent &agent)
{
    event.browser = agent.browser;
    event.os = agent.os;
    event.device = agent.device;
}

}

Enrichment::Enrichment(const UserAgents &agents, const std::optional<GeoIp> &countries, const VisitorSalts *salts)
    : m_agents(agents)
    , m_countries(countries)
    , m_salts(salts)
{
}

bool Enrichment::isReadyFor(std::span<const Event> events, bool isBrowser) const
{
    return m_agents.isReady()
        || !(isBrowser || std::any_of(events.begin(), events.end(), [](const Event &event) { return !event.userAgent.empty(); }));
}

void Enrichment::enrich(std::span<Event> events, const Request &request, bool isBrowser) const
{
    const std::string ownHost = hostOf({request.origin.constData(), std::size_t(request.origin.size())});
    qsizetype strange = strangeUserAgents;
    for (Event &event : events) {
        fillSource(event, ownHost);
        if (!isBrowser && !event.userAgent.empty())
            describe(event, m_agents.find(QByteArray::fromStdString(event.userAgent), &strange));
    }
    if (isBrowser)
        enrichBrowsers(events, request);
}

void Enrichment::enrichBrowsers(std::span<Event> events, const Request &request) const
{
    const UserAgent agent = m_agents.find(request.userAgent);
    const std::string country = m_countries ? m_countries->countryOf(request.peer) : std::string();
    for (Event &event : events) {
        describe(event, agent);
        event.bot = agent.bot;
        event.country = country;
        if (!event.userId.empty() || !m_salts)
            continue;
        if (const auto salt = m_salts->of(utcDay(event.receivedAt)))
            event.userId = visitorId(*salt, event.siteId, request.peer, request.userAgent);
    }
}

}

#include "server/ingest/agentbudget.h"

namespace footfall::server {

namespace {

// Bytes a second, and at once.
constexpr RateLimit::Limits eachClient {128 << 10, 512 << 10};
constexpr RateLimit::Limits allClients {1 << 20, 2 << 20};

}

AgentBudget::AgentBudget(Clock steady)
    : m_each(eachClient, steady)
    , m_all(allClients, steady)
{
}

bool AgentBudget::spend(const QHostAddress &client, qsizetype bytes)
{
    return m_each.spend(client, bytes) && m_all.spend(QHostAddress(QHostAddress::AnyIPv4), bytes);
}

}

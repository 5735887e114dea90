#include "server/ingest/exclusions.h"

#include "common/event/referrer.h"

namespace footfall::server {

bool Exclusions::excludes(const Event &event, const Request &request, bool isBrowser)
{
    const auto count = std::uint64_t(event.count);
    if (isBrowser && m_rules.respectsDnt && request.isNotToBeTracked)
        m_notTracked += count;
    else if (m_rules.addresses.contains(request.peer))
        m_excludedAddresses += count;
    else if (m_rules.referrers.contains(hostOf(event.referrer)))
        m_blockedReferrers += count;
    else
        return false;
    return true;
}

}

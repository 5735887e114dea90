#pragma once

#include "common/event/event.h"
#include "common/addresslist.h"
#include "server/http/request.h"
#include "common/blockedhosts.h"

#include <atomic>

namespace footfall::server {

// Events that are answered as all others and counted nowhere, but for how many there were: of visitors who
// do not want to be counted, from the operator's own addresses, and with referrers that are advertisements.
// Any thread may call.
class Exclusions {
public:
    struct Rules {
        bool respectsDnt = true; // of browsers: Do Not Track and Global Privacy Control
        AddressList addresses; // of clients
        BlockedHosts referrers;
    };
    explicit Exclusions(Rules rules)
        : m_rules(std::move(rules))
    {
    }

    // Whether this event of `request`, as it was sent, is not to be counted; it is in one of the numbers
    // then. `isBrowser`: a page has sent it; other clients are taken at their word.
    bool excludes(const Event &event, const Request &request, bool isBrowser);

    struct Counts {
        std::uint64_t notTracked = 0, excludedAddresses = 0, blockedReferrers = 0; // events, since the start
    };
    Counts counts() const { return {m_notTracked, m_excludedAddresses, m_blockedReferrers}; }

private:
    const Rules m_rules;
    std::atomic<std::uint64_t> m_notTracked = 0, m_excludedAddresses = 0, m_blockedReferrers = 0;
};

}

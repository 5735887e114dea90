#pragma once

#include "server/ingest/useragentrules.h"

#include <string>
#include <string_view>

namespace footfall::server {

// Knows bots by their User-Agent: crawlers, monitors, previews of links, HTTP libraries, browsers that
// nobody looks at. From the list of the package crawler-user-agents and ours of what it misses, which
// are compiled in: see resources/bots/README.md. Immutable, so any thread may ask.
//
// A person must never be taken for a bot. A telephone may be named as anything, a crawler too, so what
// an Android says of its model is not looked at; and what is known as a person's comes first.
class Bots {
public:
    static constexpr std::size_t maxName = 64; // bytes

    // Some 50 ms. The program's own data, so bad data is a bug.
    Bots();

    // `text` is ASCII. Empty: not known as a bot.
    std::string nameOf(std::string_view text) const;

private:
    UserAgentRules m_rules;
};

}

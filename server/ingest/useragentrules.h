#pragma once

#include "server/ingest/textsearch.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class FilteredRE2;
}

namespace footfall::server {

// A list of regular expressions, of which the first that is found in a User-Agent names a family: a
// browser, a system, a bot. They are RE2's, so the time is linear in the text, whatever it is; most are
// not tried, since one pass over the text says which of their words it has. Immutable, so any thread
// may ask.
class UserAgentRules {
public:
    struct Rule {
        std::string regex;
        bool ignoresCase = false;
        std::string family; // $0 to $9 stand for groups; empty: the first group
    };

    // Tens of milliseconds. The program's own data, so a bad one is a bug.
    explicit UserAgentRules(std::vector<Rule> rules);
    ~UserAgentRules();
    UserAgentRules(UserAgentRules &&) noexcept;

    // `text` is ASCII; `lower` is the same in lower case. Empty: unknown.
    std::string family(std::string_view text, std::string_view lower) const;

private:
    std::vector<Rule> m_rules;
    std::unique_ptr<re2::FilteredRE2> m_filter;
    TextSearch m_atoms; // that the filter has to be told of, if they occur
};

}

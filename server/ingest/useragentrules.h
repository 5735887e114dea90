#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class FilteredRE2;
}

namespace footfall::server {

// One list of uap-core's regexes.yaml, of browsers, systems or devices: the first of its regular
// expressions that is found in a User-Agent names a family. They are RE2's, so the time is linear
// in the text, whatever it is. Immutable, so any thread may ask.
class UserAgentRules {
public:
    struct Rule {
        std::string regex;
        bool ignoresCase = false;
        std::string family; // $1 to $9 stand for groups; empty: the first group
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
    std::vector<std::string> m_atoms; // texts that the filter has to be told of, if they occur
};

}

#include "server/ingest/useragentrules.h"

#include <QtGlobal>

#include <re2/filtered_re2.h>
#include <re2/re2.h>

namespace footfall::server {

namespace {

constexpr int shortestAtom = 3; // what RE2's authors advise
// For what one expression remembers from search to search. The largest that any needs is 60 KiB;
// over its share a search is slower, not wrong.
constexpr std::int64_t memoryEach = 256 * 1024;
constexpr int mostGroups = 10; // $0 to $9

RE2::Options optionsOf(const UserAgentRules::Rule &rule)
{
    RE2::Options options;
    options.set_case_sensitive(!rule.ignoresCase);
    options.set_encoding(RE2::Options::EncodingLatin1);
    options.set_max_mem(memoryEach);
    options.set_log_errors(false);
    return options;
}

std::string trimmed(const std::string &text)
{
    const std::size_t begin = text.find_first_not_of(' ');
    return begin == text.npos ? std::string() : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

}

UserAgentRules::UserAgentRules(std::vector<Rule> rules)
    : m_rules(std::move(rules))
    , m_filter(std::make_unique<re2::FilteredRE2>(shortestAtom))
{
    for (const Rule &rule : m_rules) {
        int id = 0;
        if (m_filter->Add(rule.regex, optionsOf(rule), &id) != RE2::NoError)
            qFatal("RE2 does not understand %s", rule.regex.c_str());
    }
    std::vector<std::string> atoms;
    m_filter->Compile(&atoms);
    m_atoms = TextSearch(atoms);
}

UserAgentRules::~UserAgentRules() = default;
UserAgentRules::UserAgentRules(UserAgentRules &&) noexcept = default;

std::string UserAgentRules::family(std::string_view text, std::string_view lower) const
{
    const re2::StringPiece subject(text.data(), text.size());
    const int first = m_filter->FirstMatch(subject, m_atoms.find(lower));
    if (first < 0)
        return {};
    const RE2 &regex = m_filter->GetRE2(first);
    re2::StringPiece groups[mostGroups];
    const int count = std::min(regex.NumberOfCapturingGroups() + 1, mostGroups);
    if (!regex.Match(subject, 0, text.size(), RE2::UNANCHORED, groups, count))
        return {};

    const std::string &pattern = m_rules[std::size_t(first)].family;
    if (pattern.empty())
        return std::string(groups[1]);
    std::string family;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool isGroup = pattern[i] == '$' && i + 1 < pattern.size() && pattern[i + 1] >= '0' && pattern[i + 1] <= '9';
        if (isGroup)
            family += std::string(groups[pattern[++i] - '0']);
        else
            family += pattern[i];
    }
    return trimmed(family);
}

}

#include "cli/import/logfields.h"

#include "cli/import/logtime.h"

#include <algorithm>

namespace footfall::cli {

namespace {

constexpr std::string_view separators = " \t";
constexpr std::size_t longestTime = 48; // so that a line of brackets costs no more than its length

bool isSeparator(char c)
{
    return separators.find(c) != separators.npos;
}

}

void LogFields::skipSpaces()
{
    m_rest.remove_prefix(std::min(m_rest.find_first_not_of(separators), m_rest.size()));
}

bool LogFields::atEnd()
{
    skipSpaces();
    return m_rest.empty();
}

bool LogFields::atQuote()
{
    skipSpaces();
    return m_rest.starts_with('"');
}

std::string_view LogFields::word()
{
    skipSpaces();
    const std::string_view found = m_rest.substr(0, m_rest.find_first_of(separators));
    m_rest.remove_prefix(found.size());
    return found;
}

std::optional<Timestamp> LogFields::time(std::string_view &before)
{
    for (std::size_t at = m_rest.find('['); at != m_rest.npos; at = m_rest.find('[', at + 1)) {
        const std::string_view inside = m_rest.substr(at + 1, longestTime);
        const std::size_t length = inside.find(']');
        const auto found = length == inside.npos ? std::nullopt : parseLogTime(inside.substr(0, length));
        if (!found)
            continue;
        before = m_rest.substr(0, at);
        m_rest.remove_prefix(at + length + 2);
        return found;
    }
    return std::nullopt;
}

std::optional<std::string_view> LogFields::quoted()
{
    return enclosed('"', '"');
}

std::optional<std::string_view> LogFields::braced()
{
    return enclosed('{', '}');
}

std::optional<std::string_view> LogFields::enclosed(char begin, char end)
{
    skipSpaces();
    if (!m_rest.starts_with(begin))
        return std::nullopt;
    for (std::size_t i = 1; i < m_rest.size(); ++i) {
        if (m_rest[i] == '\\') {
            ++i;
        } else if (m_rest[i] == end && (i + 1 == m_rest.size() || isSeparator(m_rest[i + 1]))) {
            const std::string_view inside = m_rest.substr(1, i - 1);
            m_rest.remove_prefix(i + 1);
            return inside;
        }
    }
    return std::nullopt;
}

}

#include "common/json/arrayelements.h"

#include <algorithm>

namespace footfall {

namespace {

// Where the string that begins at `at` ends, behind its quote; the end of the text if it does not.
std::size_t endOfString(std::string_view text, std::size_t at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return text.size();
}

// Where the element that begins the text ends: at its comma, or at the bracket of the array.
std::size_t endOfElement(std::string_view text)
{
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        switch (text[at]) {
        case '"':
            at = endOfString(text, at);
            continue;
        case '[':
        case '{':
            ++depth;
            break;
        case ']':
        case '}':
            if (depth == 0)
                return at;
            --depth;
            break;
        case ',':
            if (depth == 0)
                return at;
            break;
        }
        ++at;
    }
    return text.size();
}

}

ArrayElements::ArrayElements(std::string_view json)
    : m_rest(json)
{
    skipSpace();
    m_isArray = m_rest.starts_with('[');
    m_isOver = !m_isArray;
    m_rest.remove_prefix(m_isArray ? 1 : 0);
}

std::optional<std::string_view> ArrayElements::next()
{
    if (m_isOver)
        return std::nullopt;
    skipSpace();
    if (m_isFirst && m_rest.starts_with(']')) {
        finish();
        return std::nullopt;
    }
    m_isFirst = false;
    const std::size_t end = endOfElement(m_rest);
    const std::string_view element = m_rest.substr(0, end);
    m_rest.remove_prefix(end);
    if (m_rest.starts_with(','))
        m_rest.remove_prefix(1);
    else
        finish();
    return element;
}

void ArrayElements::skipSpace()
{
    m_rest.remove_prefix(std::min(m_rest.find_first_not_of(" \t\r\n"), m_rest.size()));
}

void ArrayElements::finish()
{
    m_isOver = true;
    if (!m_rest.starts_with(']'))
        return;
    m_rest.remove_prefix(1);
    skipSpace();
    m_isComplete = m_rest.empty();
}

}

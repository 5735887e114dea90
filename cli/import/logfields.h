#pragma once

#include "common/timestamp.h"

#include <optional>
#include <string_view>

namespace footfall::cli {

// Takes the fields of a line from left to right; spaces and tabs separate them.
class LogFields {
public:
    explicit LogFields(std::string_view line)
        : m_rest(line)
    {
    }

    bool atEnd();
    bool atQuote(); // whether a quoted field is next
    std::string_view word(); // up to the next separator; empty: the end
    std::string_view rest() const { return m_rest; }

    // What stands in [brackets] and reads as a time, wherever it is; what was before it goes to
    // `before`. A user's name, which is there and is as the client sent it, may hold spaces and brackets.
    std::optional<Timestamp> time(std::string_view &before);

    // The inside of "...", where \ takes the next byte's meaning away. A quote that some servers
    // leave unescaped does not end the field unless the field can end there. nullopt: no such
    // field is next, or it does not end.
    std::optional<std::string_view> quoted();

    // The same of {...}, in which HAProxy has the headers that it captures.
    std::optional<std::string_view> braced();

private:
    void skipSpaces();
    std::optional<std::string_view> enclosed(char begin, char end);

    std::string_view m_rest;
};

}

#include "cli/import/logprefix.h"

#include "cli/import/clientaddress.h"
#include "cli/import/logfields.h"
#include "cli/import/logtime.h"

#include <algorithm>

namespace footfall::cli {

namespace {

std::string_view afterSpaces(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return text;
}

// <0> to <191>.
bool skipPriority(std::string_view &line)
{
    const std::size_t end = line.starts_with('<') ? line.find('>') : line.npos;
    if (end == line.npos || end < 2 || end > 4 || line.substr(1, end - 1).find_first_not_of("0123456789") != line.npos)
        return false;
    line.remove_prefix(end + 1);
    return true;
}

// Nov 15 10:00:00, with a space or a zero before a day of one digit.
bool skipOldTime(std::string_view &line)
{
    static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    static constexpr std::string_view shape = "aaa dd dd:dd:dd ";
    const std::size_t month = line.size() < shape.size() ? months.npos : months.find(line.substr(0, 3));
    if (month == months.npos || month % 3 != 0)
        return false;
    for (std::size_t i = 3; i < shape.size(); ++i) {
        const bool isDigit = line[i] >= '0' && line[i] <= '9';
        if (shape[i] == 'd' ? !isDigit && !(i == 4 && line[i] == ' ') : line[i] != shape[i])
            return false;
    }
    line.remove_prefix(shape.size());
    return true;
}

bool skipIsoTime(std::string_view &line)
{
    LogFields fields(line);
    const std::string_view word = fields.word();
    if (word.size() < 19 || word.find('T') == word.npos || !parseLogTime(word))
        return false;
    line = afterSpaces(fields.rest());
    return true;
}

// web1 nginx[123]: or nginx: alone. An IPv6 address may end in a colon too.
void skipTag(std::string_view &line)
{
    LogFields fields(line);
    for (int i = 0; i < 2; ++i) {
        const std::string_view word = fields.word();
        if (word.size() > 1 && word.ends_with(':') && !canonicalAddress(word)) {
            line = afterSpaces(fields.rest());
            return;
        }
    }
}

// After the time: host, program, process, message id, then structured data: - or [...][...].
void skipNewHeader(std::string_view &line)
{
    LogFields fields(line);
    for (int i = 0; i < 4; ++i)
        fields.word();
    std::string_view rest = afterSpaces(fields.rest());
    if (rest.starts_with('-')) {
        rest.remove_prefix(1);
    } else {
        bool isQuoted = false;
        std::size_t i = 0;
        for (; i < rest.size() && (isQuoted || rest[i] != ' ' || rest[i - 1] != ']'); ++i) {
            if (i == 0 && rest[0] != '[')
                return; // no structured data: not this form
            if (rest[i] == '\\' && isQuoted)
                ++i;
            else if (rest[i] == '"')
                isQuoted = !isQuoted;
        }
        rest.remove_prefix(std::min(i, rest.size()));
    }
    rest = afterSpaces(rest);
    if (rest.starts_with("\xef\xbb\xbf"))
        rest.remove_prefix(3);
    line = rest;
}

bool skipContainer(std::string_view &line)
{
    if (line.starts_with("[pod/")) {
        const std::size_t end = std::min(line.find(' '), line.size());
        line = afterSpaces(line.substr(end));
        return true;
    }
    const std::size_t bar = line.find('|');
    if (bar == line.npos || bar + 1 >= line.size() || line[bar + 1] != ' ')
        return false;
    LogFields name(line.substr(0, bar));
    if (!hostName(name.word()) || !name.atEnd())
        return false;
    line = afterSpaces(line.substr(bar + 1));
    return true;
}

}

std::string_view withoutLogPrefix(std::string_view line)
{
    line = afterSpaces(line);
    skipContainer(line);
    const bool hasPriority = skipPriority(line);
    if (hasPriority && line.starts_with("1 ")) {
        std::string_view rest = line.substr(2);
        if (skipIsoTime(rest)) {
            skipNewHeader(rest);
            return rest;
        }
    }
    if (skipOldTime(line)) {
        skipTag(line);
    } else if (skipIsoTime(line)) {
        if (line.starts_with("stdout ") || line.starts_with("stderr ")) {
            LogFields fields(line);
            fields.word();
            fields.word(); // F: a whole line; P: a part of one
            line = afterSpaces(fields.rest());
        } else {
            skipTag(line);
        }
    } else if (hasPriority) {
        skipTag(line);
    }
    return line;
}

}

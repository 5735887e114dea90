#include "cli/import/logtime.h"

#include <QDateTime>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace footfall::cli {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Whether `text` is like `shape`: d is a digit, a a letter, anything else itself.
bool fits(std::string_view text, std::string_view shape)
{
    return text.size() == shape.size() && std::equal(text.begin(), text.end(), shape.begin(), [](char c, char wanted) {
        return wanted == 'd' ? isDigit(c) : wanted == 'a' ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : c == wanted;
    });
}

// 17/May/2015:10:05:03 -> 2015-05-17T10:05:03
std::optional<std::string> isoOfCommon(std::string_view text)
{
    static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const std::size_t month = months.find(text.substr(3, 3));
    if (month == months.npos || month % 3 != 0)
        return std::nullopt;
    const std::string number = std::to_string(101 + month / 3);
    return std::string(text.substr(7, 4))
        .append(1, '-')
        .append(number, 1, 2)
        .append(1, '-')
        .append(text.substr(0, 2))
        .append(1, 'T')
        .append(text.substr(12));
}

std::optional<Timestamp> localTime(const std::string &iso)
{
    const auto asUtc = parseTimestamp(iso);
    if (!asUtc)
        return std::nullopt;
    const QDateTime wall = QDateTime::fromMSecsSinceEpoch(*asUtc / 1000, Qt::UTC);
    const QDateTime here(wall.date(), wall.time(), Qt::LocalTime);
    return here.toMSecsSinceEpoch() * 1000 + *asUtc % 1000;
}

// +0100 at the end of a time -> +01:00, which RFC 3339 has.
std::optional<Timestamp> withOffset(std::string iso)
{
    if (iso.size() > 5 && fits(std::string_view(iso).substr(iso.size() - 4), "dddd")
        && (iso[iso.size() - 5] == '+' || iso[iso.size() - 5] == '-') && iso.find(':') != iso.npos)
        iso.insert(iso.size() - 2, 1, ':');
    return parseTimestamp(iso);
}

// Any form, of any year.
std::optional<Timestamp> read(std::string_view text)
{
    static constexpr std::string_view common = "dd/aaa/dddd:dd:dd:dd";
    if (fits(text.substr(0, common.size()), common)) {
        std::string_view rest = text.substr(common.size());
        std::string_view fraction;
        if (rest.starts_with('.')) {
            fraction = rest.substr(0, std::min(rest.find_first_not_of("0123456789", 1), rest.size()));
            rest.remove_prefix(fraction.size());
        }
        auto iso = isoOfCommon(text.substr(0, common.size()));
        if (!iso)
            return std::nullopt;
        iso->append(fraction);
        if (rest.empty() && !fraction.empty())
            return localTime(*iso);
        return fits(rest, " +dddd") || fits(rest, " -dddd") ? withOffset(iso->append(rest.substr(1))) : std::nullopt;
    }
    if (fits(text.substr(0, 10), "dddd/dd/dd")) {
        std::string iso(text);
        iso[4] = iso[7] = '-';
        return withOffset(std::move(iso));
    }
    if (text.size() > 10 && fits(text.substr(0, 10), "dddd-dd-dd"))
        return withOffset(std::string(text));
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return timeSinceEpoch(number);
}

}

std::optional<Timestamp> parseLogTime(std::string_view text)
{
    const auto time = read(text);
    return time && *time >= earliestTimestamp && *time <= latestTimestamp ? time : std::nullopt;
}

std::optional<Timestamp> timeSinceEpoch(double number)
{
    // A second of the year 1973 is over 1e8, one of the year 5138 is 1e11.
    if (!(number >= 1e8) || number >= 1e20)
        return std::nullopt;
    const double toMicroseconds = number < 1e11 ? 1e6 : number < 1e14 ? 1e3 : number < 1e17 ? 1 : 1e-3;
    const auto time = static_cast<Timestamp>(std::floor(number * toMicroseconds));
    return time <= latestTimestamp ? std::optional(time) : std::nullopt;
}

}

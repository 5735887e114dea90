#include "common/timestamp.h"

#include <chrono>

namespace footfall {

namespace {

// Reads exactly `count` digits at `at` and moves it on; -1 if they are not there.
int digits(std::string_view text, std::size_t &at, int count)
{
    int value = 0;
    for (int i = 0; i < count; ++i, ++at) {
        if (at >= text.size() || text[at] < '0' || text[at] > '9')
            return -1;
        value = value * 10 + (text[at] - '0');
    }
    return value;
}

bool skip(std::string_view text, std::size_t &at, std::string_view anyOf)
{
    if (at >= text.size() || anyOf.find(text[at]) == std::string_view::npos)
        return false;
    ++at;
    return true;
}

// Seconds east of UTC of what stands at the end of the text; nullopt: malformed.
std::optional<int> readOffset(std::string_view text, std::size_t &at)
{
    if (at == text.size())
        return 0;
    if (skip(text, at, "Zz"))
        return at == text.size() ? std::optional(0) : std::nullopt;
    const char sign = text[at];
    if (!skip(text, at, "+-"))
        return std::nullopt;
    const int hours = digits(text, at, 2);
    if (!skip(text, at, ":"))
        return std::nullopt;
    const int minutes = digits(text, at, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || at != text.size())
        return std::nullopt;
    return (sign == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

void appendPadded(std::string &out, unsigned value, int width)
{
    char buffer[8];
    for (int i = width - 1; i >= 0; --i, value /= 10)
        buffer[i] = char('0' + value % 10);
    out.append(buffer, std::size_t(width));
}

}

Timestamp systemNow()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

Timestamp steadyNow()
{
    using namespace std::chrono;
    return microsPerDay + duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

std::optional<Timestamp> parseTimestamp(std::string_view text)
{
    using namespace std::chrono;
    std::size_t at = 0;
    const int y = digits(text, at, 4);
    const bool dash1 = skip(text, at, "-");
    const int m = digits(text, at, 2);
    const bool dash2 = skip(text, at, "-");
    const int d = digits(text, at, 2);
    const bool separator = skip(text, at, "Tt ");
    const int hour = digits(text, at, 2);
    const bool colon1 = skip(text, at, ":");
    const int minute = digits(text, at, 2);
    const bool colon2 = skip(text, at, ":");
    int second = digits(text, at, 2);
    if (y < 0 || m < 0 || d < 0 || !dash1 || !dash2 || !separator || !colon1 || !colon2)
        return std::nullopt;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return std::nullopt;
    const year_month_day date {year(y), month(unsigned(m)), day(unsigned(d))};
    if (!date.ok())
        return std::nullopt;

    Timestamp micros = 0;
    if (skip(text, at, ".")) {
        const std::size_t first = at;
        for (Timestamp unit = 100'000; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10)
            micros += (text[at] - '0') * unit;
        if (at == first)
            return std::nullopt;
    }
    if (second == 60) {
        second = 59;
        micros = 999'999;
    }
    const auto offset = readOffset(text, at);
    if (!offset)
        return std::nullopt;
    const Timestamp days = sys_days(date).time_since_epoch().count();
    return days * microsPerDay + (hour * 3600 + minute * 60 + second - *offset) * microsPerSecond + micros;
}

void appendTimestamp(std::string &out, Timestamp time)
{
    using namespace std::chrono;
    const sys_time<microseconds> moment {microseconds(time)};
    const auto midnight = floor<days>(moment);
    const year_month_day date(midnight);
    const hh_mm_ss clock(moment - midnight);
    appendPadded(out, unsigned(int(date.year())), 4);
    out += '-';
    appendPadded(out, unsigned(date.month()), 2);
    out += '-';
    appendPadded(out, unsigned(date.day()), 2);
    out += 'T';
    appendPadded(out, unsigned(clock.hours().count()), 2);
    out += ':';
    appendPadded(out, unsigned(clock.minutes().count()), 2);
    out += ':';
    appendPadded(out, unsigned(clock.seconds().count()), 2);
    out += '.';
    appendPadded(out, unsigned(clock.subseconds().count()), 6);
    out += 'Z';
}

std::int32_t utcDay(Timestamp time)
{
    using namespace std::chrono;
    return std::int32_t(floor<days>(microseconds(time)).count());
}

Timestamp startOfMonth(Timestamp time)
{
    using namespace std::chrono;
    const year_month_day date {sys_days(days(utcDay(time)))};
    return sys_days(date.year() / date.month() / 1).time_since_epoch().count() * microsPerDay;
}

}

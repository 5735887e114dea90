#include "server/ingest/formats/clientclock.h"

#include <charconv>
#include <cstdlib>

namespace footfall::server {

namespace {

constexpr Timestamp longestWay = 10 * microsPerSecond;

}

std::optional<Timestamp> unixTime(std::int64_t number, std::int64_t perSecond)
{
    if (std::abs(number / perSecond) > latestTimestamp / microsPerSecond)
        return std::nullopt;
    return number * (microsPerSecond / perSecond);
}

std::optional<Timestamp> unixTime(std::string_view number, std::int64_t perSecond)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (number.empty() || error != std::errc() || end != number.data() + number.size())
        return std::nullopt;
    return unixTime(value, perSecond);
}

ClientClock::ClientClock(Timestamp receivedAt, std::optional<Timestamp> sentAt)
{
    if (sentAt && std::abs(receivedAt - *sentAt) > longestWay)
        m_ahead = receivedAt - *sentAt;
}

void ClientClock::set(DraftTime &draft, std::string_view text) const
{
    draft.set(text);
    if (const auto time = parseTimestamp(text))
        draft.time = corrected(*time);
}

}

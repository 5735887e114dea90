#include "server/ingest/formats/clientclock.h"

#include <cstdlib>

namespace footfall::server {

namespace {

constexpr Timestamp longestWay = 10 * microsPerSecond;

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

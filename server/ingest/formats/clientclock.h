#pragma once

#include "common/event/draft.h"

namespace footfall::server {

// A moment as a number of seconds, or of parts of them, since 1970. nullopt: it is no whole number, or
// too large to be counted.
std::optional<Timestamp> unixTime(std::int64_t number, std::int64_t perSecond);
std::optional<Timestamp> unixTime(std::string_view number, std::int64_t perSecond);

// The clock of a client, which may be wrong by years: it says by it when an event happened and when
// it was sent, and we know when it came. Segment's rule
// (https://segment.com/docs/connections/spec/common/#timestamps): the event happened so long before
// its receipt as, by the client's clock, before it was sent.
class ClientClock {
public:
    // `sentAt`: of the request, by the client's clock; nullopt if it does not say.
    ClientClock(Timestamp receivedAt, std::optional<Timestamp> sentAt);

    // What a moment of the client's is by ours. A clock that is right is left alone: the way takes
    // some seconds, and is no error of the clock.
    Timestamp corrected(Timestamp time) const { return time + m_ahead; }

    // Fills a draft's time from the client's text of it, corrected if it is one.
    void set(DraftTime &draft, std::string_view text) const;

private:
    Timestamp m_ahead = 0; // how far ours is ahead of the client's
};

}

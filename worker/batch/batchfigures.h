#pragma once

#include "common/db/keyedhash.h"
#include "common/segment/daysegments.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace footfall::worker {

// What a batch of events adds to each table besides `events`, in the order of the table's key: two workers
// that write sorted keys cannot deadlock.
struct BatchFigures {
    struct Day {
        std::string site;
        std::int32_t day = 0;
        std::int64_t events = 0, views = 0; // without bots'
        std::int64_t bots = 0; // their events
    };
    struct Site {
        std::string site;
        std::int64_t events = 0, views = 0, bots = 0;
        Timestamp lastEventAt = 0; // bots' too
    };
    struct Imported { // what another tool has counted, which is in no other row
        std::string site;
        std::string_view dimension;
        std::int32_t day = 0;
        std::string value;
        std::int64_t views = 0;
        std::int64_t visitors = 0;
    };

    std::vector<DaySegment> segments;
    std::vector<Imported> imported;
    std::vector<Day> daily;
    std::vector<Site> totals;

    static BatchFigures of(std::span<const PackedEvent> events, const KeyedHash &hash);
};

}

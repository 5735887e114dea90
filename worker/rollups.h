#pragma once

#include "common/db/keyedhash.h"
#include "common/event/event.h"
#include "common/segment/daysegments.h"

#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace footfall::worker {

// What a batch of events adds to each rollup table, in the order of the table's key: two
// workers that write sorted keys cannot deadlock. Texts point into the events,
// but for the values of props and of what is imported.
//
// Made by sorting, not by hashing: nobody can make it slow with chosen keys.
struct Rollups {
    struct Breakdown {
        std::string_view site;
        Timestamp period; // start of the slot, day or month
        std::string_view dimension;
        std::string_view value;
        std::int64_t views; // page views; events of dimensions event_type and bot
    };
    struct Visitor {
        std::string_view site;
        std::int32_t day;
        std::int64_t userHash;
        pgbinary::Slots slots;
    };
    struct Figures {
        std::string_view site;
        Timestamp period; // start of the slot, hour or day; 0 for all time
        std::int64_t events;
        std::int64_t views;
        std::int64_t bots; // events of bots, which are in no other figure
        Timestamp lastEventAt;
        std::int64_t newUsers = 0; // only PostgreSQL knows; BatchWriter fills it in, in copies
    };

    struct RecentViews {
        std::string_view site;
        Timestamp minute; // its start
        std::string_view path;
        std::int64_t views;
    };
    struct RecentUser {
        std::string_view site;
        Timestamp minute;
        std::int64_t userHash;
    };
    struct Imported { // what another tool has counted, which is in no other row
        std::string_view site;
        std::string_view dimension;
        Timestamp period; // start of the day
        std::string_view value;
        std::int64_t views;
        std::int64_t visitors;
    };

    std::vector<Breakdown> bySlot, byDay, byMonth;
    std::vector<Visitor> visitors;
    std::vector<Figures> traffic, hourly, daily, totals;
    std::vector<RecentViews> recentViews;
    std::vector<RecentUser> recentUsers;
    std::vector<Imported> imported;
    std::vector<DaySegment> segments;

    std::vector<std::string> props; // that page views are broken down by, as prop:NAME

    static constexpr Timestamp recentPeriod = 2 * 3'600 * microsPerSecond;

    // Recent is what is from `recentSince` on.
    static Rollups of(std::span<const Event *const> events, const KeyedHash &hash, Timestamp recentSince,
        const std::vector<std::string> &props = {});

private:
    // What rows point at that no event has: never moves, and is there as long as any copy.
    std::shared_ptr<std::deque<std::string>> m_texts;
};

}

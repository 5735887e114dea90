#pragma once

#include "common/db/keyedhash.h"
#include "common/event.h"

#include <span>
#include <string_view>
#include <vector>

namespace footfall {

// What a batch of events adds to each rollup table, in the order of the table's key: two
// workers that write sorted keys cannot deadlock. Texts point into the events.
//
// Made by sorting, not by hashing: nobody can make it slow with chosen keys.
struct Rollups {
    struct Traffic {
        std::string_view site;
        Timestamp slot; // its start
        std::string_view type;
        std::int64_t events;
    };
    struct Breakdown {
        std::string_view site;
        Timestamp period; // start of the slot or day; 0 for all time
        std::string_view dimension;
        std::string_view value;
        std::int64_t views;
    };
    struct Visitor {
        std::string_view site;
        std::int32_t day;
        std::int64_t userHash;
        pgbinary::Slots slots;
    };
    struct Figures {
        std::string_view site;
        Timestamp period; // start of the hour or day; 0 for all time
        std::int64_t events;
        std::int64_t views;
        Timestamp lastEventAt;
        std::int64_t newUsers = 0; // only PostgreSQL knows; BatchWriter fills it in
    };

    std::vector<Traffic> traffic;
    std::vector<Breakdown> bySlot, byDay, total;
    std::vector<Visitor> visitors;
    std::vector<Figures> hourly, daily, totals;

    static Rollups of(std::span<const Event *const> events, const KeyedHash &hash);
};

}

#pragma once

#include "common/db/connection.h"
#include "common/timestamp.h"
#include "server/stats/rangequestion.h"

#include <string>
#include <vector>

namespace footfall::server {

// The values of a dimension by their views, then in byte order.
struct Ranking {
    struct Row {
        std::string value;
        std::int64_t views; // events of dimensions event_type and bot
        std::optional<std::int64_t> users = {}; // different ones, of any events with the value; none: not counted
    };
    struct Part {
        int limit = 10;
        int offset = 0;
        std::string search; // a part of the value, whatever the case; empty: all
        std::optional<DayRange> imported = {}; // the days whose imported views are added; none: not any
    };

    std::int64_t total = 0; // of all values, not only those in `rows`
    std::vector<Row> rows;

    // Of a site, from `begin` to before `end`, which are starts of slots: of months, days and the
    // slots at the edges, from their tallies where they have any. In the thread of the connection;
    // in a Transaction::beginReading(), since it takes some statements. What it takes grows with the
    // days and the values of a day, not with the events.
    static DbResult<Ranking> of(Connection &connection, const std::string &site, const std::string &dimension,
        Timestamp begin, Timestamp end, const Part &part);
};

}

#pragma once

#include "common/segment/valuesummary.h"
#include "server/stats/query/sitetexts.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace footfall::server {

// The first values of a dimension by their views, then in byte order.
struct Ranking {
    struct Row {
        std::string value;
        std::int64_t views; // events of dimensions event_type and bot
        std::optional<std::int64_t> users = {}; // different ones, of any events with the value; none: not counted
    };
    struct Part {
        int limit = 10;
        int offset = 0;
        std::string search = {}; // a part of the value, whatever the case; empty: all
        bool countAll = true;
    };

    std::int64_t total = 0; // of all values, not only those in `rows`; of no meaning without countAll
    std::vector<Row> rows;
};

// The values of a dimension, by number. Views are events where countsEvents().
struct ValueCounts {
    std::shared_ptr<SiteTexts> texts; // whose numbers they are
    std::vector<std::int64_t> views = {};
    std::vector<std::uint32_t> users = {}; // different ones, of whatever events with the value
    bool hasUsers = false; // they were counted

    // Adds what others have counted of a value, or of many; not their users.
    void add(std::string_view value, std::int64_t count);
    void add(const ValueCounts &other);
    // What a period's summary says of its values, their users too (of several periods they are of no use). The
    // number of each.
    std::vector<std::uint32_t> add(const ValueSummary &summary, bool countsEvents);
    // Those with views, by views and then in byte order.
    Ranking ranking(const Ranking::Part &part) const;

    void addTo(std::uint32_t number, std::int64_t count);
};

}

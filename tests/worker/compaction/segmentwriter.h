#pragma once

#include "common/db/migrations.h"
#include "common/db/segmentcopy.h"
#include "common/db/transaction.h"
#include "tests/common/segment/segmentrows.h"
#include "tests/support/batches.h"
#include "tests/support/query.h"
#include "tests/support/writtendatabase.h"

#include <map>
#include <random>

namespace footfall::worker {

// Writes what a batch writes that the compactor knows of, `fresh` and `daily`, in one transaction, and nothing
// else. A connection of its own, in the thread that uses it.
class SegmentWriter {
public:
    explicit SegmentWriter(const QString &url)
        : connection(url)
    {
        WrittenDatabase::need(connection.open());
    }

    void write(const std::vector<Event> &events)
    {
        std::vector<const Event *> list;
        for (const Event &event : events)
            list.push_back(&event);
        const auto segments = daySegments(list, plainUserHash);
        std::map<std::pair<std::string_view, std::int32_t>, DaySegment> days; // only their figures
        for (const DaySegment &segment : segments) {
            DaySegment &day = days[{segment.site, segment.day}];
            day.events += segment.events;
            day.views += segment.views;
            day.bots += segment.bots;
        }
        auto transaction = WrittenDatabase::need(Transaction::begin(connection));
        WrittenDatabase::need(connection.copyIn("copy_fresh", segmentTuples(segments)));
        WrittenDatabase::need(connection.run("add_daily",
            Params()
                .addArray(days, [](const auto &day) { return day.first.first; })
                .addArray(days, [](const auto &day) { return pgbinary::Day {day.first.second}; })
                .addArray(days, [](const auto &day) { return day.second.events; })
                .addArray(days, [](const auto &day) { return day.second.views; })
                .addArray(days, [](const auto &day) { return day.second.bots; })
                .addArray(days, [](const auto &) { return std::int64_t(0); })));
        WrittenDatabase::need(transaction.commit());
    }

    Connection connection;
};

// An event of one of `sites` sites within a day of that number.
inline Event randomEvent(std::mt19937 &random, int sites, std::int32_t day, int users = 50)
{
    const auto below = [&random](int most) { return int(random() % unsigned(most)); };
    Event event;
    event.siteId = "site-" + std::to_string(below(sites));
    event.eventType = below(4) == 0 ? "signup" : pageView;
    if (below(10) > 0)
        event.userId = "user-" + std::to_string(below(users));
    if (below(20) == 0)
        event.bot = below(2) == 0 ? "Googlebot" : "Bingbot";
    event.path = "/page/" + std::to_string(below(below(5) == 0 ? 500 : 10));
    if (below(3) == 0)
        event.referrer = "example.org/" + std::to_string(below(5));
    event.country = below(2) == 0 ? "DE" : "IN";
    event.browser = below(2) == 0 ? "Firefox" : "Chrome";
    if (below(4) == 0)
        event.props = R"({"plan":"p)" + std::to_string(below(3)) + R"("})";
    if (below(8) == 0)
        event.count = 1 + below(5);
    event.timestamp = event.receivedAt = day * microsPerDay + Timestamp(random() % 86'400'000) * 1'000 + below(1'000);
    return event;
}

// The rows of all segments of a site and day, in one order, without asking how many segments there are.
inline std::vector<SegmentRow> storedRows(const QString &url, const std::string &site, std::int32_t day)
{
    const QByteArray where = " WHERE site_id = '" + QByteArray::fromStdString(site) + "' AND day - DATE '1970-01-01' = "
        + QByteArray::number(day);
    const auto bodies = queryRows(url, "SELECT encode(body, 'hex') FROM fresh" + where
            + " UNION ALL SELECT encode(body, 'hex') FROM segments" + where);
    std::vector<SegmentRow> all;
    for (const auto &row : bodies) {
        const QByteArray body = QByteArray::fromHex(row.front());
        const auto rows = rowsOf({body.constData(), std::size_t(body.size())}, day);
        if (!rows)
            qFatal("A segment cannot be read");
        all.insert(all.end(), rows->begin(), rows->end());
    }
    std::sort(all.begin(), all.end());
    return all;
}

}

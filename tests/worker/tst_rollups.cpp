#include "worker/rollups.h"

#include <QTest>

using namespace footfall;
using namespace footfall::worker;

namespace {

Event eventOf(const char *site, const char *type, const char *path, const char *user, const char *time, int count = 1)
{
    Event event;
    event.siteId = site;
    event.eventType = type;
    event.path = path;
    event.userId = user;
    event.timestamp = parseTimestamp(time).value();
    event.count = count;
    return event;
}

Rollups rollupsOf(const std::vector<Event> &events, Timestamp recentSince = latestTimestamp)
{
    std::vector<const Event *> pointers;
    for (const Event &event : events)
        pointers.push_back(&event);
    return Rollups::of(pointers, KeyedHash({1, 2, 3}), recentSince);
}

std::vector<Rollups::Breakdown> breakdown(const std::vector<Rollups::Breakdown> &rows, std::string_view dimension)
{
    std::vector<Rollups::Breakdown> result;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(result),
        [&](const Rollups::Breakdown &row) { return row.dimension == dimension; });
    return result;
}

int bits(const pgbinary::Slots &bytes)
{
    int count = 0;
    for (const auto byte : bytes)
        count += __builtin_popcount(byte);
    return count;
}

}

class TestRollups : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothing()
    {
        const Rollups rollups = rollupsOf({});
        QVERIFY(rollups.traffic.empty() && rollups.totals.empty() && rollups.visitors.empty());
    }

    void sumsBySlotHourDayAndAllTime()
    {
        const std::vector<Event> events = {
            eventOf("b", "page_view", "/x", "u", "2025-11-15T10:14:59Z"),
            eventOf("a", "page_view", "/x", "u", "2025-11-15T10:14:59.999999Z", 3),
            eventOf("a", "page_view", "/x", "u", "2025-11-15T10:15:00Z"),
            eventOf("a", "page_view", "/y", "v", "2025-11-16T00:00:00Z"),
            eventOf("a", "click", "/x", "u", "2025-11-15T10:14:00Z", 5),
        };
        const Rollups rollups = rollupsOf(events);
        QCOMPARE(rollups.traffic.size(), 4u); // a: three slots; b
        QCOMPARE(rollups.traffic[0].events, 8);
        QCOMPARE(rollups.traffic[0].views, 3);
        QCOMPARE(breakdown(rollups.bySlot, "path").size(), 4u);
        QCOMPARE(breakdown(rollups.byDay, "path").size(), 3u);
        QCOMPARE(breakdown(rollups.byDay, "path")[0].views, 4);
        QCOMPARE(breakdown(rollups.byMonth, "path").size(), 3u);
        QCOMPARE(breakdown(rollups.byMonth, "path")[0].period, parseTimestamp("2025-11-01T00:00:00Z").value());
        QCOMPARE(breakdown(rollups.byMonth, "path")[0].value, "/x");
        QCOMPARE(breakdown(rollups.byMonth, "path")[0].views, 4);
        QCOMPARE(breakdown(rollups.byMonth, "event_type")[0].value, "click");
        QCOMPARE(breakdown(rollups.byMonth, "event_type")[0].views, 5);
        QCOMPARE(rollups.hourly.size(), 3u);
        QCOMPARE(rollups.daily.size(), 3u);
        QCOMPARE(rollups.daily[0].views, 4);
        QCOMPARE(rollups.daily[0].events, 9);
        QCOMPARE(rollups.totals.size(), 2u);
        QCOMPARE(rollups.totals[0].views, 5);
        QCOMPARE(rollups.totals[0].events, 10);
        QCOMPARE(rollups.totals[0].lastEventAt, events[3].timestamp);
    }

    void aViewWithoutAPathCountsInTheTotalsOnly()
    {
        const std::vector<Event> events = {eventOf("a", "page_view", "", "", "2025-11-15T10:00:00Z")};
        const Rollups rollups = rollupsOf(events);
        QVERIFY(breakdown(rollups.bySlot, "path").empty());
        QVERIFY(rollups.visitors.empty());
        QCOMPARE(rollups.totals[0].views, 1);
    }

    void whatIsKnownOfAViewIsBrokenDown()
    {
        Event view = eventOf("a", "page_view", "/", "u", "2025-11-15T10:00:00Z");
        Event click = eventOf("a", "click", "/", "u", "2025-11-15T10:00:00Z");
        for (const EventAttribute &attribute : eventAttributes)
            view.*attribute.member = click.*attribute.member = "v";
        view.bot = click.bot = {};
        const Rollups rollups = rollupsOf({view, click});
        for (const EventAttribute &attribute : eventAttributes) {
            if (attribute.member == &Event::bot)
                continue;
            const auto rows = breakdown(rollups.byMonth, attribute.name);
            QCOMPARE(rows.size(), 1u);
            QCOMPARE(rows[0].views, 1);
        }
    }

    void botsAreCountedApart()
    {
        std::vector<Event> events = {eventOf("a", "page_view", "/", "u", "2025-11-15T10:00:00Z", 3),
            eventOf("a", "page_view", "/", "v", "2025-11-15T10:00:00Z")};
        events[0].bot = "GPTBot";
        const Rollups rollups = rollupsOf(events, 0);
        QCOMPARE(rollups.visitors.size(), 1u);
        QCOMPARE(rollups.recentUsers.size(), 1u);
        QCOMPARE(breakdown(rollups.byMonth, "path")[0].views, 1);
        QCOMPARE(breakdown(rollups.byMonth, "event_type")[0].views, 1);
        QCOMPARE(breakdown(rollups.byMonth, "bot").size(), 1u);
        QCOMPARE(breakdown(rollups.byMonth, "bot")[0].value, "GPTBot");
        QCOMPARE(breakdown(rollups.byMonth, "bot")[0].views, 3);
        for (const auto &rows : {rollups.traffic, rollups.daily, rollups.totals}) {
            QCOMPARE(rows.size(), 1u);
            QCOMPARE(rows[0].bots, 3);
            QCOMPARE(rows[0].views, 1);
            QCOMPARE(rows[0].events, 1);
        }
    }

    void recentIsByTheMinute()
    {
        const std::vector<Event> events = {
            eventOf("a", "page_view", "/", "u", "2025-11-15T09:59:59Z"),
            eventOf("a", "page_view", "/", "u", "2025-11-15T10:00:00Z"),
            eventOf("a", "page_view", "/", "u", "2025-11-15T10:00:59Z"),
            eventOf("a", "page_view", "", "", "2025-11-15T10:01:00Z"),
            eventOf("a", "click", "/", "w", "2025-11-15T10:01:00Z"),
        };
        const Rollups rollups = rollupsOf(events, events[1].timestamp);
        QCOMPARE(rollups.recentViews.size(), 2u);
        QCOMPARE(rollups.recentViews[0].views, 2);
        QCOMPARE(rollups.recentViews[1].path, "");
        QCOMPARE(rollups.recentUsers.size(), 2u);
    }

    void aVisitorIsOneRowADayWithItsSlots()
    {
        const std::vector<Event> events = {
            eventOf("a", "page_view", "/", "u", "2025-11-15T00:00:00Z"),
            eventOf("a", "click", "", "u", "2025-11-15T00:14:00Z"),
            eventOf("a", "page_view", "/", "u", "2025-11-15T23:59:59Z"),
            eventOf("a", "page_view", "/", "u", "2025-11-16T00:00:00Z"),
            eventOf("b", "page_view", "/", "u", "2025-11-15T00:00:00Z"),
        };
        const Rollups rollups = rollupsOf(events);
        QCOMPARE(rollups.visitors.size(), 3u);
        QCOMPARE(bits(rollups.visitors[0].slots), 2);
        QCOMPARE(rollups.visitors[0].slots[0], 0x80);
        QCOMPARE(rollups.visitors[0].slots[11], 0x01);
        // The same name is another user on another site.
        QVERIFY(rollups.visitors[0].userHash != rollups.visitors[2].userHash);
    }

    // Unsorted keys deadlock two workers.
    void everyTableIsInTheOrderOfItsKey()
    {
        std::vector<Event> events;
        for (int i = 0; i < 500; ++i) {
            const std::string number = std::to_string(i * 7919 % 500);
            events.push_back(eventOf(i % 3 ? "a" : "b", "page_view", ("/" + number).c_str(), number.c_str(),
                i % 2 ? "2025-11-15T10:00:00Z" : "2025-11-14T09:00:00Z"));
        }
        const Rollups rollups = rollupsOf(events);
        const auto sorted = [](const auto &rows, auto key) {
            return std::is_sorted(rows.begin(), rows.end(), [&](const auto &a, const auto &b) { return key(a) < key(b); });
        };
        const auto breakdown = [](const auto &r) { return std::tie(r.site, r.period, r.dimension, r.value); };
        QVERIFY(sorted(rollups.bySlot, breakdown));
        QVERIFY(sorted(rollups.byDay, breakdown));
        QVERIFY(sorted(rollups.byMonth, breakdown));
        QVERIFY(sorted(rollups.visitors, [](const auto &r) { return std::tie(r.site, r.day, r.userHash); }));
        QVERIFY(sorted(rollups.traffic, [](const auto &r) { return std::tie(r.site, r.period); }));
        QVERIFY(sorted(rollups.daily, [](const auto &r) { return std::tie(r.site, r.period); }));
    }
};

QTEST_APPLESS_MAIN(TestRollups)
#include "tst_rollups.moc"

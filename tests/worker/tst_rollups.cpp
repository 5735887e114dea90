#include "worker/rollups.h"

#include <QTest>

using namespace footfall;

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

Rollups rollupsOf(const std::vector<Event> &events)
{
    std::vector<const Event *> pointers;
    for (const Event &event : events)
        pointers.push_back(&event);
    return Rollups::of(pointers, KeyedHash({1, 2, 3}));
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
        QCOMPARE(rollups.traffic.size(), 5u); // a: two types in a slot, two more slots; b
        QCOMPARE(rollups.bySlot.size(), 4u);
        QCOMPARE(rollups.byDay.size(), 3u);
        QCOMPARE(rollups.byDay[0].views, 4);
        QCOMPARE(rollups.total.size(), 3u);
        QCOMPARE(rollups.total[0].value, "/x");
        QCOMPARE(rollups.total[0].views, 4);
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
        QVERIFY(rollups.bySlot.empty());
        QVERIFY(rollups.visitors.empty());
        QCOMPARE(rollups.totals[0].views, 1);
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
        QVERIFY(sorted(rollups.total, breakdown));
        QVERIFY(sorted(rollups.visitors, [](const auto &r) { return std::tie(r.site, r.day, r.userHash); }));
        QVERIFY(sorted(rollups.traffic, [](const auto &r) { return std::tie(r.site, r.slot, r.type); }));
        QVERIFY(sorted(rollups.daily, [](const auto &r) { return std::tie(r.site, r.period); }));
    }
};

QTEST_APPLESS_MAIN(TestRollups)
#include "tst_rollups.moc"

#include "common/db/transaction.h"
#include "server/stats/ranking.h"
#include "tests/support/postgres.h"
#include "tests/support/writtendatabase.h"
#include "worker/builder.h"
#include "worker/propdimensions.h"
#include "worker/tallying.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace footfall;
using namespace footfall::server;
using namespace footfall::worker;

namespace {

Timestamp at(const char *day)
{
    return parseTimestamp(std::string(day) + "T00:00:00Z").value();
}

const Timestamp first = at("2025-01-28"), today = at("2025-03-03"); // a whole month and both edges

struct Range {
    Timestamp begin, end;
};

// Each test has a site of its own.
Event view(std::string path, Timestamp time, std::int32_t count = 1)
{
    Event event;
    event.siteId = QTest::currentTestFunction();
    event.eventType = pageView;
    event.path = std::move(path);
    event.timestamp = event.receivedAt = time;
    event.count = count;
    return event;
}

// Some days have many paths, some few; many paths have as many views as others.
std::vector<Event> someViews(std::mt19937 &random, int count)
{
    std::vector<Event> events;
    for (int i = 0; i < count; ++i) {
        const Timestamp day = Timestamp(random() % ((today - first) / microsPerDay + 1));
        const std::string path = "/p" + std::to_string(random() % (day % 5 == 0 ? 20 : day % 5 == 1 ? 2'000 : 200));
        const Timestamp slot = Timestamp(random() % (random() % 4 ? 5 : 96)); // few have many
        events.push_back(view(random() % 20 ? path : "/Straße", first + day * microsPerDay + slot * microsPerSlot,
            random() % 30 ? 1 : std::int32_t(random() % 9)));
        events.back().count = std::max(events.back().count, 1);
    }
    return events;
}

}

class TestRanking : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    std::unique_ptr<WrittenDatabase> m_database;
    std::vector<Event> m_events; // of the test

    qint64 number(const QByteArray &sql) { return m_database->number(sql); }

    void write(const std::vector<Event> &events)
    {
        m_database->write(events);
        m_events.insert(m_events.end(), events.begin(), events.end());
    }
    void tally(Timestamp now = today, Timestamp since = 0)
    {
        while (m_database->need(tallyEnded(m_database->connection, since, now, {}))) { }
    }
    qint64 tallies(const char *period) { return number(QByteArray("SELECT count(*) FROM tallies WHERE dimension = 'path' AND site_id = '")
        + QTest::currentTestFunction() + "' AND period = '" + period + "'"); }

    Ranking ranking(Range range, const Ranking::Part &part)
    {
        Connection &connection = m_database->connection;
        const auto snapshot = Transaction::beginReading(connection);
        return m_database->need(
            Ranking::of(connection, QTest::currentTestFunction(), "path", range.begin, range.end, part));
    }

    // By brute force, of the events that were written.
    Ranking counted(Range range, const Ranking::Part &part) const
    {
        const auto lower = [](std::string text) {
            std::transform(text.begin(), text.end(), text.begin(), [](char c) { return char(std::tolower(c)); });
            return text;
        };
        std::map<std::string, std::int64_t> views;
        for (const Event &event : m_events) {
            if (event.timestamp >= range.begin && event.timestamp < range.end && lower(event.path).find(lower(part.search)) != std::string::npos)
                views[event.path] += event.count;
        }
        Ranking ranking {std::int64_t(views.size()), {}};
        for (const auto &[value, count] : views)
            ranking.rows.push_back({value, count});
        std::stable_sort(ranking.rows.begin(), ranking.rows.end(), [](const auto &a, const auto &b) { return a.views > b.views; });
        ranking.rows.erase(ranking.rows.begin(), ranking.rows.begin() + std::min<std::ptrdiff_t>(part.offset, std::ssize(ranking.rows)));
        ranking.rows.resize(std::min(ranking.rows.size(), std::size_t(part.limit)));
        return ranking;
    }

    void compare(Range range, const Ranking::Part &part)
    {
        const Ranking expected = counted(range, part), actual = ranking(range, part);
        QCOMPARE(actual.total, expected.total);
        QCOMPARE(actual.rows.size(), expected.rows.size());
        for (std::size_t i = 0; i < expected.rows.size(); ++i) {
            QCOMPARE(actual.rows[i].value, expected.rows[i].value);
            QCOMPARE(actual.rows[i].views, expected.rows[i].views);
        }
    }

    void compareSome(std::mt19937 &random, int rounds)
    {
        const auto some = [&](Timestamp step) {
            return first + Timestamp(random()) % ((today - first) / step + 2) * step;
        };
        for (int round = 0; round < rounds; ++round) {
            const Timestamp step = random() % 3 ? microsPerDay : microsPerSlot;
            Range range {some(step), some(step)};
            if (range.begin > range.end)
                std::swap(range.begin, range.end);
            if (round % 4 == 0)
                range = {at("2025-01-01"), at("2025-04-01")};
            const Ranking::Part part {int(random() % 3 ? 10 : random() % 1'000 + 1), int(random() % 3 ? 0 : random() % 3'000),
                std::vector<std::string> {"", "", "", "P1", "stra", "nowhere"}[random() % 6]};
            compare(range, part);
            if (QTest::currentTestFailed()) {
                qInfo("days %d to %d, limit %d, offset %d, search '%s'", utcDay(range.begin), utcDay(range.end), part.limit,
                    part.offset, part.search.c_str());
                return;
            }
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_postgres.start());
        m_database = std::make_unique<WrittenDatabase>(m_postgres.newDatabase());
    }
    void init() { m_events.clear(); }
    void cleanupTestCase() { m_database.reset(); }

    // However much of it is tallied, and whatever came since.
    void isWhatTheEventsSay()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        write(someViews(random, 8'000));
        compareSome(random, 20);
        tally();
        QVERIFY(tallies("day") > 15);
        QCOMPARE(tallies("month"), 2);
        QVERIFY(tallies("slot") > 50);
        compareSome(random, 40);
        write(someViews(random, 30)); // late: some tallies are of too few events now
        compareSome(random, 30);
        tally(today + microsPerDay);
        QCOMPARE(number("SELECT count(*) FROM tallies AS t JOIN daily AS d USING (site_id) WHERE period = 'day' AND start = day"
                        " AND t.events <> d.events"), 0);
        compareSome(random, 40);
    }

    // What other tools have counted of a value is added before any is the first.
    void importedViewsAreAdded()
    {
        std::mt19937 random(3);
        std::vector<Event> events = someViews(random, 5'000), imported;
        for (int i = 0; i < 300; ++i) {
            Event event = view("/p" + std::to_string(random() % 250), first + Timestamp(random() % 30) * microsPerDay);
            event.count = std::int32_t(random() % 40) + 1;
            imported.push_back(event); // as many views would count as much
            event.eventType = "footfall:imported";
            event.props = R"({"dimension":"path","views":)" + std::to_string(event.count) + R"(,"visitors":0})";
            event.count = 1;
            events.push_back(event);
        }
        m_database->write(events);
        std::copy_if(events.begin(), events.end(), std::back_inserter(m_events), [](const Event &event) { return event.eventType == pageView; });
        m_events.insert(m_events.end(), imported.begin(), imported.end());
        const auto day = [](Timestamp time) { return QDate(1970, 1, 1).addDays(utcDay(time)); };
        for (const bool isTallied : {false, true}) {
            if (isTallied)
                tally();
            for (const int days : {1, 30}) {
                const Range range {first + microsPerDay, first + (1 + days) * microsPerDay};
                const DayRange imports {day(range.begin), day(range.end).addDays(-1)};
                for (const Ranking::Part &part : {Ranking::Part {10, 0, "", imports}, {50, 20, "", imports}, {10, 0, "P1", imports}})
                    compare(range, part);
            }
        }
        QVERIFY(tallies("day") > 0);
    }

    // Where tens of thousands are equal, the first of them are found without a look at each.
    void manyEqualValuesAreInByteOrder()
    {
        std::vector<Event> events;
        for (int i = 0; i < 3'000; ++i)
            events.push_back(view("/" + std::to_string(i), first));
        events.push_back(view("/2999", first));
        write(events);
        tally();
        QCOMPARE(tallies("day"), 1);
        for (const Ranking::Part &part : {Ranking::Part {10, 0, ""}, {10, 5, ""}, {1'000, 2'500, ""}, {10, 3'000, ""}, {20, 0, "77"}})
            compare({first, first + microsPerDay}, part);
        write({view("/", first + microsPerDay)}); // has no number, and comes before all others
        compare({first, first + 2 * microsPerDay}, {10, 0, ""});
    }

    // Bots are in no `events`, by which a tally knows that it is of all there is.
    void aLateBotIsCounted()
    {
        std::vector<Event> events = {view("/", first)};
        for (int i = 0; i < 100; ++i) {
            events.push_back(view("/", first));
            events.back().bot = "Bot" + std::to_string(i);
        }
        write(events);
        tally();
        write({events.back()});
        const Ranking bots = m_database->need(
            Ranking::of(m_database->connection, QTest::currentTestFunction(), "bot", first, today, {1, 0, {}}));
        QCOMPARE(bots.total, 100);
        QCOMPARE(bots.rows.at(0).value, std::string("Bot99"));
        QCOMPARE(bots.rows.at(0).views, 2);
    }

    void daysNotYetOverAreNotTallied()
    {
        std::mt19937 random(1);
        write(someViews(random, 5'000));
        tally(first + 3 * microsPerDay + 1);
        QVERIFY(tallies("day") > 0);
        QCOMPARE(number("SELECT count(*) FROM tallies WHERE start >= '2025-01-31' AND site_id = 'daysNotYetOverAreNotTallied'"), 0);
        QCOMPARE(tallies("month"), 0);
    }

    void onlyWhatBeganSinceIsLookedAt()
    {
        std::mt19937 random(2);
        write(someViews(random, 5'000));
        tally(today, at("2025-02-02"));
        QVERIFY(tallies("day") > 0);
        QCOMPARE(number("SELECT count(*) FROM tallies WHERE start < '2025-02-02' AND site_id = 'onlyWhatBeganSinceIsLookedAt'"), 0);
        tally(today, at("2025-02-01"));
        QCOMPARE(tallies("month"), 1);
    }

    void fewValuesAreNotTallied()
    {
        std::vector<Event> events;
        for (int i = 0; i + 1 < leastToTally; ++i)
            events.push_back(view("/" + std::to_string(i), first));
        write(events);
        tally();
        QCOMPARE(tallies("day"), 0);
        QCOMPARE(number("SELECT count(*) FROM value_numbers WHERE site_id = 'fewValuesAreNotTallied'"), 0);
        compare({first, today}, {10, 0, ""});
    }

    // Nobody waits: a tally in hand is of one moment, and what is written meanwhile makes it old.
    void batchesWhileTalliesAreMadeAreNotMissed()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        write(someViews(random, 2'000));
        std::atomic<bool> isDone = false;
        {
            std::vector<std::jthread> builders;
            for (int i = 0; i < 2; ++i) {
                builders.emplace_back([&] {
                    Connection connection(m_database->url);
                    if (!connection.open())
                        return;
                    while (!isDone) {
                        if (const auto made = tallyEnded(connection, 0, today, {}); !made)
                            qWarning().noquote() << made.error().message;
                    }
                });
            }
            for (int batch = 0; batch < 25; ++batch) {
                write(someViews(random, 40));
                compareSome(random, 2);
                if (QTest::currentTestFailed())
                    break;
            }
            isDone = true;
        }
        tally();
        compareSome(random, 20);
    }

    void aPropThatIsForgottenIsTalliedNoMore()
    {
        QVERIFY(setPropDimensions(m_database->connection, {"plan"}, systemNow));
        std::vector<Event> events;
        for (int i = 0; i < 100; ++i) {
            events.push_back(view("/", first));
            events.back().props = "{\"plan\":\"p" + std::to_string(i) + "\"}";
        }
        write(events);
        tally();
        QCOMPARE(number("SELECT count(*) FROM tallies WHERE dimension = 'prop:plan'"), 3); // slot, day, month
        QCOMPARE(number("SELECT count(*) FROM value_numbers WHERE dimension = 'prop:plan'"), 100);
        QVERIFY(setPropDimensions(m_database->connection, {}, systemNow));
        QCOMPARE(number("SELECT count(*) FROM tallies WHERE dimension = 'prop:plan'"), 0);
        QCOMPARE(number("SELECT count(*) FROM value_numbers WHERE dimension = 'prop:plan'"), 0);
    }

    void theBuilderTallies()
    {
        std::mt19937 random(3);
        write(someViews(random, 6'000));
        const Builder builder(m_database->url);
        QTRY_VERIFY_WITH_TIMEOUT(tallies("month") > 0 && tallies("day") > 0, 20'000);
    }
};

QTEST_GUILESS_MAIN(TestRanking)
#include "tst_ranking.moc"

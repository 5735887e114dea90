#include "server/stats/uniqueusers.h"
#include "tests/support/postgres.h"
#include "tests/support/writtendatabase.h"
#include "worker/builder.h"
#include "worker/userfold.h"

#include <QRandomGenerator>
#include <QTest>

#include <future>
#include <random>
#include <set>
#include <thread>

using namespace footfall;
using namespace footfall::server;
using namespace footfall::worker;

namespace {

// Of a day: its start.
Timestamp at(std::string time)
{
    return parseTimestamp(time.size() == 10 ? time + "T00:00:00Z" : time).value();
}

// Each test has a site of its own.
Event visit(std::string user, Timestamp time, const std::string &site = QTest::currentTestFunction())
{
    return viewOf(site, std::move(user), time);
}

// Of any site, in an hour around midnight: few users, who come again in other slots.
std::vector<Event> someVisits(std::mt19937 &random, const std::string &site, int count, unsigned users)
{
    std::vector<Event> events;
    for (int i = 0; i < count; ++i)
        events.push_back(visit(std::to_string(random() % users),
            at("2025-11-14T20:00:00Z") + Timestamp(random() % 28'800) * microsPerSecond, site));
    return events;
}

}

class TestUniqueUsers : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    std::unique_ptr<WrittenDatabase> m_database;

    qint64 number(const QByteArray &sql) { return m_database->number(sql); }
    void write(const std::vector<Event> &events) { m_database->write(events); }
    void fold(std::int64_t least)
    {
        WrittenDatabase::need(foldUserNews(m_database->connection, QTest::currentTestFunction(), least));
    }

    qint64 users(Timestamp begin, Timestamp end, const std::string &site = QTest::currentTestFunction())
    {
        return WrittenDatabase::need(uniqueUsers(m_database->connection, site, Cover::of(begin, end)));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_postgres.start());
        m_database = std::make_unique<WrittenDatabase>(m_postgres.newDatabase());
    }
    void cleanupTestCase() { m_database.reset(); }

    void areNoneOfAnUnknownSite()
    {
        QCOMPARE(users(at("2020-01-01"), at("2021-01-01"), "nowhere"), 0);
        QCOMPARE(users(at("2020-01-01"), at("2020-01-01"), "nowhere"), 0);
    }

    void areOneHoweverOftenHeComes()
    {
        write({visit("ada", at("2025-10-31T23:59:59Z")), visit("ada", at("2025-11-15T10:00:00Z")),
            visit("ada", at("2025-11-15T10:14:59Z")), visit("ada", at("2025-11-16T00:00:00Z"))});
        QCOMPARE(users(at("2025-01-01"), at("2026-01-01")), 1);
        QCOMPARE(users(at("2025-11-15"), at("2025-11-17")), 1);
    }

    void endWhereTheRangeEnds()
    {
        write({visit("ada", at("2025-11-15T10:00:00Z")), visit("bob", at("2025-11-15T10:14:59.999999Z")),
            visit("eve", at("2025-11-15T10:15:00Z"))});
        QCOMPARE(users(at("2025-11-15T10:00:00Z"), at("2025-11-15T10:15:00Z")), 2);
        QCOMPARE(users(at("2025-11-15T10:15:00Z"), at("2025-11-16T10:15:00Z")), 1);
    }

    void areOfOneSite()
    {
        write({visit("ada", at("2025-11-15")), visit("bob", at("2025-11-15"), "blog")});
        QCOMPARE(users(at("2025-11-15"), at("2025-11-16"), "blog"), 1);
    }

    // What a batch learned of whom, and nothing of who taught it nothing.
    void newsAreWhatABatchLearned()
    {
        const auto news = [&] {
            return queryRows(m_database->url, "SELECT day, size, cardinality(users), (SELECT string_agg(right(encode(varbit_send(f), 'hex'), 24), ' ' ORDER BY f)"
                                    " FROM unnest(fresh) AS f) FROM user_news WHERE site_id = 'newsAreWhatABatchLearned' ORDER BY ctid");
        };
        write({visit("ada", at("2025-11-15T00:00:00Z")), visit("ada", at("2025-11-15T23:59:59Z")),
            visit("bob", at("2025-11-15T00:15:00Z")), visit("bob", at("2025-11-16T00:15:00Z"))});
        QList<QByteArrayList> expected {{"2025-11-15", "2", "2", "400000000000000000000000 800000000000000000000001"},
            {"2025-11-16", "1", "1", "400000000000000000000000"}};
        QCOMPARE(news(), expected);
        write({visit("ada", at("2025-11-15T00:01:00Z")), visit("bob", at("2025-11-16T00:16:00Z"))});
        QCOMPARE(news(), expected);
        write({visit("ada", at("2025-11-15T00:01:00Z")), visit("bob", at("2025-11-16T00:00:00Z"))});
        expected += {"2025-11-16", "1", "1", "800000000000000000000000"};
        QCOMPARE(news(), expected);
    }

    // Stopped where it has taken the news and numbered their users: what readers and batches
    // meet until it commits, and what is left if it is killed there.
    void aFoldInHandHarmsNobody()
    {
        write({visit("ada", at("2025-11-15")), visit("bob", at("2025-11-16"))});
        fold(1);
        write({visit("ada", at("2025-11-15T12:00:00Z")), visit("eve", at("2025-11-15")), visit("joe", at("2025-11-16"))});

        Connection lock(m_database->url), builder(m_database->url);
        QVERIFY(lock.open() && builder.open());
        QVERIFY(lock.execute("BEGIN; SELECT FROM user_sets WHERE site_id = 'aFoldInHandHarmsNobody' FOR UPDATE"));
        const QByteArray waiting = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        auto folding = std::async(std::launch::async, [&] { return foldUserNews(builder, "aFoldInHandHarmsNobody", 100).has_value(); });
        QTRY_VERIFY(number(waiting) > 0);
        QCOMPARE(users(at("2025-11-15"), at("2025-11-17")), 4);
        write({visit("eve", at("2025-11-16")), visit("zoe", at("2025-11-16"))});
        QCOMPARE(users(at("2025-11-16"), at("2025-11-17")), 4);
        QCOMPARE(users(at("2025-11-15T12:00:00Z"), at("2025-11-17")), 5);

        queryValue(m_database->url, "SELECT pg_terminate_backend((" + waiting + "))");
        QVERIFY(!folding.get());
        QVERIFY(lock.execute("COMMIT"));
        QCOMPARE(users(at("2025-11-15"), at("2025-11-17")), 5);
        fold(100);
        QCOMPARE(number("SELECT count(*) FROM user_news WHERE site_id = 'aFoldInHandHarmsNobody'"), 0);
        QCOMPARE(users(at("2025-11-15"), at("2025-11-17")), 5);
        QCOMPARE(users(at("2025-11-16"), at("2025-11-17")), 4);
        QCOMPARE(users(at("2025-11-15T12:00:00Z"), at("2025-11-15T12:15:00Z")), 1);
    }

    // Two workers write, two builders fold, and whoever asks meanwhile is told what the visitors
    // of the same moment say.
    void areExactWhileEverybodyIsAtWork()
    {
        const std::string site = QTest::currentTestFunction();
        const Cover cover = Cover::of(at("2025-11-14T21:30:00Z"), at("2025-11-15T02:15:00Z"));
        const QByteArray slotsAsked = "CASE day WHEN '2025-11-14' THEN ~0::bit(96) >> 86 ELSE ~(~0::bit(96) >> 9) END";
        const QByteArray distinct = "SELECT count(DISTINCT user_hash) FROM visitors WHERE site_id = 'areExactWhileEverybodyIsAtWork'"
            " AND slots & " + slotsAsked + " <> 0::bit(96)";
        std::atomic<int> writing = 2, failures = 0, folds = 0;
        std::vector<std::jthread> threads;
        for (unsigned w = 0; w < 2; ++w) {
            threads.emplace_back([&, w] {
                Connection connection(m_database->url);
                failures += !connection.open();
                BatchWriter writer(connection, *KeyedHash::load(connection), systemNow);
                std::mt19937 random(w);
                for (unsigned b = 0; b < 40; ++b)
                    failures += !writer.write(batchOf({newProducer(), 1}, someVisits(random, site, 200, 50 * b + 50)));
                --writing;
            });
            threads.emplace_back([&] {
                Connection connection(m_database->url);
                failures += !connection.open();
                while (writing > 0) {
                    const auto folded = foldUserNews(connection, site, 150);
                    failures += !folded;
                    folds += folded.value_or(0) > 0;
                }
            });
        }
        Connection reader(m_database->url);
        QVERIFY(reader.open());
        int looks = 0;
        for (; writing > 0; ++looks) {
            QVERIFY(reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ"));
            const auto users = uniqueUsers(reader, site, cover);
            QVERIFY(users);
            const auto same = reader.execute("DO $$ BEGIN ASSERT (" + distinct + ") = " + QByteArray::number(qint64(*users)) + "; END $$");
            QVERIFY2(same, same ? "" : qPrintable(same.error().message));
            QVERIFY(reader.execute("COMMIT"));
        }
        threads.clear();
        QCOMPARE(failures, 0);
        QVERIFY(folds > 2 && looks > 2);
        QCOMPARE(users(at("2025-11-14T21:30:00Z"), at("2025-11-15T02:15:00Z")), number(distinct));
        fold(1'000'000);
        QCOMPARE(users(at("2025-11-14T21:30:00Z"), at("2025-11-15T02:15:00Z")), number(distinct));
        QCOMPARE(number("SELECT count(DISTINCT number) - max(number) FROM user_numbers WHERE site_id = 'areExactWhileEverybodyIsAtWork'"), 1);
    }

    void theBuilderFoldsWhatHasGathered()
    {
        std::mt19937 random(1);
        write(someVisits(random, QTest::currentTestFunction(), 3'000, 100'000));
        const Builder builder(m_database->url);
        QTRY_COMPARE(number("SELECT count(*) FROM user_news WHERE site_id = 'theBuilderFoldsWhatHasGathered'"), 0);
        write(someVisits(random, QTest::currentTestFunction(), 3'000, 100'000)); // not at its start only
        QTRY_COMPARE(number("SELECT count(*) FROM user_news WHERE site_id = 'theBuilderFoldsWhatHasGathered'"), 0);
    }

    // A database of the time before the sets: what is known of its visitors is their news.
    void anOlderDatabaseIsTakenOver()
    {
        std::mt19937 random(2);
        write(someVisits(random, QTest::currentTestFunction(), 3'000, 1'000));
        const qint64 before = users(at("2025-11-14T22:00:00Z"), at("2025-11-15T01:00:00Z"));
        QVERIFY(before > 500);
        m_database->connection.close();
        queryValue(m_database->url, "DROP TABLE user_sets, user_news, user_numbers, user_counts; DELETE FROM schema_migrations WHERE version = 4");
        QVERIFY(m_database->connection.open() && migrate(m_database->connection));
        QCOMPARE(users(at("2025-11-14T22:00:00Z"), at("2025-11-15T01:00:00Z")), before);
        fold(1'000'000);
        QCOMPARE(users(at("2025-11-14T22:00:00Z"), at("2025-11-15T01:00:00Z")), before);
    }

    // Whatever came in whatever order, any range has the users whom counting them one by one finds.
    void areExact()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const Timestamp begin = at("2025-01-20");
        constexpr Timestamp slots = 100 * 96;
        std::vector<std::pair<Timestamp, std::string>> seen;
        for (int round = 0; round < 12; ++round) {
            std::vector<Event> events;
            for (int i = 0; i < 300; ++i) {
                const Timestamp time = begin + Timestamp(random() % slots) * microsPerSlot + random() % microsPerSlot;
                events.push_back(visit(std::to_string(random() % 400), time));
                seen.emplace_back(time, events.back().userId);
            }
            write(events);
            if (random() % 3 > 0)
                fold(std::int64_t(random() % 400) + 1);

            std::vector<Cover> covers;
            std::vector<std::int64_t> expected;
            for (int i = 0; i < 20; ++i) {
                const Timestamp from = begin + Timestamp(random() % slots) * microsPerSlot;
                const Timestamp to = from + Timestamp(random() % (1u << random() % 14)) * microsPerSlot;
                std::set<std::string> distinct;
                for (const auto &[time, user] : seen) {
                    if (time >= from && time < to)
                        distinct.insert(user);
                }
                covers.push_back(Cover::of(from, to));
                expected.push_back(std::int64_t(distinct.size()));
                QCOMPARE(users(from, to), expected.back());
            }
            const auto together = uniqueUsers(m_database->connection, QTest::currentTestFunction(), covers);
            QVERIFY(together);
            QCOMPARE(*together, expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestUniqueUsers)

#include "tst_uniqueusers.moc"

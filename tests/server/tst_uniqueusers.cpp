#include "common/db/migrations.h"
#include "server/stats/uniqueusers.h"
#include "tests/support/batches.h"
#include "tests/support/postgres.h"
#include "tests/support/query.h"
#include "worker/batchwriter.h"
#include "worker/userfold.h"

#include <QRandomGenerator>
#include <QTest>

#include <random>
#include <set>

using namespace footfall;

namespace {

// Of a day: its start.
Timestamp at(std::string time)
{
    return parseTimestamp(time.size() == 10 ? time + "T00:00:00Z" : time).value();
}

// Each test has a site of its own.
Event visit(std::string user, Timestamp time, const std::string &site = QTest::currentTestFunction())
{
    Event event;
    event.siteId = site;
    event.eventType = pageView;
    event.userId = std::move(user);
    event.timestamp = event.receivedAt = time;
    return event;
}

}

class TestUniqueUsers : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    QString m_url;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<BatchWriter> m_writer;

    void write(const std::vector<Event> &events)
    {
        const auto outcome = m_writer->write(batchOf({newProducer(), 1}, events));
        if (!outcome)
            qFatal("%s %s", outcome.error().sqlState.c_str(), qPrintable(outcome.error().message));
    }

    void fold(std::int64_t least)
    {
        if (const auto folded = foldUserNews(*m_connection, QTest::currentTestFunction(), least); !folded)
            qFatal("%s %s", folded.error().sqlState.c_str(), qPrintable(folded.error().message));
    }

    qint64 users(Timestamp begin, Timestamp end, const std::string &site = QTest::currentTestFunction())
    {
        const auto count = uniqueUsers(*m_connection, site, Cover::of(begin, end));
        if (!count)
            qFatal("%s %s", count.error().sqlState.c_str(), qPrintable(count.error().message));
        return *count;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_postgres.start());
        m_url = m_postgres.newDatabase();
        m_connection = std::make_unique<Connection>(m_url);
        QVERIFY(m_connection->open());
        QVERIFY(migrate(*m_connection));
        const auto hash = KeyedHash::load(*m_connection);
        QVERIFY(hash);
        m_writer = std::make_unique<BatchWriter>(*m_connection, *hash, systemNow);
    }
    void cleanupTestCase()
    {
        m_writer.reset();
        m_connection.reset();
    }

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
            const auto together = uniqueUsers(*m_connection, QTest::currentTestFunction(), covers);
            QVERIFY(together);
            QCOMPARE(*together, expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestUniqueUsers)

#include "tst_uniqueusers.moc"

#include "cli/rebuilding.h"
#include "cli/verification.h"
#include "tests/common/segment/segmentrows.h"
#include "tests/support/postgres.h"
#include "tests/support/writtendatabase.h"

#include <QTest>

#include <atomic>
#include <random>
#include <thread>

using namespace footfall;
using namespace footfall::cli;
using namespace footfall::worker;

namespace {

constexpr std::int32_t firstDay = 20'400;
constexpr std::int64_t daysOfEvents = 3;

// What the events of PostgreSQL are, and what is kept of them, by site and day.
struct Kept {
    std::map<std::pair<std::string, std::int32_t>, std::vector<SegmentRow>> rows;
    QList<QByteArrayList> figures;
    bool operator==(const Kept &) const = default;
};

}

class TestRebuild : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        m_random.seed(seed);
        QVERIFY(m_postgres.start());
    }

    void init()
    {
        m_database = std::make_unique<WrittenDatabase>(m_postgres.newDatabase());
        for (int batch = 0; batch < 5; ++batch)
            m_database->write(anyEvents(500));
    }

    void allIsMadeAnew_data()
    {
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("nothing is wrong") << QByteArray("SELECT 1");
        QTest::newRow("no segments") << QByteArray("TRUNCATE fresh");
        QTest::newRow("a day's segments") << QByteArray("DELETE FROM fresh WHERE day = (SELECT min(day) FROM fresh)");
        QTest::newRow("segments twice")
            << QByteArray("INSERT INTO segments SELECT site_id, day, id + 1, row_count, events, views, bots, users,"
                          " first_event_at, last_event_at, raw_bytes, body FROM fresh");
        QTest::newRow("a body that is damaged") << QByteArray("UPDATE fresh SET body = substr(body, 2)");
        QTest::newRow("no figures") << QByteArray("DELETE FROM daily; DELETE FROM totals; DELETE FROM imported_figures");
        QTest::newRow("wrong figures")
            << QByteArray("UPDATE daily SET events = events + 7, views = 0, bots = -3; UPDATE totals SET views = views + 1;"
                          " UPDATE imported_figures SET views = 5");
        QTest::newRow("figures of what never was")
            << QByteArray("INSERT INTO imported_figures SELECT 'a', 'source', day, 'nobody', 5, 5 FROM imported_figures LIMIT 1;"
                          " INSERT INTO totals VALUES ('c', 1, 1, 0, now())");
    }

    void allIsMadeAnew()
    {
        QFETCH(const QByteArray, damage);
        const Kept before = kept();
        QVERIFY(!before.rows.empty());
        WrittenDatabase::need(m_database->connection.execute(damage));
        if (damage != "SELECT 1")
            QVERIFY(!(kept() == before));
        const auto outcome = rebuild();
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        WrittenDatabase::need(m_database->connection.execute("DELETE FROM totals WHERE site_id = 'c' AND events = 0"));
        QVERIFY(kept() == before);
        QCOMPARE(outcome->events, m_database->number("SELECT count(*) FROM events"));
        QCOMPARE(outcome->days, daysOfEvents);
    }

    void onlyTheDaysThatAreAskedFor()
    {
        const Kept before = kept();
        WrittenDatabase::need(m_database->connection.execute("TRUNCATE fresh"));
        Rebuilding rebuilding(m_database->url, [](const QString &) {});
        const auto outcome = rebuilding.run({firstDay + 1, firstDay + 1});
        QVERIFY(outcome);
        QCOMPARE(outcome->days, std::int64_t(1));
        const Kept after = kept();
        QVERIFY(!after.rows.empty());
        for (const auto &[key, rows] : before.rows)
            QCOMPARE(after.rows.contains(key), key.second == firstDay + 1);
    }

    // They may be of as many events, and of others.
    void whatIsKeptOfTheDayAndItsMonthIsForgotten()
    {
        WrittenDatabase::need(m_database->connection.execute(
            "INSERT INTO ended_periods (site_id, period, start, events, bots, user_count, users)"
            " SELECT site_id, 'day', day, events, bots, 0, '' FROM daily;"
            "INSERT INTO ended_periods (site_id, period, start, events, bots, user_count, users)"
            " SELECT DISTINCT ON (1, 3) site_id, 'month', date_trunc('month', day)::date, events, bots, 0, '' FROM daily;"
            "INSERT INTO ended_periods (site_id, period, start, events, bots, user_count, users) VALUES ('a', 'day', '2000-01-01', 1, 0, 0, '');"
            "INSERT INTO summaries SELECT site_id, period, start, 'path', '' FROM ended_periods"));
        QVERIFY(rebuild());
        for (const QByteArray table : {"summaries", "ended_periods"})
            QCOMPARE(m_database->value("SELECT string_agg(start::text, ' ') FROM " + table), QByteArray("2000-01-01"));
    }

    // Batches of sites and days that are there, and of others, come while it is at work.
    void trafficMeanwhileIsCountedOnce()
    {
        std::atomic<bool> isDone = false;
        std::vector<std::vector<Event>> batches;
        for (int i = 0; i < 400; ++i)
            batches.push_back(anyEvents(20));
        std::size_t written = 0;
        std::thread writer([&] {
            Connection connection(m_database->url);
            WrittenDatabase::need(connection.open());
            BatchWriter batchWriter(connection, *KeyedHash::load(connection), systemNow);
            for (; written < batches.size() && !isDone; ++written)
                WrittenDatabase::need(batchWriter.write(batchOf({newProducer(), 1}, batches[written])));
        });
        for (int round = 0; round < 5; ++round) {
            const auto outcome = rebuild();
            if (!outcome)
                qWarning().noquote() << outcome.error().message;
            if (!outcome || QTest::currentTestFailed())
                break;
        }
        isDone = true;
        writer.join();
        QVERIFY(written > 0);
        const Kept after = kept();
        QVERIFY(rebuild());
        QVERIFY(kept() == after); // nothing was left to mend
        QCOMPARE(m_database->number("SELECT sum(events + bots) FROM daily"),
            m_database->number("SELECT sum(count) FROM events WHERE event_type <> 'footfall:imported'"));
        QCOMPARE(m_database->number("SELECT sum(events) FROM totals"), m_database->number("SELECT sum(events) FROM daily"));
    }

    void aDatabaseOfTheEarlierSchemaIsTakenOver_data()
    {
        QTest::addColumn<int>("lastMigration");
        QTest::newRow("0013_segments") << 13;
        QTest::newRow("0014_ended_periods") << 14;
    }

    void aDatabaseOfTheEarlierSchemaIsTakenOver()
    {
        QFETCH(int, lastMigration);
        const QString url = earlierDatabase(lastMigration);
        // Figures that are those of the events, as far as they were counted, and some of the old ones.
        queryValue(url,
            "INSERT INTO daily SELECT site_id, \"timestamp\"::date, sum(count), sum(count), 1, 0 FROM events GROUP BY 1, 2;"
            "INSERT INTO totals SELECT site_id, sum(events), sum(views), 1, '2025-11-08 00:00Z', 0 FROM daily GROUP BY 1;"
            "INSERT INTO visitors VALUES ('a', '2025-11-08', 1, B'1'::bit(96), B'1'::bit(96));"
            "INSERT INTO breakdown_daily VALUES ('a', '2025-11-08', 'path', '/', 1)");

        Connection connection(url);
        WrittenDatabase::need(connection.open());
        const auto refused = migrate(connection);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(u"Run `footfall rebuild`"), qPrintable(refused.error().message));

        const auto outcome = Rebuilding(url, [](const QString &) {}).run({-1'000'000, 1'000'000});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QCOMPARE(outcome->events, queryValue(url, "SELECT count(*) FROM events").toLongLong());
        QCOMPARE(verify(url), QStringList());
        QCOMPARE(catalogue(url), catalogue(m_database->url));

        // The worker goes on.
        WrittenDatabase::need(migrate(connection));
        BatchWriter writer(connection, WrittenDatabase::need(KeyedHash::load(connection)), systemNow);
        QCOMPARE(WrittenDatabase::need(writer.write(batchOf({newProducer(), 1}, anyEvents(300)))).stored, 301u);
        QCOMPARE(verify(url), QStringList());
        QVERIFY(Rebuilding(url, [](const QString &) {}).run({-1'000'000, 1'000'000})); // now as any other
        QCOMPARE(verify(url), QStringList());
    }

    void anOlderDatabaseIsLeftAsItIs()
    {
        const QString url = earlierDatabase(12);
        const auto before = catalogue(url);
        const auto outcome = Rebuilding(url, [](const QString &) {}).run({-1'000'000, 1'000'000});
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().message.contains(u"last migration is 12"), qPrintable(outcome.error().message));
        QCOMPARE(catalogue(url), before);
        QCOMPARE(queryValue(url, "SELECT count(*) FROM schema_migrations"), "12");
    }

private:
    // As the migrations before 0001_schema left it, with events of some days and an unknown number of sites.
    QString earlierDatabase(int lastMigration)
    {
        const QString url = m_postgres.newDatabase();
        for (const int fixture : {13, 14}) {
            QFile file(QStringLiteral(FOOTFALL_SOURCE_DIR "/tests/cli/data/schema-00%1.sql").arg(fixture));
            if (!file.open(QIODevice::ReadOnly))
                qFatal("%s cannot be read", qPrintable(file.fileName()));
            if (fixture == 13 || fixture <= lastMigration)
                queryValue(url, file.readAll());
        }
        queryValue(url,
            "SELECT prepare_event_partitions();"
            "INSERT INTO hash_key (key) VALUES ('0123456789abcdef');"
            "INSERT INTO schema_migrations SELECT n, CASE n WHEN 1 THEN '0001_spine' ELSE n::text END FROM generate_series(1, "
                + QByteArray::number(lastMigration) + ") AS n;"
            "INSERT INTO events (site_id, event_type, path, user_id, \"timestamp\", received_at, processed_at, props, count, browser, bot)"
            " SELECT 'site' || n % 3, CASE n % 4 WHEN 0 THEN 'click' ELSE 'page_view' END, '/' || n % 20,"
            "        CASE n % 5 WHEN 0 THEN NULL ELSE 'u' || n % 37 END, timestamptz '2025-11-08 00:00Z' + n * interval '7 minutes', now(), now(),"
            "        CASE n % 6 WHEN 0 THEN '{\"plan\": \"pro\", \"seats\": 5}'::jsonb END, 1 + n % 3, 'Firefox',"
            "        CASE n % 11 WHEN 0 THEN 'GPTBot' END"
            "   FROM generate_series(1, 2000) AS n");
        return url;
    }

    static QStringList verify(const QString &url)
    {
        QStringList lines;
        Connection connection(url);
        WrittenDatabase::need(connection.open());
        const auto outcome
            = WrittenDatabase::need(Verification(connection, [&](const QString &line) { lines += line; }).run({-1'000'000, 1'000'000}));
        if (outcome.events == 0 || outcome.differences != lines.size())
            lines += QStringLiteral("%1 events, %2 differences").arg(outcome.events).arg(outcome.differences);
        return lines;
    }

    // All tables but partitions, with their columns, keys and options, and the functions.
    static QList<QByteArrayList> catalogue(const QString &url)
    {
        return queryRows(url,
            "WITH tables AS (SELECT * FROM pg_class WHERE relnamespace = 'public'::regnamespace AND NOT relispartition AND relkind IN ('r', 'p'))"
            "SELECT c.relname, attname, concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, collname, attstorage, pg_get_expr(adbin, adrelid))"
            "  FROM tables AS c JOIN pg_attribute AS a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped"
            "  LEFT JOIN pg_attrdef ON adrelid = c.oid AND adnum = attnum LEFT JOIN pg_collation AS l ON l.oid = attcollation"
            " UNION ALL "
            "SELECT c.relname, 'options', array_to_string(c.reloptions || t.reloptions, ' ')"
            "  FROM tables AS c LEFT JOIN pg_class AS t ON t.oid = c.reltoastrelid"
            " UNION ALL SELECT c.relname, 'constraint', pg_get_constraintdef(o.oid) FROM tables AS c JOIN pg_constraint AS o ON conrelid = c.oid"
            " UNION ALL SELECT c.relname, 'index', regexp_replace(pg_get_indexdef(indexrelid), ' INDEX [^ ]+', '')"
            "  FROM tables AS c JOIN pg_index ON indrelid = c.oid"
            " UNION ALL SELECT proname, 'function', prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " ORDER BY 1, 2, 3");
    }

    DbResult<Rebuilding::Outcome> rebuild()
    {
        return Rebuilding(m_database->url, [](const QString &) {}).run({-1'000'000, 1'000'000});
    }

    std::vector<Event> anyEvents(int count)
    {
        std::vector<Event> events;
        for (int i = 0; i < count; ++i) {
            Event event;
            event.siteId = m_random() % 3 == 0 ? "a" : "b";
            event.timestamp = event.receivedAt
                = firstDay * microsPerDay + Timestamp(m_random() % std::uint64_t(daysOfEvents * microsPerDay));
            event.eventType = m_random() % 4 == 0 ? "click" : pageView;
            event.userId = m_random() % 4 == 0 ? std::string() : "u" + std::to_string(m_random() % 100);
            event.path = m_random() % 10 == 0 ? std::string() : "/" + std::to_string(m_random() % 30);
            event.country = m_random() % 2 == 0 ? "DE" : "";
            event.bot = m_random() % 20 == 0 ? "Googlebot" : "";
            event.count = m_random() % 30 == 0 ? 7 : 1;
            std::map<std::string, std::string> props;
            if (m_random() % 3 == 0) {
                props = {{"plan", "pro"}, {"seats", "5"}};
                event.props = R"({"plan":"pro","seats":5})";
            }
            events.push_back(event);
        }
        Event imported;
        imported.siteId = "a";
        imported.eventType = "footfall:imported";
        imported.timestamp = imported.receivedAt = firstDay * microsPerDay;
        imported.path = "/" + std::to_string(m_random() % 3);
        imported.props = R"({"tool":"t","dimension":"path","views":3,"visitors":2})";
        events.push_back(imported);
        return events;
    }

    Kept kept() const
    {
        Kept kept;
        const auto segments = queryRows(m_database->url,
            "SELECT site_id, day - DATE '1970-01-01', encode(body, 'hex') FROM fresh"
            " UNION ALL SELECT site_id, day - DATE '1970-01-01', encode(body, 'hex') FROM segments");
        for (const QByteArrayList &row : segments) {
            const auto rows = rowsOf(QByteArray::fromHex(row[2]).toStdString(), row[1].toInt());
            auto &all = kept.rows[{row[0].toStdString(), row[1].toInt()}];
            if (!rows) {
                all.push_back({}); // which no event is
                continue;
            }
            all.insert(all.end(), rows->begin(), rows->end());
        }
        for (auto &[key, rows] : kept.rows)
            std::sort(rows.begin(), rows.end());
        for (const char *sql : {"SELECT site_id, day, events, views, bots FROM daily ORDER BY 1, 2",
                 "SELECT site_id, events, views, bots, last_event_at FROM totals ORDER BY 1",
                 "SELECT * FROM imported_figures ORDER BY 1, 2, 3, 4"})
            kept.figures += queryRows(m_database->url, sql);
        return kept;
    }

    TestPostgres m_postgres;
    std::unique_ptr<WrittenDatabase> m_database;
    std::mt19937_64 m_random;
};

QTEST_GUILESS_MAIN(TestRebuild)
#include "tst_rebuild.moc"

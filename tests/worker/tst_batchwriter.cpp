#include "tests/support/postgres.h"
#include "tests/support/writtendatabase.h"

#include <QDir>
#include <QTest>

#include <atomic>
#include <random>
#include <thread>

using namespace footfall;
using namespace footfall::worker;
using namespace Qt::StringLiterals;

namespace {

Event view(const std::string &user, const std::string &path = "/", const char *time = "2025-11-15T10:00:00Z")
{
    Event event = viewOf("shop", user, parseTimestamp(time).value());
    event.path = path;
    return event;
}

}

class TestBatchWriter : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    std::unique_ptr<WrittenDatabase> m_database; // of each test

    qint64 number(const QByteArray &sql) { return m_database->number(sql); }
    BatchWriter::Outcome write(const Batch &batch) { return m_database->write(batch); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_postgres.start()); }

    void init() { m_database = std::make_unique<WrittenDatabase>(m_postgres.newDatabase()); }
    void cleanup() { m_database.reset(); }

    void migratingAgainChangesNothing()
    {
        QVERIFY(migrate(m_database->connection));
        QCOMPARE(number("SELECT count(*) FROM schema_migrations"), QDir(u":/sql/migrations"_s).count());
        QVERIFY(number("SELECT count(*) FROM pg_inherits WHERE inhparent = 'events'::regclass") >= 62);
    }

    // Two workers at once, on an empty database.
    void migrationsAtTheSameTime()
    {
        const QString url = m_postgres.newDatabase();
        std::atomic<int> good = 0;
        {
            std::vector<std::jthread> workers;
            for (int i = 0; i < 4; ++i) {
                workers.emplace_back([&] {
                    Connection connection(url);
                    if (connection.open() && migrate(connection))
                        ++good;
                });
            }
        }
        QCOMPARE(good, 4);
    }

    void everyFieldIsStored()
    {
        Event event = view("u", "/a\"b\\c", "1991-02-03T04:05:06.789012Z");
        event.referrer = "https://example.com/";
        event.eventId = "id-1";
        event.props = "{\"plan\":\"pro\",\"n\":1.5}";
        event.count = 7;
        QCOMPARE(write(batchOf({newProducer(), 1}, {event})).stored, 1u);
        QCOMPARE(m_database->value(
                     "SELECT concat_ws('|', site_id, event_type, path, user_id, \"timestamp\" AT TIME ZONE 'UTC',"
                     " event_id, referrer, props, count) FROM events"),
            "shop|page_view|/a\"b\\c|u|1991-02-03 04:05:06.789012|id-1|https://example.com/|"
            "{\"n\": 1.5, \"plan\": \"pro\"}|7");
        QCOMPARE(number("SELECT views FROM totals"), 7);
    }

    // Invariant 2: counted once, whoever sends a frame again and however often.
    void countedOnce_theSameFrameAgain()
    {
        const FrameId frame {newProducer(), 1};
        QCOMPARE(write(batchOf(frame, {view("u"), view("v")})).stored, 2u);
        QCOMPARE(write(batchOf(frame, {view("u"), view("v")})).stored, 0u);
        Batch twice = batchOf({frame.producer, 2}, {view("w")});
        addFrame(twice, {frame.producer, 2}, {view("w")});
        addFrame(twice, frame, {view("u"), view("v")});
        QCOMPARE(write(twice).stored, 1u);
        QCOMPARE(number("SELECT count(*) FROM events"), 3);
        QCOMPARE(number("SELECT views FROM totals"), 3);
        QCOMPARE(number("SELECT sum(views) FROM breakdown WHERE dimension = 'path'"), 3);
        QCOMPARE(number("SELECT unique_users FROM daily"), 3);
    }

    // A worker that slept until its frame was committed by another, acknowledged and pruned
    // from the ledger: only `low` can tell.
    void countedOnce_aSleeperAfterThePruning()
    {
        const FrameId frame {newProducer(), 5};
        QCOMPARE(write(batchOf(frame, {view("u")})).stored, 1u);
        QVERIFY(m_database->connection.run("raise_low", Params().add(pgbinary::uuid(frame.producer)).add(std::int64_t(6)).add(std::int64_t(0))));
        QCOMPARE(number("SELECT count(*) FROM ingest_frames"), 0);
        QCOMPARE(write(batchOf(frame, {view("u")})).stored, 0u);
        QCOMPARE(write(batchOf({frame.producer, 6}, {view("v")})).stored, 1u);
        QCOMPARE(number("SELECT views FROM totals"), 2);
    }

    void lowNeverSinks()
    {
        const std::string producer = newProducer();
        for (const std::int64_t low : {9, 4})
            QVERIFY(m_database->connection.run("raise_low", Params().add(pgbinary::uuid(producer)).add(low).add(std::int64_t(0))));
        QCOMPARE(number("SELECT low FROM producers"), 9);
    }

    void countedOnce_theSameEventId()
    {
        Event first = view("u");
        first.eventId = "order-1";
        Event other = first;
        other.siteId = "blog";
        const std::string producer = newProducer();
        QCOMPARE(write(batchOf({producer, 1}, {first, first, other})).stored, 2u);
        QCOMPARE(write(batchOf({producer, 2}, {first, view("v"), other})).stored, 1u);
        QCOMPARE(number("SELECT views FROM totals WHERE site_id = 'shop'"), 2);
        QCOMPARE(number("SELECT views FROM totals WHERE site_id = 'blog'"), 1);
        QCOMPARE(number("SELECT count(*) FROM events"), 3);
    }

    void onlyTheImportersIdsAreForEver()
    {
        Event imported = view("u");
        imported.eventId = "import:1";
        Event sent = view("u");
        sent.eventId = "1";
        write(batchOf({newProducer(), 1}, {imported, sent}));
        QVERIFY(m_database->connection.run("forget_event_ids", Params().add(pgbinary::Day {utcDay(systemNow()) + 1})));
        QCOMPARE(number("SELECT count(*) FROM event_ids"), 1);
        QCOMPARE(write(batchOf({newProducer(), 1}, {imported})).stored, 0u);
    }

    // What other tools have counted is in its own table alone.
    void importedFiguresAreInNoOther()
    {
        const auto imported = [](const char *day, const std::string &dimension, const std::string &value, int views, int visitors) {
            Event event = viewOf("shop", {}, parseTimestamp(std::string(day) + "T00:00:00Z").value());
            event.eventType = "footfall:imported";
            QByteArray props = "{'tool':'t','dimension':'" + QByteArray::fromStdString(dimension) + "','views':"
                + QByteArray::number(views) + ",'visitors':" + QByteArray::number(visitors);
            if (dimension != "path" && !value.empty())
                props += ",'value':'" + QByteArray::fromStdString(value) + '\'';
            event.props = props.append('}').replace('\'', '"').toStdString();
            if (dimension == "path")
                event.path = value;
            return event;
        };
        write(batchOf({newProducer(), 1},
            {view("u"), imported("2025-11-15", "path", "/a", 5, 3), imported("2025-11-15", "path", "/b", 2, 2),
                imported("2025-11-15", "total", "", 9, 4), imported("2025-11-14", "browser", "Firefox", 1, 1)}));
        write(batchOf({newProducer(), 1}, {imported("2025-11-15", "path", "/a", 10, 0)}));
        QCOMPARE(m_database->value("SELECT string_agg(concat_ws(' ', day, dimension, value, views, visitors), ', '"
                                   " ORDER BY day, dimension, value) FROM imported_figures"),
            "2025-11-14 browser Firefox 1 1, 2025-11-15 pages  17 5, 2025-11-15 path /a 15 3, 2025-11-15 path /b 2 2, "
            "2025-11-15 total  9 4");
        QCOMPARE(number("SELECT events FROM totals"), 1);
        QCOMPARE(number("SELECT sum(events) FROM traffic"), 1);
        QCOMPARE(number("SELECT sum(views) FROM breakdown"), 2); // a path and an event_type
        QCOMPARE(number("SELECT count(*) FROM events"), 6);
    }

    // By run of `footfall import` and by site: what its last line says.
    void importsKnowWhatBecameOfTheirEvents()
    {
        const std::string first = newProducer(), second = newProducer(); // UUIDs as any
        const auto imported = [](const std::string &import, const std::string &site, const std::string &id) {
            Event event = view("u");
            event.importId = import;
            event.siteId = site;
            event.eventId = "import:" + id;
            return event;
        };
        const auto countsOf = [this](const std::string &import) {
            return m_database->value("SELECT string_agg(concat_ws(' ', site_id, counted, already_counted, rejected), ', '"
                                     " ORDER BY site_id) FROM imports WHERE import = '" + QByteArray::fromStdString(import) + '\'');
        };
        const FrameId frame {newProducer(), 1};
        const std::vector<Event> events {imported(first, "shop", "1"), imported(first, "shop", "1"),
            imported(first, "blog", "1"), view("v"), imported(first, "shop", "2")};
        write(batchOf(frame, events));
        QCOMPARE(countsOf(first), "blog 1 0 0, shop 2 1 0");
        // Neither a frame that comes again nor a transaction that is tried again counts twice.
        write(batchOf(frame, events));
        QCOMPARE(countsOf(first), "blog 1 0 0, shop 2 1 0");

        QVERIFY(m_database->connection.execute("ALTER TABLE events ADD CHECK (path <> '/poison')"));
        std::vector<Event> again {imported(second, "shop", "2"), imported(second, "shop", "3"), imported(second, "shop", "4")};
        again[1].path = "/poison";
        write(batchOf({newProducer(), 1}, again));
        QCOMPARE(countsOf(second), "shop 1 1 1");
        QCOMPARE(countsOf(first), "blog 1 0 0, shop 2 1 0");

        QVERIFY(m_database->connection.run("forget_imports", Params().add(pgbinary::Time {systemNow() - microsPerDay})));
        QCOMPARE(number("SELECT count(*) FROM imports"), 3);
        QVERIFY(m_database->connection.run("forget_imports", Params().add(pgbinary::Time {systemNow() + microsPerDay})));
        QCOMPARE(number("SELECT count(*) FROM imports"), 0);
    }

    // Invariant 5: no event can harm another's.
    void aRefusedEventHarmsNoOther()
    {
        QVERIFY(m_database->connection.execute("ALTER TABLE events ADD CHECK (path <> '/poison')"));
        std::vector<Event> events;
        for (int i = 0; i < 1'000; ++i)
            events.push_back(view("u" + std::to_string(i), i == 617 ? "/poison" : "/p" + std::to_string(i % 10)));
        const FrameId frame {newProducer(), 1};
        const auto outcome = write(batchOf(frame, events));
        QCOMPARE(outcome.stored, 999u);
        QCOMPARE(outcome.rejected, 1u);
        QCOMPARE(number("SELECT count(*) FROM events"), 999);
        QCOMPARE(number("SELECT views FROM totals"), 999);
        QCOMPARE(number("SELECT unique_users FROM totals"), 999);
        QCOMPARE(number("SELECT sum(views) FROM breakdown_daily WHERE dimension = 'path'"), 999);
        QCOMPARE(m_database->value("SELECT sqlstate || ' ' || site_id FROM rejected_events"), "23514 shop");
        QVERIFY(m_database->value("SELECT reason FROM rejected_events").contains("check constraint"));
        QVERIFY(m_database->value("SELECT convert_from(event, 'UTF8') FROM rejected_events").contains("u617"));
        QCOMPARE(write(batchOf(frame, events)).stored, 0u);
        QCOMPARE(number("SELECT count(*) FROM rejected_events"), 1);
    }

    void aFrameThatCannotBeDecodedIsQuarantined()
    {
        const std::string producer = newProducer();
        Batch batch = batchOf({producer, 1}, {view("u")});
        CanonicalReader reader;
        batch.add({ServerMessage::Type::Frame, {producer, 2}, 1, "{\"broken\n"}, 0, reader);
        std::string line;
        appendCanonical(line, view("v"));
        batch.add({ServerMessage::Type::Frame, {producer, 3}, 2, line}, 0, reader); // says two, has one
        QCOMPARE(write(batch).stored, 1u);
        QCOMPARE(number("SELECT count(*) FROM quarantined_frames"), 2);
        QCOMPARE(m_database->value("SELECT convert_from(body, 'UTF8') FROM quarantined_frames WHERE seq = 2"), "{\"broken\n");
    }

    void uniqueUsersAreExact()
    {
        const std::string producer = newProducer();
        write(batchOf({producer, 1}, {view("u", "/", "2025-11-15T10:00:00Z"), view("u", "/", "2025-11-15T10:50:00Z")}));
        write(batchOf({producer, 2}, {view("u", "/", "2025-11-15T10:20:00Z"), view("u", "/", "2025-11-15T12:00:00Z"),
                                         view("v", "/", "2025-11-15T12:59:59Z")}));
        write(batchOf({producer, 3}, {view("u", "/", "2025-11-16T00:00:00Z"), view("", "/", "2025-11-16T00:00:00Z")}));
        QCOMPARE(m_database->value("SELECT string_agg(unique_users::text, ',' ORDER BY hour) FROM hourly"), "1,2,1");
        QCOMPARE(m_database->value("SELECT string_agg(unique_users::text, ',' ORDER BY day) FROM daily"), "2,1");
        QCOMPARE(number("SELECT unique_users FROM totals"), 2);
    }

    // Several workers, the same hot keys: rollups equal what the events say, and nothing hangs.
    void rollupsEqualTheEventsUnderConcurrency()
    {
        constexpr int workers = 4;
        constexpr int batches = 12;
        std::atomic<int> deadlocks = 0;
        {
            std::vector<std::jthread> threads;
            for (int w = 0; w < workers; ++w) {
                threads.emplace_back([&, w] {
                    Connection connection(m_database->url);
                    if (!connection.open())
                        return;
                    BatchWriter writer(connection, *KeyedHash::load(connection), systemNow);
                    const std::string producer = newProducer();
                    std::mt19937 random(unsigned(w) + 1);
                    for (std::uint64_t b = 1; b <= batches; ++b) {
                        std::vector<Event> events;
                        for (int i = 0; i < 300; ++i) {
                            const std::string user = "u" + std::to_string(random() % 80);
                            events.push_back(view(user, "/" + std::to_string(random() % 50)));
                            events.back().timestamp += Timestamp(random() % 172'800) * microsPerSecond;
                        }
                        const Batch batch = batchOf({producer, b}, events);
                        for (auto done = writer.write(batch); !done; done = writer.write(batch))
                            deadlocks += done.error().sqlState == "40P01";
                    }
                });
            }
        }
        QCOMPARE(deadlocks, 0);
        QCOMPARE(number("SELECT count(*) FROM events"), workers * batches * 300);
        QCOMPARE(number("SELECT views FROM totals"), workers * batches * 300);
        QCOMPARE(number("SELECT count(*) FROM (SELECT (\"timestamp\" AT TIME ZONE 'UTC')::date AS day, count(*) AS views,"
                        " count(DISTINCT user_id) AS users FROM events GROUP BY 1) e FULL JOIN daily d USING (day)"
                        " WHERE (e.views, e.users) IS DISTINCT FROM (d.views, d.unique_users)"), 0);
        QCOMPARE(number("SELECT count(*) FROM (SELECT date_trunc('hour', \"timestamp\") AS hour, count(*) AS views,"
                        " count(DISTINCT user_id) AS users FROM events GROUP BY 1) e FULL JOIN hourly h USING (hour)"
                        " WHERE (e.views, e.users) IS DISTINCT FROM (h.views, h.unique_users)"), 0);
        QCOMPARE(number("SELECT count(*) FROM (SELECT path AS value, count(*) AS views FROM events GROUP BY 1) e"
                        " FULL JOIN (SELECT * FROM breakdown_monthly WHERE dimension = 'path') b USING (value)"
                        " WHERE e.views IS DISTINCT FROM b.views"), 0);
        QCOMPARE(number("SELECT unique_users - (SELECT count(DISTINCT user_id) FROM events) FROM totals"), 0);
    }
};

QTEST_GUILESS_MAIN(TestBatchWriter)
#include "tst_batchwriter.moc"

#include "tests/support/postgres.h"
#include "tests/support/writtendatabase.h"

#include <QDir>
#include <QTest>

#include <atomic>
#include <numeric>
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

Event anyEvent(std::mt19937 &random)
{
    Event event = view(random() % 5 ? "u" + std::to_string(random() % 80) : "", "/" + std::to_string(random() % 50));
    event.siteId = "site" + std::to_string(random() % 40);
    event.timestamp += Timestamp(random() % 172'800) * microsPerSecond;
    event.eventType = random() % 4 ? pageView : "click";
    event.bot = random() % 8 ? "" : "GPTBot";
    event.count = random() % 9 ? 1 : std::int32_t(random() % 1'000) + 1;
    return event;
}

}

class TestBatchWriter : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    std::unique_ptr<WrittenDatabase> m_database; // of each test

    qint64 number(const QByteArray &sql) { return m_database->number(sql); }
    BatchWriter::Outcome write(const Batch &batch) { return m_database->write(batch); }

    // The days and sites whose figures, or the figures of whose segments, are not a plain count over the events.
    QByteArray differences()
    {
        return m_database->value(
            "WITH counted AS ("
            "  SELECT site_id, (\"timestamp\" AT TIME ZONE 'UTC')::date AS day, count(*) AS rows,"
            "         coalesce(sum(count) FILTER (WHERE bot IS NULL), 0)::bigint AS events,"
            "         coalesce(sum(count) FILTER (WHERE bot IS NULL AND event_type = 'page_view'), 0)::bigint AS views,"
            "         coalesce(sum(count) FILTER (WHERE bot IS NOT NULL), 0)::bigint AS bots,"
            "         min(\"timestamp\") AS first, max(\"timestamp\") AS last"
            "    FROM events WHERE event_type <> 'footfall:imported' GROUP BY 1, 2"
            ") SELECT coalesce(string_agg(what, ', ' ORDER BY what), '') FROM ("
            "  SELECT format('daily %s %s', site_id, day) AS what FROM daily AS d FULL JOIN counted AS c USING (site_id, day)"
            "   WHERE (d.events, d.views, d.bots) IS DISTINCT FROM (c.events, c.views, c.bots)"
            "  UNION ALL"
            "  SELECT format('totals %s', site_id) FROM totals AS t FULL JOIN"
            "         (SELECT site_id, sum(events) AS events, sum(views) AS views, sum(bots) AS bots, max(last) AS last"
            "            FROM counted GROUP BY 1) AS c USING (site_id)"
            "   WHERE (t.events, t.views, t.bots, t.last_event_at) IS DISTINCT FROM (c.events, c.views, c.bots, c.last)"
            "  UNION ALL"
            "  SELECT format('fresh %s %s', site_id, day) FROM"
            "         (SELECT site_id, day, sum(row_count) AS rows, sum(events) AS events, sum(views) AS views, sum(bots) AS bots,"
            "                 min(first_event_at) AS first, max(last_event_at) AS last FROM fresh GROUP BY 1, 2) AS f"
            "    FULL JOIN counted AS c USING (site_id, day)"
            "   WHERE (f.rows, f.events, f.views, f.bots, f.first, f.last)"
            "         IS DISTINCT FROM (c.rows, c.events, c.views, c.bots, c.first, c.last)) AS differences");
    }

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
        QCOMPARE(differences(), "");
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
        QCOMPARE(differences(), "");
    }

    // The commit is without an answer, or PostgreSQL fails in the middle: the same batch again.
    void countedOnce_theSameBatchAfterAnError()
    {
        const Batch batch = batchOf({newProducer(), 1}, {view("u"), view("v")});
        BatchWriter writer(m_database->connection, WrittenDatabase::need(KeyedHash::load(m_database->connection)), systemNow);
        queryValue(m_database->url, "ALTER TABLE totals RENAME TO elsewhere");
        QVERIFY(!writer.write(batch));
        QCOMPARE(number("SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM fresh) + (SELECT count(*) FROM daily)"
                        " + (SELECT count(*) FROM ingest_frames)"), 0);
        queryValue(m_database->url, "ALTER TABLE elsewhere RENAME TO totals");
        QCOMPARE(WrittenDatabase::need(writer.write(batch)).stored, 2u);
        QCOMPARE(WrittenDatabase::need(writer.write(batch)).stored, 0u);
        QCOMPARE(number("SELECT count(*) FROM events"), 2);
        QCOMPARE(differences(), "");
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
        QCOMPARE(number("SELECT count(*) FROM events"), 6);
        QCOMPARE(differences(), "");
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
        QCOMPARE(differences(), "");
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

    // More than one piece of each COPY; sites and days in any order.
    void whateverComesIsCounted()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        std::vector<Event> events;
        for (int i = 0; i < 5'000; ++i) {
            events.push_back(anyEvent(random));
            events.back().path.assign(random() % 200, 'p');
        }
        const std::size_t half = random() % events.size();
        Batch batch = batchOf({newProducer(), 1}, {events.begin(), events.begin() + std::ptrdiff_t(half)});
        addFrame(batch, {newProducer(), 1}, {events.begin() + std::ptrdiff_t(half), events.end()});
        batch.aggregate(WrittenDatabase::need(KeyedHash::load(m_database->connection))); // as the pipe's thread does
        QCOMPARE(write(batch).stored, events.size());
        QCOMPARE(number("SELECT count(*) FROM events"), qint64(events.size()));
        QCOMPARE(number("SELECT sum(octet_length(path)) FROM events"),
            std::accumulate(events.begin(), events.end(), qint64(0), [](qint64 sum, const Event &event) { return sum + qint64(event.path.size()); }));
        QCOMPARE(differences(), "");
    }

    // What was aggregated ahead of the transaction is not what is written if something of it is a repeat.
    void countedOnce_repeatsInAnAggregatedBatch()
    {
        Event first = view("u");
        first.eventId = "1";
        write(batchOf({newProducer(), 1}, {first}));
        Batch batch = batchOf({newProducer(), 1}, {first, view("v"), view("w")});
        batch.aggregate(WrittenDatabase::need(KeyedHash::load(m_database->connection)));
        QCOMPARE(write(batch).stored, 2u);
        QCOMPARE(number("SELECT views FROM totals"), 3);
        QCOMPARE(differences(), "");
    }

    // Several workers, the same sites, days and event ids: every figure equals the events, and nobody waits for ever.
    void figuresEqualTheEventsUnderConcurrency()
    {
        constexpr int workers = 4;
        constexpr int batches = 12;
        std::atomic<int> deadlocks = 0;
        std::atomic<qint64> stored = 0;
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
                            events.push_back(anyEvent(random));
                            events.back().eventId = random() % 3 ? "" : std::to_string(random() % 500);
                        }
                        const Batch batch = batchOf({producer, b}, events);
                        auto done = writer.write(batch);
                        for (; !done; done = writer.write(batch))
                            deadlocks += done.error().sqlState == "40P01";
                        stored += qint64(done->stored);
                    }
                });
            }
        }
        QCOMPARE(deadlocks, 0);
        QCOMPARE(number("SELECT count(*) FROM events"), stored);
        QCOMPARE(number("SELECT count(*) - count(DISTINCT (site_id, event_id)) FROM events WHERE event_id IS NOT NULL"), 0);
        QCOMPARE(differences(), "");
    }
};

QTEST_GUILESS_MAIN(TestBatchWriter)
#include "tst_batchwriter.moc"

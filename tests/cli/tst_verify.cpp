#include "common/segment/valuesummary.h"
#include "tests/support/postgres.h"
#include "tests/support/writtendatabase.h"
#include "worker/compaction/compactor.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <random>
#include <thread>

using namespace footfall;
using namespace footfall::worker;
using namespace Qt::StringLiterals;

namespace {

struct Outcome {
    int exitCode = -1;
    QStringList lines; // of stdout, the last left out
    QString summary; // the last
    QString complaint; // stderr
};

Outcome verify(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(FOOTFALL_BIN_DIR "/footfall"), QStringList {u"verify"_s} + arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    QStringList lines = QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    const QString summary = lines.isEmpty() ? QString() : lines.takeLast();
    return {process.exitCode(), lines, summary, QString::fromUtf8(process.readAllStandardError())};
}

Event eventOf(const char *type, const char *path, const char *user, const char *time, std::int32_t count = 1)
{
    Event event = viewOf("shop", user, parseTimestamp(time).value());
    event.eventType = type;
    event.path = path;
    event.count = count;
    return event;
}

// Few sites, users, paths and moments, so that keys meet; some of each field absent. Moments
// are around the edges of slots, hours, days and months, the first one in the oldest partition.
std::vector<Event> randomEvents(std::mt19937 &random, int count)
{
    static const std::vector<Timestamp> edges = [] {
        std::vector<Timestamp> times;
        for (const char *time : {"1991-05-01T00:00:00Z", "2026-10-31T23:45:00Z", "2026-11-01T00:00:00Z",
                 "2026-11-01T10:15:00Z", "2026-11-01T11:00:00Z", "2026-11-02T00:00:00Z", "2026-11-02T23:59:59Z"})
            times.push_back(parseTimestamp(time).value());
        return times;
    }();
    const auto some = [&](std::size_t n) { return random() % n; };
    const auto text = [&](const char *prefix, std::size_t n) -> std::string {
        return some(5) == 0 ? std::string() : prefix + std::to_string(some(n));
    };
    std::vector<Event> events;
    for (int i = 0; i < count; ++i) {
        Event one = eventOf(some(4) ? "page_view" : some(2) ? "click" : "söld", "", "", "2026-11-01T00:00:00Z");
        one.siteId = std::string(some(2) ? "shop" : "blög") + std::to_string(some(2));
        one.path = text("/p", 10);
        one.referrer = text("https://r.example/", 4);
        one.userId = text("u", 40);
        one.timestamp = edges[some(edges.size())] + Timestamp(some(3)) - 1;
        one.eventId = some(10) ? std::string() : text("id", 20);
        for (const EventAttribute &attribute : eventAttributes)
            one.*attribute.member = text("v", 3);
        one.bot = some(5) ? "" : some(2) ? "GPTBot" : "curl";
        one.count = some(10) ? 1 : std::int32_t(some(1'000'000)) + 1;
        if (some(8) == 0) {
            one.eventType = "footfall:imported";
            const std::string dimension = std::vector<std::string> {"path", "referrer", "browser", "total"}[some(4)];
            one.props = R"({"dimension":")" + dimension + R"(","views":)" + std::to_string(some(9)) + R"(,"visitors":)"
                + std::to_string(some(9)) + (some(2) ? R"(,"value":"v"})" : "}");
            one.userId.clear();
            one.bot.clear();
        }
        events.push_back(one);
    }
    return events;
}

Event importedPath()
{
    Event event = eventOf("footfall:imported", "/a", "", "2026-11-01T00:00:00Z");
    event.props = R"({"tool":"t","dimension":"path","views":5,"visitors":4})";
    return event;
}

}

class TestVerify : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    QString m_url; // of a database with the traffic of initTestCase
    QString m_tampered; // the table to put right after a test

    void write(const QString &url, const std::vector<std::vector<Event>> &batches)
    {
        WrittenDatabase database(url);
        for (const auto &batch : batches)
            database.write(batch);
    }
    // Merges all small segments, and makes what is kept of each day and month.
    void keep(const QString &url)
    {
        Connection connection(url);
        WrittenDatabase::need(connection.open());
        WrittenDatabase::need(connection.execute("INSERT INTO segments SELECT * FROM fresh; TRUNCATE fresh"));
        const auto periods = queryRows(url,
            "SELECT site_id, 'day', day - DATE '1970-01-01', day + 1 - DATE '1970-01-01' FROM daily UNION ALL "
            "SELECT DISTINCT site_id, 'month', date_trunc('month', day)::date - DATE '1970-01-01',"
            " (date_trunc('month', day) + interval '1 month')::date - DATE '1970-01-01' FROM daily ORDER BY 2, 1, 3");
        for (const QByteArrayList &row : periods) {
            if (!WrittenDatabase::need(keepPeriod(connection, {row[0].toStdString(), row[1].toStdString(), row[2].toInt(), row[3].toInt()})))
                qFatal("not kept");
        }
    }
    void execute(const QByteArray &sql) { queryValue(m_url, sql); }
    void tamper(const char *table, const QByteArray &sql)
    {
        m_tampered = QLatin1StringView(table);
        execute(QByteArray("CREATE TABLE saved AS TABLE ") + table + "; " + sql);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_postgres.start());
        m_url = m_postgres.newDatabase();
        Event bot = eventOf("page_view", "/a", "u3", "2026-11-02T01:00:00Z");
        bot.bot = "GPTBot";
        write(m_url,
            {{eventOf("page_view", "/a", "u1", "2026-11-01T10:00:00Z"), eventOf("page_view", "/a", "u2", "2026-11-01T10:05:00Z")},
                {eventOf("page_view", "/b", "u1", "2026-11-01T11:00:00Z"), eventOf("click", "", "u1", "2026-11-01T11:05:00Z"),
                    eventOf("page_view", "/a", "u1", "2026-11-02T00:00:00Z", 3), bot, importedPath()}});
        keep(m_url);
    }

    void cleanup()
    {
        if (const QByteArray table = std::exchange(m_tampered, {}).toLatin1(); !table.isEmpty())
            execute("TRUNCATE " + table + "; INSERT INTO " + table + " TABLE saved; DROP TABLE saved");
    }

    void realTrafficIsClean()
    {
        const Outcome outcome = verify({u"--database"_s, m_url});
        QCOMPARE(outcome.lines, QStringList());
        static const QRegularExpression summary(u"^Verified 2 days, 7 events, 6 tables in [0-9]+ s: no difference$"_s);
        QVERIFY2(summary.match(outcome.summary).hasMatch(), qPrintable(outcome.summary + outcome.complaint));
        QCOMPARE(outcome.exitCode, 0);
    }

    // Whatever comes, what the worker writes is what the events say.
    void anyTrafficIsClean()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        std::vector<std::vector<Event>> batches;
        for (int i = 0; i < 10; ++i)
            batches.push_back(randomEvents(random, int(random() % 500)));
        const QString url = m_postgres.newDatabase();
        for (const auto &batch : batches) {
            write(url, {batch});
            if (random() % 3 == 0)
                keep(url); // of which the next ones make some out of date
        }
        const Outcome outcome = verify({u"--database"_s, url});
        QCOMPARE(outcome.lines, QStringList());
        QVERIFY2(outcome.summary.endsWith(u": no difference"_s), qPrintable(outcome.summary + outcome.complaint));
        QCOMPARE(outcome.exitCode, 0);
    }

    // A wrong figure, a missing row and a row too many in each table.
    void everyDifferenceIsFound_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QStringList>("differences");
        QTest::newRow("daily")
            << QByteArray("UPDATE daily SET views = 4 WHERE day = '2026-11-01';"
                          "DELETE FROM daily WHERE day = '2026-11-02';"
                          "INSERT INTO daily VALUES ('shop', '2400-01-01', 1, 1, 0)")
            << QStringList {u"site shop day 2026-11-01: 4 events, 4 views, 0 of bots, events say 4 events, 3 views, 0 of bots"_s,
                   u"site shop day 2026-11-02: no row, events say 3 events, 3 views, 1 of bots"_s,
                   u"site shop day 2400-01-01: 1 events, 1 views, 0 of bots, events say none"_s};
        QTest::newRow("totals")
            << QByteArray("UPDATE totals SET last_event_at = '2026-11-01 00:00';"
                          "INSERT INTO totals VALUES ('blog', 1, 1, 1, '2026-11-01 00:00')")
            << QStringList {u"site blog: 1 events, 1 views, 1 of bots, last 2026-11-01T00:00:00.000000Z, events say none"_s,
                   u"site shop: 7 events, 6 views, 1 of bots, last 2026-11-01T00:00:00.000000Z, events say"
                   " 7 events, 6 views, 1 of bots, last 2026-11-02T01:00:00.000000Z"_s};
        QTest::newRow("imported_figures")
            << QByteArray("UPDATE imported_figures SET visitors = 1 WHERE dimension = 'path';"
                          "DELETE FROM imported_figures WHERE dimension = 'pages';"
                          "INSERT INTO imported_figures VALUES ('shop', 'os', '2026-11-02', 'Linux', 1, 1)")
            << QStringList {u"site shop day 2026-11-01 pages : no row, events say 5 views, 4 visitors"_s,
                   u"site shop day 2026-11-01 path /a: 5 views, 1 visitors, events say 5 views, 4 visitors"_s,
                   u"site shop day 2026-11-02 os Linux: 1 views, 1 visitors, events say none"_s};
        const auto summary = [](QList<ValueCount> values, bool hasUsers = true) -> QByteArray {
            return "'\\x" + QByteArray::fromStdString(summaryBytes(values, hasUsers)).toHex() + "'";
        };
        QTest::newRow("summaries")
            << QByteArray("UPDATE summaries SET body = " + summary({{"/a", 2, 2, 1}, {"/c", 1, 2, 1}})
                    + " WHERE period = 'day' AND start = '2026-11-01' AND dimension = 'path';"
                      "DELETE FROM summaries WHERE period = 'day' AND dimension = 'bot';"
                      "UPDATE summaries SET body = "
                    + summary({{"/a", 5, 5, 0}, {"/b", 1, 1, 0}}, false)
                    + " WHERE period = 'month' AND dimension = 'path';" // without users, and right
                      "INSERT INTO summaries SELECT site_id, period, start, 'country', " + summary({{"DE", 0, 1, 0}})
                    + " FROM summaries WHERE period = 'month' AND dimension = 'path'")
            << QStringList {u"site shop day 2026-11-01 path /a: 2 views, 2 events, 1 users, events say 2 views, 2 events, 2 users"_s,
                   u"site shop day 2026-11-01 path /b: no row, events say 1 views, 1 events, 1 users"_s,
                   u"site shop day 2026-11-01 path /c: 1 views, 2 events, 1 users, events say none"_s,
                   u"site shop month 2026-11-01 country DE: 0 views, 1 events, 0 users, events say none"_s,
                   u"site shop day 2026-11-02 bot GPTBot: no row, events say 0 views, 1 events, 0 users"_s};
        // 3a30...: the users 0, 1, 2; 2 is nobody's number.
        QTest::newRow("ended_periods")
            << QByteArray("UPDATE ended_periods SET users = '\\x3a300000010000000000020010000000000001000200', user_count = 3"
                          " WHERE start = '2026-11-01' AND period = 'day';"
                          "UPDATE ended_periods SET users = '\\x3a30000000000000', user_count = 1 WHERE start = '2026-11-02'")
            << QStringList {u"site shop day 2026-11-01 in all: 3 users, events say 2 users"_s,
                   u"site shop day 2026-11-01 number 2: a user, events say none"_s,
                   u"site shop day 2026-11-02 user -?[0-9]+: no row, events say a user"_s};
    }

    void everyDifferenceIsFound()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QStringList, differences);
        const char *table = QTest::currentDataTag();
        tamper(table, sql);
        const Outcome outcome = verify({u"--database"_s, m_url});
        QVERIFY2(outcome.lines.size() == differences.size(), qPrintable(outcome.lines.join(u'\n') + outcome.complaint));
        for (qsizetype i = 0; i < differences.size(); ++i) {
            const QString line = QLatin1StringView(table) + u' ' + differences[i];
            QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(line)).match(outcome.lines[i]).hasMatch(),
                qPrintable(outcome.lines[i]));
        }
        QVERIFY2(outcome.summary.endsWith(u": %1 differences"_s.arg(differences.size())), qPrintable(outcome.summary));
        QCOMPARE(outcome.exitCode, 1);
    }

    void segmentsAreVerified_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QStringList>("differences"); // patterns, behind "segments site "
        const QString second = u"3 events, 3 views, 1 of bots, last 2026-11-02 01:00:00\\+00, digest 2/[0-9a-f]+/[0-9]+"_s;
        QTest::newRow("wrong figures") << QByteArray("UPDATE segments SET views = 9 WHERE day = '2026-11-02'")
            << QStringList {u"shop day 2026-11-02: 2 rows, 3 events, 9 views.*, events say 2 rows, "_s + second};
        QTest::newRow("one too many")
            << QByteArray("INSERT INTO segments SELECT 'blog', day, id, row_count, events, views, bots, users, first_event_at,"
                          " last_event_at, raw_bytes, body FROM segments WHERE day = '2026-11-02'")
            << QStringList {u"blog day 2026-11-02: 2 rows, "_s + second + u", events say none"_s};
        QTest::newRow("a missing one") << QByteArray("DELETE FROM segments WHERE day = '2026-11-02'")
            << QStringList {u"shop day 2026-11-02: no row, events say 2 rows, "_s + second};
        // The same figures, and the user, path and time of another event.
        QTest::newRow("rows of another")
            << QByteArray("UPDATE segments AS f SET body = o.body FROM segments AS o WHERE f.day = '2026-11-01' AND o.day = f.day"
                          " AND f.row_count = 2 AND o.row_count = 2 AND f.id < o.id")
            << QStringList {u"shop day 2026-11-01: 4 rows, 4 events, 3 views, .*digest 4/.*, events say 4 rows, 4 events, 3 views, .*"_s};
        QTest::newRow("a damaged one") << QByteArray("UPDATE segments SET body = substr(body, 1, 20) WHERE day = '2026-11-02'")
            << QStringList {u"shop day 2026-11-02: A segment is damaged: its header"_s,
                   u"shop day 2026-11-02: 2 rows, .*digest none, events say 2 rows, "_s + second};
    }

    void segmentsAreVerified()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QStringList, differences);
        tamper("segments", sql);
        const Outcome outcome = verify({u"--database"_s, m_url});
        QVERIFY2(outcome.lines.size() == differences.size(), qPrintable(outcome.lines.join(u'\n') + outcome.complaint));
        for (qsizetype i = 0; i < differences.size(); ++i) {
            const QRegularExpression pattern(QRegularExpression::anchoredPattern(u"segments site "_s + differences[i]));
            QVERIFY2(pattern.match(outcome.lines[i]).hasMatch(), qPrintable(outcome.lines[i]));
        }
        QCOMPARE(outcome.exitCode, 1);
    }

    // Whatever their form in JSON: SQL and the segments come to the same texts.
    void propsOfSegmentsAreThoseOfTheEvents()
    {
        const QString url = m_postgres.newDatabase();
        Event event = eventOf("page_view", "/a", "u1", "2026-11-01T10:00:00Z");
        event.props = "{\"a\":5.0,\"b\":-0.0,\"c\":1.5e-7,\"d\":1.25e300,\"e\":18446744073709551615,"
                      "\"f\":-7,\"g\":true,\"h\":\"\",\"i\":\"\\\"\",\"j\":0.1}";
        write(url, {{event}});
        const Outcome outcome = verify({u"--database"_s, url});
        QCOMPARE(outcome.lines, QStringList());
        QCOMPARE(outcome.exitCode, 0);
    }

    // A number that another user has is as wrong as one that nobody has.
    void numbersAreVerifiedToo()
    {
        tamper("user_numbers", "UPDATE user_numbers SET number = 1 - number");
        const Outcome outcome = verify({u"--database"_s, m_url});
        // On the second day only one of the two came: the other is there instead.
        QCOMPARE(outcome.lines.size(), 2);
        for (const QString &line : outcome.lines)
            QVERIFY2(line.startsWith(u"ended_periods site shop day 2026-11-02 user "_s), qPrintable(line));
        QCOMPARE(outcome.exitCode, 1);
    }

    // A late event makes what is kept out of date, in its own transaction: readers leave it out.
    void whatIsOutOfDateIsNoDifference()
    {
        tamper("ended_periods", "UPDATE ended_periods SET events = events - 1, users = 'no set', user_count = 9");
        const Outcome outcome = verify({u"--database"_s, m_url});
        QCOMPARE(outcome.lines, QStringList());
        QCOMPARE(outcome.exitCode, 0);
    }

    void whatCannotBeReadIsSaid()
    {
        tamper("ended_periods", "UPDATE ended_periods SET users = 'no set' WHERE period = 'month'");
        const Outcome users = verify({u"--database"_s, m_url});
        QCOMPARE(users.lines.size(), 3); // and the two users are missing
        QCOMPARE(users.lines.first(), u"ended_periods site shop month 2026-11-01: it is damaged"_s);
        QCOMPARE(users.exitCode, 1);
        cleanup();
        tamper("summaries", "UPDATE summaries SET body = substr(body, 2) WHERE period = 'month' AND dimension = 'path'");
        const Outcome values = verify({u"--database"_s, m_url});
        QCOMPARE(values.lines.size(), 3); // and the two paths are missing
        QCOMPARE(values.lines.first(), u"summaries site shop month 2026-11-01: it is damaged"_s);
        QCOMPARE(values.exitCode, 1);
    }

    // The other way round: an event that is gone is missed by all tables that counted it.
    void aLostEventIsFound()
    {
        tamper("events", "DELETE FROM events WHERE path = '/b'");
        const Outcome outcome = verify({u"--database"_s, m_url});
        QSet<QString> tables;
        for (const QString &line : outcome.lines)
            tables += line.section(u' ', 0, 0);
        QCOMPARE(tables, (QSet<QString> {u"segments"_s, u"daily"_s, u"totals"_s, u"summaries"_s})); // its user has others
        QCOMPARE(outcome.exitCode, 1);
    }

    void onlyTheRangeIsCompared()
    {
        tamper("daily", "UPDATE daily SET events = 100 WHERE day = '2026-11-01'");
        const QStringList notVerified {u"totals not verified: it is of all time, and there is more than these days"_s};
        const Outcome other = verify({u"--database"_s, m_url, u"--from"_s, u"2026-11-02"_s});
        QCOMPARE(other.lines, notVerified);
        QVERIFY2(other.summary.startsWith(u"Verified 1 days, 3 events, 5 tables"_s), qPrintable(other.summary));
        QCOMPARE(other.exitCode, 0);
        const Outcome same = verify({u"--database"_s, m_url, u"--to"_s, u"2026-11-01"_s});
        QCOMPARE(same.lines.size(), notVerified.size() + 1);
        QCOMPARE(same.exitCode, 1);
        const Outcome all = verify({u"--database"_s, m_url, u"--from"_s, u"2026-11-01"_s, u"--to"_s, u"2026-11-02"_s});
        QCOMPARE(all.lines.size(), 1);
        QCOMPARE(all.exitCode, 1);
    }

    // Retention drops months of events; their figures stay, and nobody can say of what.
    void daysWithoutTheirEventsAreSaid()
    {
        const QString url = m_postgres.newDatabase();
        write(url, {{eventOf("page_view", "/", "u", "2026-09-30T12:00:00Z"), eventOf("page_view", "/", "u", "2026-11-01T12:00:00Z")}});
        queryValue(url, "DO $$ DECLARE name text; BEGIN FOR name IN SELECT inhrelid::regclass FROM pg_inherits"
                        " WHERE inhparent = 'events'::regclass AND inhrelid::regclass::text < 'events_202611'"
                        " OR inhrelid::regclass::text = 'events_archive'"
                        " LOOP EXECUTE 'DROP TABLE ' || name; END LOOP; END $$");
        const Outcome outcome = verify({u"--database"_s, url});
        QCOMPARE(outcome.lines.size(), 2);
        QCOMPARE(outcome.lines.first(), u"1 days before 2026-11-01 not verified: their events are no longer held"_s);
        QVERIFY(outcome.lines[1].startsWith(u"totals not verified"_s));
        QVERIFY2(outcome.summary.startsWith(u"Verified 1 days, 1 events, 5 tables"_s), qPrintable(outcome.summary));
        QCOMPARE(outcome.exitCode, 0);
    }

    void atMostAHundredOfATable()
    {
        tamper("daily", "INSERT INTO daily SELECT 'blog', DATE '2026-11-01' + n, 1, 1, 1 FROM generate_series(1, 145) AS n");
        const Outcome outcome = verify({u"--database"_s, m_url});
        QCOMPARE(outcome.lines.size(), 101);
        QCOMPARE(outcome.lines.last(), u"daily: 45 more differences"_s);
        QVERIFY2(outcome.summary.endsWith(u": 145 differences"_s), qPrintable(outcome.summary));
    }

    // Paths are anybody's words.
    void noPathLooksLikeAnotherLine()
    {
        tamper("imported_figures", "INSERT INTO imported_figures VALUES ('shop', 'path', '2026-11-01', E'/ä\\n\\x1b[2J\\u202e', 1, 1)");
        const Outcome outcome = verify({u"--database"_s, m_url});
        QCOMPARE(outcome.lines, QStringList(u"imported_figures site shop day 2026-11-01 path /ä\\u{a}\\u{1b}[2J\\u{202e}: 1 views, 1 visitors, events say none"_s));
    }

    void trafficMeanwhileIsNoDifference()
    {
        const QString url = m_postgres.newDatabase();
        write(url, {});
        std::atomic<int> commits = 0;
        const std::jthread worker([&](const std::stop_token &stop) {
            Connection connection(url);
            if (!connection.open())
                return;
            BatchWriter writer(connection, *KeyedHash::load(connection), systemNow);
            const std::string producer = newProducer();
            std::mt19937 random(1);
            for (std::uint64_t i = 1; !stop.stop_requested(); ++i)
                commits += writer.write(batchOf({producer, i}, randomEvents(random, 20))).has_value();
        });
        const Compactor compactor(url, systemNow, {0, 0, 0});
        const QDeadlineTimer deadline(60'000);
        for (int overlapping = 0; overlapping < 5;) {
            QVERIFY(!deadline.hasExpired());
            const int before = commits;
            const Outcome outcome = verify({u"--database"_s, url});
            overlapping += commits > before;
            QCOMPARE(outcome.lines, QStringList());
            QCOMPARE(outcome.exitCode, 0);
        }
    }

    void whatCannotBeFoundOutIsNoDifference()
    {
        const QTemporaryDir empty;
        const Outcome notRunning = verify({u"--data"_s, empty.path()});
        QCOMPARE(notRunning.exitCode, 3);
        QVERIFY2(notRunning.complaint.contains(u"Footfall is not running in "_s + empty.path()), qPrintable(notRunning.complaint));
        const Outcome withoutSchema = verify({u"--database"_s, m_postgres.newDatabase()});
        QCOMPARE(withoutSchema.exitCode, 3);
        QVERIFY2(withoutSchema.complaint.contains(u"daily"_s) || withoutSchema.complaint.contains(u"events"_s),
            qPrintable(withoutSchema.complaint));
    }
};

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"

#include "tests/support/postgres.h"
#include "tests/worker/compaction/segmentwriter.h"
#include "worker/compaction/compactor.h"

#include <QDeadlineTimer>
#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace footfall;
using namespace footfall::worker;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int32_t today = 20'400;
const Clock noon = [] { return today * microsPerDay + microsPerDay / 2; };
constexpr Compactor::Delays soon {1, 1, 0};

std::atomic<int> warnings = 0;
QString lastWarning;
std::mutex warningMutex;
void countWarning(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    std::fprintf(stderr, "%s\n", qPrintable(message));
    if (type != QtWarningMsg)
        return;
    const std::lock_guard lock(warningMutex);
    lastWarning = message;
    ++warnings;
}

}

class TestCompactor : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    std::unique_ptr<WrittenDatabase> m_database; // of each test

    qint64 number(const QByteArray &sql) const { return m_database->number(sql); }
    // Of site and day, the most rows that a reader would meet.
    qint64 mostSegments() const
    {
        return number("SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM segments GROUP BY site_id, day) AS s");
    }
    bool isQuiet() const
    {
        return number("SELECT count(*) FROM fresh") == 0
            && number("SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM segments WHERE day - DATE '1970-01-01' < "
                      + QByteArray::number(today) + " GROUP BY site_id, day) AS s")
                   <= 1;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_postgres.start()); }
    void init() { m_database = std::make_unique<WrittenDatabase>(m_postgres.newDatabase()); }
    void cleanup() { m_database.reset(); }

    void databaseThatIsAwayIsWaitedFor()
    {
        const Compactor compactor(m_database->url, noon, soon);
        m_database->value("CHECKPOINT"); // it stops at once, and recovers what is not on disk
        QVERIFY(m_postgres.stop());
        QVERIFY(m_postgres.start());
        SegmentWriter writer(m_database->url);
        std::mt19937 random(7);
        writer.write({randomEvent(random, 1, today - 1)});
        QTRY_COMPARE_WITH_TIMEOUT(number("SELECT count(*) FROM segments"), 1, 30'000);
    }

    // Whoever asks while batches, merges of two compactors and late events go on has every committed event
    // once. Then an ended day is one segment, and all segments have what was written.
    void aReaderSeesEachEventOnceWhateverIsMerged()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mutex mutex;
        std::vector<Event> written;
        std::atomic<bool> isDone = false;
        std::atomic<int> mismatches = 0, questions = 0, shrunk = 0;
        const Compactor first(m_database->url, noon, soon), second(m_database->url, noon, soon);
        {
            std::jthread reader([&] {
                qint64 before = 0;
                while (!isDone) {
                    const auto row = queryRows(m_database->url,
                        "SELECT (SELECT coalesce(sum(events + bots), 0) FROM fresh) + (SELECT coalesce(sum(events + bots), 0) FROM "
                        "segments), (SELECT coalesce(sum(events + bots), 0) FROM daily)").front();
                    mismatches += row[0] != row[1];
                    shrunk += row[0].toLongLong() < before;
                    before = row[0].toLongLong();
                    ++questions;
                }
            });
            std::vector<std::jthread> writers;
            for (unsigned i = 0; i < 2; ++i) {
                writers.emplace_back([&, i] {
                    SegmentWriter writer(m_database->url);
                    std::mt19937 random(seed + i);
                    const QDeadlineTimer deadline(6'000);
                    while (!deadline.hasExpired()) {
                        std::vector<Event> events;
                        for (auto count = 1 + random() % 60; count > 0; --count)
                            events.push_back(randomEvent(random, 5, today - int(random() % 2 == 0 ? 0 : random() % 4)));
                        writer.write(events);
                        const std::lock_guard lock(mutex);
                        written.insert(written.end(), events.begin(), events.end());
                    }
                });
            }
            writers.clear(); // waits
            QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), 60'000);
            isDone = true;
        }
        qInfo("%zu events, %d questions", written.size(), questions.load());
        QCOMPARE(mismatches.load(), 0);
        QCOMPARE(shrunk.load(), 0);
        QVERIFY(questions > 10);
        QVERIFY(mostSegments() <= 40);

        std::map<std::pair<std::string, std::int32_t>, std::vector<SegmentRow>> plain;
        for (const Event &event : written) {
            std::map<std::string, std::string> props;
            if (!event.props.empty())
                props["plan"] = event.props.substr(9, 2);
            plain[{event.siteId, utcDay(event.timestamp)}].push_back(rowOf(event, props));
        }
        for (auto &[key, rows] : plain) {
            std::sort(rows.begin(), rows.end());
            QVERIFY(storedRows(m_database->url, key.first, key.second) == rows);
        }
        // The figures beside the bodies are theirs.
        for (const auto &row : queryRows(m_database->url,
                 "SELECT encode(body, 'hex'), row_count, users, raw_bytes, (extract(epoch FROM first_event_at) * 1000000)::bigint, "
                 "(extract(epoch FROM last_event_at) * 1000000)::bigint, day - DATE '1970-01-01' FROM segments")) {
            const QByteArray body = QByteArray::fromHex(row[0]);
            const std::string_view bytes(body.constData(), std::size_t(body.size()));
            const auto reader = SegmentReader::open(bytes);
            QVERIFY(reader);
            QCOMPARE(qint64(reader->rows()), row[1].toLongLong());
            QCOMPARE(qint64(reader->users()), row[2].toLongLong());
            QCOMPARE(qint64(reader->rawBytes()), row[3].toLongLong());
            Timestamp firstTime = std::numeric_limits<Timestamp>::max(), lastTime = 0;
            const auto rows = rowsOf(bytes, row[6].toInt());
            for (const SegmentRow &event : *rows) {
                firstTime = std::min(firstTime, event.time);
                lastTime = std::max(lastTime, event.time);
            }
            QCOMPARE(qint64(firstTime), row[4].toLongLong());
            QCOMPARE(qint64(lastTime), row[5].toLongLong());
        }
    }

    void aLateEventIsMergedIntoItsDay()
    {
        SegmentWriter writer(m_database->url);
        std::mt19937 random(1);
        const auto count = [this] { return number("SELECT count(*) FROM segments"); };
        writer.write({randomEvent(random, 1, today - 9), randomEvent(random, 1, today - 9)});
        const Compactor compactor(m_database->url, noon, soon);
        QTRY_COMPARE_WITH_TIMEOUT(count(), 1, 20'000);
        writer.write({randomEvent(random, 1, today - 9)});
        QTRY_VERIFY_WITH_TIMEOUT(isQuiet() && count() == 1 && number("SELECT row_count FROM segments") == 3, 20'000);
    }

    // Whatever a connection's end interrupts is undone as a whole.
    void aMergeThatIsKilledLosesNothing()
    {
        SegmentWriter writer(m_database->url);
        std::mt19937 random(std::random_device {}());
        std::atomic<bool> isDone = false;
        std::atomic<int> killed = 0, merges = 0;
        {
            std::jthread merging([&] {
                Connection connection(m_database->url);
                DamagedSegments damaged;
                while (!isDone) {
                    if (!connection.isOpen())
                        WrittenDatabase::need(connection.open());
                    std::vector<SiteDay> days;
                    for (int i = 0; i < 20; ++i)
                        days.push_back({"site-" + std::to_string(i), today, 100, 100'000});
                    const auto gone = mergeDays(connection, days, MergeKind::OpenDays, damaged);
                    killed += !gone;
                    merges += gone && *gone > 0;
                }
            });
            std::jthread killing([&] {
                while (!isDone) {
                    m_database->value("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()"
                                      " AND state = 'active' AND query ~ 'bodies|DELETE FROM fresh|COPY segments|fresh WHERE'"
                                      " AND pid <> pg_backend_pid()");
                }
            });
            const QDeadlineTimer deadline(60'000);
            while ((killed < 20 || merges < 20) && !deadline.hasExpired()) {
                std::vector<Event> events;
                for (int i = 0; i < 400; ++i)
                    events.push_back(randomEvent(random, 20, today));
                writer.write(events);
                QCOMPARE(number("SELECT (SELECT coalesce(sum(events), 0) FROM fresh) + (SELECT coalesce(sum(events), 0) FROM segments)"
                                " - (SELECT sum(events) FROM daily)"), 0);
            }
            isDone = true;
        }
        qInfo("%d killed, %d merges", killed.load(), merges.load());
        QVERIFY(killed >= 20 && merges >= 20);
    }

    void aDamagedSegmentIsReportedOnceAndHarmsNoOther()
    {
        SegmentWriter writer(m_database->url);
        std::mt19937 random(5);
        const auto writeAll = [&] {
            for (int i = 0; i < 10; ++i) {
                std::vector<Event> events;
                for (int k = 0; k < 30; ++k)
                    events.push_back(randomEvent(random, 3, today));
                writer.write(events);
            }
        };
        writeAll();
        m_database->value("UPDATE fresh SET body = set_byte(body, length(body) / 2, 255 - get_byte(body, length(body) / 2))"
                          " WHERE (site_id, id) IN (SELECT site_id, min(id) FROM fresh WHERE site_id = 'site-1' GROUP BY 1)");
        m_database->value("UPDATE fresh SET row_count = row_count + 1" // not the body's
                          " WHERE (site_id, id) IN (SELECT site_id, max(id) FROM fresh WHERE site_id = 'site-1' GROUP BY 1)");
        warnings = 0;
        const auto before = qInstallMessageHandler(countWarning);
        {
            const Compactor compactor(m_database->url, noon, soon);
            QTRY_COMPARE_WITH_TIMEOUT(number("SELECT count(*) FROM fresh"), 2, 20'000);
            writeAll(); // what comes later of the same site too
            QTRY_COMPARE_WITH_TIMEOUT(number("SELECT count(*) FROM fresh"), 2, 20'000);
        }
        qInstallMessageHandler(before);
        QCOMPARE(warnings.load(), 2);
        QVERIFY2(lastWarning.contains(u"site-1"_s) && lastWarning.contains(u"2025-11-08"_s), qPrintable(lastWarning));
        QCOMPARE(number("SELECT sum(events) FROM (SELECT events FROM fresh UNION ALL SELECT events FROM segments) AS s"),
            number("SELECT sum(events) FROM daily"));
    }

    // Thousands of batches of a few events: what a reader meets stays some dozens, and the table as small as
    // what is written between two vacuums. With FOOTFALL_SMALL_BATCHES=1000000 a million, and PostgreSQL's own
    // vacuum, in some ten minutes.
    void manySmallBatchesDoNotBloatFresh()
    {
        const int wanted = qEnvironmentVariableIntValue("FOOTFALL_SMALL_BATCHES");
        SegmentWriter writer(m_database->url);
        WrittenDatabase::need(writer.connection.execute("SET synchronous_commit = off")); // as fast as can be
        std::mt19937 random(6);
        const Compactor compactor(m_database->url, noon, Compactor::Delays {10, 1, 0});
        const QDeadlineTimer deadline = wanted > 0 ? QDeadlineTimer(QDeadlineTimer::Forever) : QDeadlineTimer(6'000);
        int batches = 0;
        qint64 most = 0, largest = 0;
        for (; batches < std::max(wanted, 50'000) && !deadline.hasExpired(); ++batches) {
            writer.write({randomEvent(random, 3, today), randomEvent(random, 3, today), randomEvent(random, 3, today)});
            if (batches % 500 == 0)
                most = std::max(most, mostSegments());
            if (batches % 2'000 == 0) {
                if (wanted == 0) // as autovacuum does once a minute
                    m_database->value("VACUUM fresh");
                largest = std::max(largest, number("SELECT pg_total_relation_size('fresh')"));
            }
        }
        qInfo("%d batches, at most %lld segments of a day, fresh at most %lld kB", batches, most, largest / 1024);
        QVERIFY(batches > 2'000);
        QVERIFY(most <= 40);
        QVERIFY2(largest < 12 << 20, qPrintable(QString::number(largest)));
        QTRY_VERIFY_WITH_TIMEOUT(number("SELECT count(*) FROM fresh") < 3 * 8, 20'000);
        QCOMPARE(number("SELECT sum(events) FROM (SELECT events FROM fresh UNION ALL SELECT events FROM segments) AS s"),
            number("SELECT sum(events) FROM daily"));
    }
};

QTEST_GUILESS_MAIN(TestCompactor)
#include "tst_compactor.moc"

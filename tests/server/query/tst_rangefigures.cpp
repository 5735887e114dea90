// Promise: the figures of any range are exact, whatever of it is kept, cached, open or out of date, and whoever
// writes and merges meanwhile.
#include "server/stats/figures.h"
#include "server/stats/query/rangevalues.h"
#include "tests/support/postgres.h"
#include "tests/worker/compaction/segmentwriter.h"
#include "worker/compaction/compactor.h"
#include "worker/compaction/endedperiods.h"

#include <QTest>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

using namespace footfall;
using namespace footfall::server;
using namespace footfall::worker;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int32_t today = 20'400; // 2025-11-08
constexpr std::int32_t firstDay = today - 80; // in August
const Clock noon = [] { return today * microsPerDay + microsPerDay / 2; };

struct Plain {
    Figures figures;
    std::set<std::string> users;
    std::map<std::string, std::int64_t> values;
};

Plain plainCounts(const std::vector<Event> &events, const std::string &site, Timestamp begin, Timestamp end, const std::string &dimension)
{
    Plain plain;
    for (const Event &event : events) {
        if (event.siteId != site || event.timestamp < begin || event.timestamp >= end)
            continue;
        const auto member = std::find_if(eventDimensions.begin(), eventDimensions.end(),
            [&](const EventAttribute &one) { return one.name == dimension; })->member;
        const bool isBot = !event.bot.empty(), isView = !isBot && event.eventType == pageView;
        plain.figures.bots += isBot ? event.count : 0;
        plain.figures.events += isBot ? 0 : event.count;
        plain.figures.views += isView ? event.count : 0;
        if (!isBot && !event.userId.empty())
            plain.users.insert(event.userId);
        const bool isCounted = dimension == "bot" ? isBot : dimension == "event_type" ? !isBot : isView;
        if (isCounted && !(event.*member).empty())
            plain.values[event.*member] += event.count;
    }
    plain.figures.users = std::int64_t(plain.users.size());
    return plain;
}

bool operator==(const Figures &a, const Figures &b)
{
    return a.views == b.views && a.events == b.events && a.bots == b.bots && a.users == b.users;
}

QByteArray text(const Figures &figures)
{
    return QByteArray::number(qlonglong(figures.views)) + ' ' + QByteArray::number(qlonglong(figures.events)) + ' '
        + QByteArray::number(qlonglong(figures.bots)) + ' ' + QByteArray::number(qlonglong(figures.users));
}

}

class TestRangeFigures : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    std::unique_ptr<WrittenDatabase> m_database; // of each test
    std::vector<Event> m_events; // that were written

    void write(SegmentWriter &writer, std::mt19937 &random, int count, std::int32_t first, std::int32_t last)
    {
        std::vector<Event> events;
        for (; count > 0; --count)
            events.push_back(randomEvent(random, 2, first + std::int32_t(random() % unsigned(last - first + 1)), 60));
        writer.write(events);
        m_events.insert(m_events.end(), events.begin(), events.end());
    }

    // What is small becomes large, and of some ended days and months all is kept.
    void keepSome(std::mt19937 &random, int share)
    {
        m_database->value("WITH taken AS (DELETE FROM fresh RETURNING *) INSERT INTO segments SELECT * FROM taken");
        const auto keep = [&](const std::string &site, const char *name, std::int32_t first, std::int32_t past) {
            WrittenDatabase::need(keepPeriod(m_database->connection, {site, name, first, past}));
        };
        for (const std::string site : {"site-0", "site-1"}) {
            for (std::int32_t day = firstDay; day < today; ++day) {
                if (int(random() % 100) < share)
                    keep(site, "day", day, day + 1);
            }
            for (const QDate month : {QDate(2025, 9, 1), QDate(2025, 10, 1)}) {
                const auto first = std::int32_t(QDate(1970, 1, 1).daysTo(month));
                if (int(random() % 100) < share)
                    keep(site, "month", first, first + month.daysInMonth());
            }
        }
    }

    std::vector<Figures> figures(SegmentCache &cache, const std::string &site, const std::vector<Timestamp> &bounds)
    {
        const auto snapshot = Transaction::beginReading(m_database->connection);
        WrittenDatabase::need(snapshot.map([](const auto &) {}));
        return WrittenDatabase::need(figuresOf({m_database->connection, cache}, site, bounds, std::nullopt));
    }

    Ranking ranking(SegmentCache &cache, const std::string &site, Timestamp begin, Timestamp end,
        const std::string &dimension, const Ranking::Part &part = {1'000})
    {
        const auto snapshot = Transaction::beginReading(m_database->connection);
        WrittenDatabase::need(snapshot.map([](const auto &) {}));
        const Source source {m_database->connection, cache};
        const auto periods = WrittenDatabase::need(keptWithin(source, site, begin, end));
        return WrittenDatabase::need(rangeRanking(source, site, begin, end, periods, dimension, part));
    }

    // Whether any part of the values is the same part of all of them.
    void compareParts(SegmentCache &cache, const std::string &site, const std::vector<Timestamp> &bounds, const std::string &dimension, const Ranking &all)
    {
        for (const auto &[limit, offset, countAll] : {std::tuple(1, 0, false), {10, 0, false}, {10, 0, true}, {7, 40, true}, {300, 0, false}}) {
            const Ranking part = ranking(cache, site, bounds.front(), bounds.back(), dimension, {limit, offset, {}, countAll});
            QVERIFY(!countAll || part.total == all.total);
            for (int i = 0; i < limit; ++i) {
                const auto row = std::size_t(offset + i);
                QCOMPARE(std::size_t(i) < part.rows.size(), row < all.rows.size());
                if (row < all.rows.size())
                    QVERIFY(part.rows[std::size_t(i)].value == all.rows[row].value && part.rows[std::size_t(i)].views == all.rows[row].views);
            }
        }
    }

    void compare(SegmentCache &cache, const std::string &site, const std::vector<Timestamp> &bounds, const std::string &dimension)
    {
        const std::vector<Figures> buckets = figures(cache, site, bounds);
        QCOMPARE(buckets.size(), bounds.size() - 1);
        for (std::size_t i = 0; i < buckets.size(); ++i) {
            const Plain plain = plainCounts(m_events, site, bounds[i], bounds[i + 1], dimension);
            const QByteArray what = QByteArray::number(qlonglong(bounds[i])) + " to " + QByteArray::number(qlonglong(bounds[i + 1]))
                + ": " + text(buckets[i]) + ", not " + text(plain.figures);
            QVERIFY2(buckets[i] == plain.figures, what.constData());
        }
        const Plain plain = plainCounts(m_events, site, bounds.front(), bounds.back(), dimension);
        const Ranking ranking = this->ranking(cache, site, bounds.front(), bounds.back(), dimension);
        QCOMPARE(ranking.total, std::int64_t(plain.values.size()));
        for (std::size_t i = 0; i < ranking.rows.size(); ++i) {
            const Ranking::Row &row = ranking.rows[i], &before = ranking.rows[i - (i > 0)];
            QVERIFY2(plain.values.contains(row.value) && plain.values.at(row.value) == row.views, row.value.c_str());
            QVERIFY(i == 0 || before.views > row.views || (before.views == row.views && before.value < row.value));
        }
        compareParts(cache, site, bounds, dimension, ranking);
    }

    // Hours, days, weeks, months, or anything, in a zone that is some slots off.
    static std::vector<Timestamp> someBounds(std::mt19937 &random)
    {
        const Timestamp shift = Timestamp(random() % 3 == 0 ? random() % 96 : 0) * microsPerSlot;
        std::vector<Timestamp> bounds;
        const auto from = std::int32_t(firstDay - 2 + int(random() % 84));
        switch (random() % 5) {
        case 0:
            for (auto i = random() % 60; i < 60; ++i)
                bounds.push_back(from * microsPerDay + shift + Timestamp(i) * microsPerHour);
            break;
        case 1:
            for (auto i = random() % 30; i <= 30; ++i)
                bounds.push_back((from + std::int32_t(i)) * microsPerDay + shift);
            break;
        case 2:
            for (auto i = 0; i < 6; ++i)
                bounds.push_back((from + 7 * i) * microsPerDay + shift);
            break;
        case 3:
            for (int month = 7; month <= 12; ++month)
                bounds.push_back(Timestamp(QDate(1970, 1, 1).daysTo(QDate(2025, month, 1))) * microsPerDay + shift);
            break;
        default:
            bounds = {from * microsPerDay + Timestamp(random() % 96) * microsPerSlot,
                (from + std::int32_t(random() % 80)) * microsPerDay + Timestamp(random() % 96) * microsPerSlot};
            std::sort(bounds.begin(), bounds.end());
        }
        if (bounds.size() < 2)
            bounds = {bounds.empty() ? 0 : bounds.front(), bounds.empty() ? 0 : bounds.front()};
        return bounds;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_postgres.start()); }
    void init()
    {
        m_database = std::make_unique<WrittenDatabase>(m_postgres.newDatabase());
        m_events.clear();
    }
    void cleanup() { m_database.reset(); }

    void areExact()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        SegmentWriter writer(m_database->url);
        SegmentCache large(64 << 20), small(40 << 10); // into which hardly a question fits: in parts, and kept by none
        for (int round = 0; round < 10; ++round) {
            write(writer, random, 30 + int(random() % 400), firstDay, round % 2 ? today : today - 60 + 4 * round);
            if (random() % 4 > 0)
                keepSome(random, std::array {20, 60, 100}[random() % 3]);
            for (int question = 0; question < 40; ++question) {
                const std::string site = random() % 5 ? "site-0" : random() % 3 ? "site-1" : "nowhere";
                const std::string dimension = std::string(eventDimensions[random() % eventDimensions.size()].name);
                const std::vector<Timestamp> bounds = someBounds(random);
                compare(question % 8 == 7 ? small : large, site, bounds, random() % 2 ? "path" : dimension);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    // Of all that is kept nothing is read twice: what is asked again needs no segment and no set.
    void whatIsKeptIsReadOnce()
    {
        std::mt19937 random(3);
        SegmentWriter writer(m_database->url);
        write(writer, random, 2'000, firstDay, today - 1);
        keepSome(random, 100);
        SegmentCache cache(64 << 20);
        const Timestamp begin = firstDay * microsPerDay + 22 * microsPerSlot, end = today * microsPerDay - 74 * microsPerSlot;
        std::vector<Timestamp> days;
        for (Timestamp time = begin; time <= end; time += microsPerDay)
            days.push_back(time);
        compare(cache, "site-0", {begin, end}, "path");
        compare(cache, "site-0", days, "path");
        m_database->value("UPDATE segments SET body = ''");
        m_database->value("UPDATE summaries SET body = ''");
        m_database->value("UPDATE ended_periods SET users = ''");
        compare(cache, "site-0", {begin, end}, "path");
        compare(cache, "site-0", days, "path");
    }

    void aKeptPeriodKnowsTheUsersOfItsValues()
    {
        std::mt19937 random(4);
        SegmentWriter writer(m_database->url);
        write(writer, random, 500, today - 3, today - 1);
        keepSome(random, 100);
        SegmentCache cache(64 << 20);
        const Timestamp begin = (today - 2) * microsPerDay;
        const Ranking ofDay = ranking(cache, "site-0", begin, begin + microsPerDay, "path");
        QVERIFY(!ofDay.rows.empty());
        for (const Ranking::Row &row : ofDay.rows) {
            std::set<std::string> users;
            for (const Event &event : m_events) {
                if (event.siteId == "site-0" && event.path == row.value && event.bot.empty() && !event.userId.empty()
                    && utcDay(event.timestamp) == today - 2)
                    users.insert(event.userId);
            }
            QCOMPARE(row.users.value(), std::int64_t(users.size()));
        }
        QVERIFY(!ranking(cache, "site-0", begin, begin + 2 * microsPerDay, "path").rows.front().users);

        // Also if it was kept for a range of which the rest is open.
        write(writer, random, 50, today, today);
        SegmentCache other(64 << 20);
        QVERIFY(!ranking(other, "site-0", begin + microsPerDay, begin + 3 * microsPerDay, "path").rows.front().users);
        QVERIFY(ranking(other, "site-0", begin + microsPerDay, begin + 2 * microsPerDay, "path").rows.front().users);
    }

    // What is wrong with what it says: nothing.
    static QByteArray compareWithSql(Connection &connection, const QByteArray &said, const QByteArray &sql)
    {
        const auto same = connection.execute("DO $$ DECLARE said text := (" + sql + "); BEGIN ASSERT said = '" + said + "', said || ', not " + said + "'; END $$");
        return same ? QByteArray() : same.error().message.toUtf8();
    }

    static QByteArray compareRange(const Source &source, Timestamp begin, Timestamp end, const QByteArray &sql, std::atomic<int> &looksAtKept)
    {
        const auto periods = keptWithin(source, "site-0", begin, end);
        const auto figures = periods.and_then([&](const auto &kept) { return figuresOf(source, "site-0", {begin, end}, kept); });
        const auto paths = periods.and_then([&](const auto &kept) { return rangeRanking(source, "site-0", begin, end, kept, "path", {1'000}); });
        if (!figures || !paths)
            return (figures ? paths.error() : figures.error()).message.toUtf8();
        std::int64_t views = 0;
        for (const Ranking::Row &row : paths->rows)
            views += row.views;
        const Figures &sum = figures->front();
        if (views != sum.views) // each has a path
            return "paths have " + QByteArray::number(qlonglong(views)) + " views of " + QByteArray::number(qlonglong(sum.views));
        looksAtKept += std::any_of(periods->days.begin(), periods->days.end(), [](const auto &day) { return day.kept.has_value(); });
        return compareWithSql(source.connection, QByteArray::number(qlonglong(sum.views)) + ' ' + QByteArray::number(qlonglong(sum.events))
            + ' ' + QByteArray::number(qlonglong(sum.users)), sql);
    }

    // The paths of a day, with the users of each: as they are kept, or from segments.
    static QByteArray compareDay(const Source &source, std::int32_t day, std::atomic<int> &kept)
    {
        const Timestamp begin = day * microsPerDay, end = begin + microsPerDay;
        const auto periods = keptWithin(source, "site-0", begin, end);
        if (!periods)
            return periods.error().message.toUtf8();
        const bool isKept = PeriodSplit::of(*periods, begin, end).isOnePeriod();
        kept += isKept;
        const auto values = isKept ? rangeRanking(source, "site-0", begin, end, *periods, "path", {1'000})
            : askSegments(source, {"site-0", {begin, end}, {}, "path"}).map([](const SegmentAnswer &answer) { return answer.values.ranking({1'000}); });
        if (!values)
            return values.error().message.toUtf8();
        QByteArrayList rows;
        for (const Ranking::Row &row : values->rows) {
            rows += QByteArray::fromStdString(row.value) + ' ' + QByteArray::number(qlonglong(row.views)) + ' '
                + QByteArray::number(qlonglong(row.users.value_or(-1)));
        }
        return compareWithSql(source.connection, rows.join(','),
            "SELECT coalesce(string_agg(concat_ws(' ', path, views, users), ',' ORDER BY views DESC, path), '')"
            "  FROM (SELECT path, sum(count) FILTER (WHERE event_type = 'page_view') AS views, count(DISTINCT user_id) AS users"
            "          FROM events WHERE site_id = 'site-0' AND bot IS NULL AND (\"timestamp\" AT TIME ZONE 'UTC')::date - DATE '1970-01-01' = "
                + QByteArray::number(day) + " GROUP BY path) AS p WHERE views > 0");
    }

    // Two workers write, two compactors merge and keep, and whoever asks meanwhile is told what the events of the
    // same moment say.
    void areExactWhileEverybodyIsAtWork()
    {
        const Timestamp begin = (today - 40) * microsPerDay + 30 * microsPerSlot, end = today * microsPerDay + 9 * microsPerSlot;
        const QByteArray counts = "SELECT coalesce(sum(count) FILTER (WHERE event_type = 'page_view'), 0) || ' ' || coalesce(sum(count), 0)"
            " || ' ' || count(DISTINCT user_id) FROM events WHERE site_id = 'site-0' AND bot IS NULL"
            " AND extract(epoch FROM \"timestamp\") * 1000000 >= " + QByteArray::number(qlonglong(begin))
            + " AND extract(epoch FROM \"timestamp\") * 1000000 < " + QByteArray::number(qlonglong(end));
        std::atomic<int> writing = 2, failures = 0;
        std::vector<std::jthread> threads;
        for (unsigned w = 0; w < 2; ++w) {
            threads.emplace_back([&, w] {
                Connection connection(m_database->url);
                failures += !connection.open();
                BatchWriter writer(connection, *KeyedHash::load(connection), systemNow);
                std::mt19937 random(w);
                for (int batch = 0; batch < 150; ++batch) {
                    std::vector<Event> events;
                    const std::int32_t day = today - std::int32_t(random() % 45);
                    for (int i = 0; i < 60; ++i)
                        events.push_back(randomEvent(random, 2, i < 50 ? day : today, 40 + batch));
                    failures += !writer.write(batchOf({newProducer(), 1}, events));
                }
                --writing;
            });
        }
        const Compactor first(m_database->url, noon, {1, 0, 0}), second(m_database->url, noon, {1, 0, 0});
        SegmentCache cache(64 << 20);
        std::atomic<int> looks = 0, looksAtKept = 0, daysAtOnce = 0;
        std::mutex mutex;
        QByteArray wrong;
        std::vector<std::jthread> readers;
        for (unsigned r = 0; r < 2; ++r) {
            readers.emplace_back([&, r] {
                Connection connection(m_database->url);
                failures += !connection.open();
                std::mt19937 random(r);
                while ((writing > 0 || looksAtKept < 5 || daysAtOnce < 5) && failures == 0) {
                    const auto snapshot = Transaction::beginReading(connection);
                    const Source source {connection, cache};
                    const QByteArray complaint = !snapshot ? "no snapshot"_ba : random() % 2
                        ? compareRange(source, begin, end, counts, looksAtKept)
                        : compareDay(source, today - std::int32_t(random() % 45), daysAtOnce);
                    const std::lock_guard lock(mutex);
                    failures += !complaint.isEmpty();
                    wrong = wrong.isEmpty() ? complaint : wrong;
                    ++looks;
                }
            });
        }
        readers.clear();
        threads.clear();
        QVERIFY2(wrong.isEmpty(), wrong);
        QCOMPARE(failures, 0);
        QVERIFY(looks > 5);
    }
};

QTEST_GUILESS_MAIN(TestRangeFigures)
#include "tst_rangefigures.moc"

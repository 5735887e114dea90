// Promise: whatever is asked of segments is exactly what a plain count over the list of events says.
#include "tests/server/query/segmentdatabase.h"

#include "common/json/text.h"
#include "tests/support/query.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <set>
#include <thread>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int32_t firstDay = 20'000;
constexpr std::int32_t dayCount = 4;
constexpr std::size_t cacheBytes = 64 << 20;

struct Listed {
    Event event;
    std::map<std::string, std::string> props;

    std::string value(const std::string &dimension) const
    {
        if (dimension.starts_with(propPrefix)) {
            const auto found = props.find(dimension.substr(propPrefix.size()));
            return found == props.end() ? std::string() : found->second;
        }
        if (dimension == "event_type")
            return event.eventType;
        if (dimension == "path")
            return event.path;
        if (dimension == "referrer")
            return event.referrer;
        return event.*findAttribute(dimension)->member;
    }
    bool isBot() const { return !event.bot.empty(); }
};

struct Counted {
    std::int64_t events = 0, views = 0, bots = 0;
    std::set<std::string> users;
};
struct CountedValue {
    std::int64_t views = 0;
    std::set<std::string> users;
};
struct Expected {
    std::vector<Counted> buckets;
    std::map<std::string, CountedValue> values; // those without views too
};

Expected counted(const std::vector<Listed> &list, const SegmentQuestion &question)
{
    Expected expected {std::vector<Counted>(question.bounds.size() - 1), {}};
    const bool isOfBots = std::any_of(question.filters.begin(), question.filters.end(), [](auto &f) { return f.isBot(); });
    for (const Listed &one : list) {
        const Event &event = one.event;
        const auto after = std::upper_bound(question.bounds.begin(), question.bounds.end(), event.timestamp);
        if (event.siteId != question.site || after == question.bounds.begin() || after == question.bounds.end())
            continue;
        if (std::any_of(question.filters.begin(), question.filters.end(), [&](auto &f) { return one.value(f.dimension) != f.value; }))
            continue;
        Counted &bucket = expected.buckets[std::size_t(after - question.bounds.begin()) - 1];
        const bool isView = event.eventType == pageView && !one.isBot();
        bucket.bots += one.isBot() ? event.count : 0;
        bucket.events += !one.isBot() || isOfBots ? event.count : 0;
        bucket.views += isView ? event.count : 0;
        if (!one.isBot() && !event.userId.empty())
            bucket.users.insert(event.userId);
        if (question.dimension.empty() || one.isBot() != (question.dimension == "bot") || one.value(question.dimension).empty())
            continue;
        CountedValue &value = expected.values[one.value(question.dimension)];
        value.views += isView || countsEvents(question.dimension) ? event.count : 0;
        if (!one.isBot() && !event.userId.empty())
            value.users.insert(event.userId);
    }
    return expected;
}

std::string textOf(const SegmentQuestion &question)
{
    std::string text = "site " + question.site + " by '" + question.dimension + "'";
    for (const Filter &filter : question.filters)
        text += ", " + filter.dimension + "='" + filter.value + "'";
    for (const Timestamp bound : question.bounds) {
        text += ' ';
        appendTimestamp(text, bound);
    }
    return text;
}

// Fails the test if the answer differs from the count.
bool equals(const SegmentAnswer &answer, const Expected &expected)
{
    if (answer.buckets.size() != expected.buckets.size())
        return false;
    for (std::size_t i = 0; i < expected.buckets.size(); ++i) {
        const Figures &figures = answer.buckets[i];
        const Counted &bucket = expected.buckets[i];
        if (figures.events != bucket.events || figures.views != bucket.views || figures.bots != bucket.bots
            || figures.users != std::ssize(bucket.users)) {
            qWarning("bucket %d: %d views, %d events, %d bots, %d users, expected %d, %d, %d, %d", int(i), int(figures.views),
                int(figures.events), int(figures.bots), int(figures.users), int(bucket.views), int(bucket.events),
                int(bucket.bots), int(bucket.users.size()));
            return false;
        }
    }
    const Ranking ranking = answer.values.ranking({1'000'000, 0, {}});
    std::vector<std::tuple<std::int64_t, std::string, std::int64_t>> rows;
    for (const auto &[value, count] : expected.values) {
        if (count.views != 0)
            rows.emplace_back(-count.views, value, count.users.size());
    }
    std::sort(rows.begin(), rows.end());
    if (ranking.total != std::ssize(rows) || ranking.rows.size() != rows.size())
        return false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto &[views, value, users] = rows[i];
        if (ranking.rows[i].value != value || ranking.rows[i].views != -views || ranking.rows[i].users != users) {
            qWarning("row %d: %s, %d views, %d users, expected %s, %d, %d", int(i), ranking.rows[i].value.c_str(),
                int(ranking.rows[i].views), int(*ranking.rows[i].users), value.c_str(), int(-views), int(users));
            return false;
        }
    }
    return true;
}

}

class TestSegmentQuestion : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    std::unique_ptr<SegmentDatabase> m_database;
    std::mt19937 m_random;

    std::size_t below(std::size_t most) { return m_random() % most; }
    std::string pick(const std::vector<std::string> &from) { return from[below(from.size())]; }

    Listed anyEvent(std::size_t users, std::size_t propKeys)
    {
        Listed one;
        Event &event = one.event;
        event.siteId = below(8) ? "a" : "b";
        event.eventType = pick({pageView, pageView, "click", "signup"});
        event.userId = below(5) ? "user " + std::to_string(below(users)) : std::string();
        event.timestamp = firstDay * microsPerDay + Timestamp(below(dayCount * 86'400)) * microsPerSecond
            + (below(2) ? Timestamp(below(1'000'000)) : 0);
        if (below(10) == 0) // the ends of days and slots
            event.timestamp = event.timestamp / microsPerSlot * microsPerSlot - Timestamp(below(2));
        event.timestamp = std::max(event.timestamp, firstDay * microsPerDay);
        event.path = below(12) ? "/" + std::to_string(below(1 + below(400))) : std::string();
        event.referrer = pick({"", "", "https://a.example/", "https://b.example/x"});
        event.browser = pick({"Chrome", "Firefox", ""});
        event.country = pick({"DE", "FR", "", "IN"});
        event.bot = below(15) ? std::string() : pick({"GPTBot", "curl"});
        event.count = below(20) ? 1 : std::int32_t(1 + below(1'000'000));
        std::string props;
        for (std::size_t i = 0; propKeys > 0 && i < below(4); ++i) {
            const std::string key = "key" + std::to_string(below(below(2) ? propKeys : 3)), value = pick({"pro", "free", "x", "y"});
            if (!one.props.emplace(key, value).second)
                continue;
            props += (props.empty() ? "{\"" : ",\"") + key + "\":\"" + value + '"';
        }
        event.props = props.empty() ? props : props + '}';
        return one;
    }
    std::vector<Listed> anyEvents(std::size_t count, std::size_t users, std::size_t propKeys)
    {
        std::vector<Listed> list;
        for (std::size_t i = 0; i < count; ++i)
            list.push_back(anyEvent(users, propKeys));
        return list;
    }

    // In batches of any size; some segments merged, some moved.
    void write(const std::vector<Listed> &list)
    {
        std::map<std::pair<std::string, std::int32_t>, std::vector<DaySegment>> made;
        for (std::size_t begin = 0; begin < list.size();) {
            const std::size_t end = std::min(list.size(), begin + 1 + below(1 + list.size() / 4));
            std::vector<const Event *> events;
            for (std::size_t i = begin; i < end; ++i)
                events.push_back(&list[i].event);
            for (DaySegment &segment : daySegments(events, plainUserHash))
                made[{std::string(segment.site), segment.day}].push_back(std::move(segment));
            begin = end;
        }
        for (auto &[key, segments] : made) {
            while (segments.size() > 1 && below(3) != 0) {
                const auto some = std::ptrdiff_t(2 + below(segments.size() - 1));
                const DaySegment whole = merged({segments.end() - some, segments.end()});
                segments.erase(segments.end() - some, segments.end());
                segments.push_back(whole);
            }
            m_database->write(segments);
        }
        m_database->move("id % 2 = 0");
    }

    SegmentQuestion anyQuestion(const std::vector<Listed> &list, std::size_t propKeys)
    {
        SegmentQuestion question {below(10) ? "a" : "b", {}};
        const Timestamp steps[] = {1, microsPerSecond * 60, microsPerSlot, microsPerHour, microsPerDay};
        const Timestamp step = steps[below(5)];
        std::set<Timestamp> bounds;
        const std::size_t count = below(3) ? 2 : 2 + below(40);
        for (std::size_t tries = 0; bounds.size() < 2 || tries < count; ++tries)
            bounds.insert((firstDay - 1) * microsPerDay
                + Timestamp((m_random() * 4'294'967'296ull + m_random()) >> 1) % ((dayCount + 2) * microsPerDay / step) * step);
        for (std::size_t i = below(3); i > 0; --i) // right before an event, or behind it
            bounds.insert(list[below(list.size())].event.timestamp + Timestamp(below(2)));
        question.bounds.assign(bounds.begin(), bounds.end());
        const std::vector<std::string> dimensions {"path", "event_type", "referrer", "browser", "country", "bot", "source",
            "prop:key0", "prop:key1", "prop:key" + std::to_string(below(propKeys + 1)), "prop:nothing"};
        question.dimension = below(3) ? pick(dimensions) : std::string();
        for (std::size_t i = below(4); i > 1; --i) {
            const std::string dimension = pick(dimensions);
            question.filters.push_back({dimension, list[below(list.size())].value(dimension)});
        }
        return question;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        m_random.seed(seed);
        QVERIFY(m_postgres.start());
    }
    void init() { m_database = std::make_unique<SegmentDatabase>(m_postgres.newDatabase()); }
    void cleanup() { m_database.reset(); }

    void answersAreWhatTheEventsSay_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("users");
        QTest::addColumn<int>("propKeys");
        QTest::newRow("one event") << 1 << 1 << 1;
        QTest::newRow("few") << 50 << 5 << 3;
        QTest::newRow("many, of few users") << 6'000 << 40 << 3;
        QTest::newRow("many, of many users") << 30'000 << 20'000 << 3;
        QTest::newRow("many keys of props") << 6'000 << 1'000 << 150;
    }

    // Any bounds, any filters, any dimension; from a cache that has nothing, something, everything.
    void answersAreWhatTheEventsSay()
    {
        QFETCH(const int, count);
        QFETCH(const int, users);
        QFETCH(const int, propKeys);
        const std::vector<Listed> list = anyEvents(std::size_t(count), std::size_t(users), std::size_t(propKeys));
        write(list);
        SegmentCache large(cacheBytes), small(1 << 20);
        for (int i = 0; i < 150; ++i) {
            const SegmentQuestion question = anyQuestion(list, std::size_t(propKeys));
            SegmentCache &cache = i % 4 == 0 && count < 30'000 ? small : large;
            const auto answer = m_database->need(m_database->ask(cache, question));
            QVERIFY2(equals(answer, counted(list, question)), textOf(question).c_str());
        }
    }

    // The part of a ranking that is asked for; what is searched for, whatever the case; and what others counted.
    void rankingsAreCut()
    {
        std::vector<Listed> list = anyEvents(2'000, 30, 0);
        for (std::size_t i = 0; i < list.size(); i += 9)
            list[i].event.path = i % 2 ? "/Straße/ÄPFEL" : "/straße/äpfel";
        write(list);
        SegmentCache cache(cacheBytes);
        const SegmentQuestion question {"a", {firstDay * microsPerDay, (firstDay + dayCount) * microsPerDay}, {}, "path"};
        ValueCounts values = m_database->need(m_database->ask(cache, question)).values;
        const Ranking all = values.ranking({1'000, 0, {}});
        QVERIFY(all.rows.size() > 50);
        for (const auto &[limit, offset] : {std::pair(10, 0), {7, 20}, {1'000, 30}, {5, 100'000}}) {
            const Ranking part = values.ranking({limit, offset, {}});
            QCOMPARE(part.total, all.total);
            const std::size_t begin = std::min(all.rows.size(), std::size_t(offset));
            QCOMPARE(part.rows.size(), std::min(all.rows.size() - begin, std::size_t(limit)));
            for (std::size_t i = 0; i < part.rows.size(); ++i)
                QCOMPARE(part.rows[i].value, all.rows[begin + i].value);
        }
        QCOMPARE(values.ranking({10, 0, "äPF"}).total, 2);
        QCOMPARE(values.ranking({10, 0, "nowhere"}).total, 0);

        values.add(all.rows.back().value, 1'000'000'000'000);
        values.add("/imported", 999'999'999'999);
        const Ranking more = values.ranking({2, 0, {}});
        QCOMPARE(more.total, all.total + 1);
        QCOMPARE(more.rows[0].value, all.rows.back().value);
        QCOMPARE(more.rows[0].users, all.rows.back().users);
        QCOMPARE(more.rows[1].value, std::string("/imported"));
        QCOMPARE(more.rows[1].users, std::optional<std::int64_t>(0));
    }

    void aSiteWithoutSegmentsIsZeros()
    {
        SegmentCache cache(cacheBytes);
        const auto answer = m_database->need(m_database->ask(cache, {"nowhere", {0, microsPerDay, 2 * microsPerDay}, {}, "path"}));
        QCOMPARE(answer.buckets.size(), 2);
        QCOMPARE(answer.buckets[1].users, 0);
        QCOMPARE(answer.values.ranking({}).total, 0);
    }

    void damageIsAnErrorAndNoCrash()
    {
        const std::vector<Listed> list = anyEvents(3'000, 200, 3);
        write(list);
        const QByteArray sizes = queryValue(m_database->url, "SELECT max(length(body)) FROM (SELECT * FROM fresh UNION ALL SELECT * FROM segments) AS s WHERE site_id = 'a'");
        QByteArray table = "segments";
        if (queryValue(m_database->url, "SELECT count(*) FROM segments WHERE site_id = 'a' AND length(body) = " + sizes) == "0")
            table = "fresh";
        const SegmentQuestion question {"a", {firstDay * microsPerDay + 1, (firstDay + dayCount) * microsPerDay}, {{"browser", "Chrome"}}, "path"};
        SegmentCache intact(cacheBytes);
        QVERIFY(m_database->ask(intact, question));
        int refused = 0;
        for (int i = 0; i < 40; ++i) {
            const QByteArray at = QByteArray::number(qulonglong(below(sizes.toULongLong())));
            const QByteArray flip = "UPDATE " + table + " SET body = set_byte(body, " + at + ", get_byte(body, " + at
                + ") # 1) WHERE site_id = 'a' AND length(body) = " + sizes;
            m_database->need(m_database->connection.execute(flip));
            SegmentCache cache(cacheBytes);
            const auto answer = m_database->ask(cache, question);
            refused += !answer;
            if (!answer) {
                QCOMPARE(answer.error().sqlState, std::string(dataCorrupted));
                QVERIFY2(answer.error().message.contains(u"segment"_s), qPrintable(answer.error().message));
            } else {
                QVERIFY(equals(*answer, counted(list, question))); // a column that the question does not need
            }
            m_database->need(m_database->connection.execute(flip));
        }
        QVERIFY(refused > 0);
        m_database->need(m_database->connection.execute("UPDATE " + table + " SET body = '' WHERE site_id = 'a' AND length(body) = " + sizes));
        SegmentCache cache(cacheBytes);
        QCOMPARE(m_database->ask(cache, question).error().sqlState, std::string(dataCorrupted));
    }

    void whatNeedsTooMuchIsRefusedBeforeItIsRead()
    {
        write(anyEvents(20'000, 5'000, 0));
        SegmentCache cache(16 << 10);
        const SegmentQuestion days {"a", {firstDay * microsPerDay, (firstDay + dayCount) * microsPerDay}};
        const auto answer = m_database->ask(cache, days);
        QVERIFY(!answer);
        QCOMPARE(answer.error().sqlState, std::string(questionTooLarge));
        QVERIFY2(answer.error().message.contains(u"ask for fewer days"_s), qPrintable(answer.error().message));
        QCOMPARE(cache.bytes(), std::size_t(0));
    }

    // Promise: questions see each event once while rows move from `fresh` to `segments`.
    void eventsThatMoveAreSeenOnce()
    {
        const std::vector<Listed> list = anyEvents(4'000, 500, 2);
        write(list);
        m_database->need(m_database->connection.execute(
            "WITH t AS (DELETE FROM segments RETURNING *) INSERT INTO fresh SELECT * FROM t"));
        std::atomic<bool> isDone = false;
        std::thread mover([&] {
            Connection connection(m_database->url);
            SegmentDatabase::need(connection.open());
            for (int i = 0; !isDone; ++i) {
                const QByteArray from = i % 2 ? "segments" : "fresh", to = i % 2 ? "fresh" : "segments";
                // A new id, as merged ones have: what is cached is of no use.
                SegmentDatabase::need(connection.execute("WITH t AS (DELETE FROM " + from + " RETURNING *) INSERT INTO " + to
                    + " SELECT site_id, day, (random() * 9e18)::bigint, row_count, events, views, bots, users, first_event_at,"
                      " last_event_at, raw_bytes, body FROM t"));
            }
        });
        SegmentCache cache(cacheBytes);
        bool isRight = true;
        for (int i = 0; i < 100 && isRight; ++i) {
            SegmentQuestion question = anyQuestion(list, 2);
            question.bounds = {firstDay * microsPerDay, (firstDay + dayCount) * microsPerDay};
            const auto answer = m_database->ask(cache, question);
            isRight = answer && equals(*answer, counted(list, question));
        }
        isDone = true;
        mover.join();
        QVERIFY(isRight);
    }

    // The cache is shared: answers of several threads at once are right too.
    void threadsShareACache()
    {
        const std::vector<Listed> list = anyEvents(6'000, 500, 90);
        write(list);
        SegmentCache cache(600 << 10); // some of it
        std::vector<SegmentQuestion> questions;
        for (int i = 0; i < 120; ++i)
            questions.push_back(anyQuestion(list, 90));
        std::atomic<int> wrong = 0;
        std::vector<std::jthread> threads;
        for (int t = 0; t < 3; ++t) {
            threads.emplace_back([&, t] {
                Connection connection(m_database->url);
                SegmentDatabase::need(connection.open());
                for (std::size_t i = 0; i < questions.size(); ++i) {
                    const SegmentQuestion &question = questions[(i * std::size_t(t + 1)) % questions.size()];
                    const auto snapshot = Transaction::beginReading(connection);
                    const auto answer = askSegments({connection, cache}, question);
                    wrong += !answer || !equals(*answer, counted(list, question));
                }
            });
        }
        threads.clear();
        QCOMPARE(wrong.load(), 0);
        QVERIFY(cache.bytes() <= 600 << 10);
    }
};

QTEST_GUILESS_MAIN(TestSegmentQuestion)
#include "tst_segmentquestion.moc"

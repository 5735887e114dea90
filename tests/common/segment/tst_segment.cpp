#include "common/json/text.h"
#include "common/segment/daysegments.h"
#include "common/segment/encoder.h"
#include "common/segment/merge.h"
#include "tests/common/segment/segmentrows.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace footfall;

namespace {

using Props = std::map<std::string, std::string>;

// Events, and beside each its props.
struct EventList {
    std::vector<Event> events;
    std::vector<Props> props;

    std::vector<const Event *> pointers(std::size_t begin = 0, std::size_t end = ~std::size_t(0)) const
    {
        std::vector<const Event *> all;
        for (std::size_t i = begin; i < std::min(end, events.size()); ++i)
            all.push_back(&events[i]);
        return all;
    }
};

constexpr std::int32_t firstDay = 20'000;

using SiteAndDay = std::pair<std::string, std::int32_t>;
using Rows = std::map<SiteAndDay, std::vector<SegmentRow>>;

Rows sorted(Rows rows)
{
    for (auto &[key, list] : rows)
        std::sort(list.begin(), list.end());
    return rows;
}

Rows plainRows(const EventList &list)
{
    Rows rows;
    for (std::size_t i = 0; i < list.events.size(); ++i) {
        const Event &event = list.events[i];
        rows[{event.siteId, utcDay(event.timestamp)}].push_back(rowOf(event, list.props[i]));
    }
    return sorted(rows);
}

// Of the bodies of each site and day. Fails the test if one cannot be read, or is out of order.
Rows readRows(const std::map<SiteAndDay, std::vector<std::string>> &bodies)
{
    Rows rows;
    for (const auto &[key, list] : bodies) {
        for (const std::string &body : list) {
            const auto read = rowsOf(body, key.second);
            if (!read) {
                QTest::qFail("a segment cannot be read", __FILE__, __LINE__);
                return {};
            }
            const auto order = [](const SegmentRow &row) { return std::tie(row.kind, row.user, row.time); };
            if (!std::is_sorted(read->begin(), read->end(), [&](auto &a, auto &b) { return order(a) < order(b); }))
                QTest::qFail("rows are out of order", __FILE__, __LINE__);
            rows[key].insert(rows[key].end(), read->begin(), read->end());
        }
    }
    return sorted(rows);
}

std::map<SiteAndDay, std::vector<std::string>> bodiesOf(const std::vector<DaySegment> &segments)
{
    std::map<SiteAndDay, std::vector<std::string>> bodies;
    for (const DaySegment &segment : segments)
        bodies[{std::string(segment.site), segment.day}].push_back(segment.body);
    return bodies;
}

}

class TestSegment : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_seed = std::random_device()();
        qInfo("seed %u", m_seed);
        m_random.seed(m_seed);
    }

    void encodedAndDecodedEqualsThePlainList_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("propKeys");
        QTest::newRow("one event") << 1 << 2;
        QTest::newRow("few") << 40 << 2;
        QTest::newRow("many") << 20'000 << 5;
        QTest::newRow("many keys of props") << 5'000 << 300;
    }

    void encodedAndDecodedEqualsThePlainList()
    {
        QFETCH(const int, count);
        QFETCH(const int, propKeys);
        const EventList list = anyEvents(count, propKeys);
        const std::vector<DaySegment> segments = daySegments(list.pointers(), plainUserHash);
        QVERIFY(readRows(bodiesOf(segments)) == plainRows(list));
        QVERIFY(std::is_sorted(segments.begin(), segments.end(),
            [](auto &a, auto &b) { return std::tie(a.site, a.day) < std::tie(b.site, b.day); }));
        for (const DaySegment &segment : segments)
            QVERIFY(figuresAreRight(segment, list));
    }

    void mergedEqualsThePlainList_data()
    {
        encodedAndDecodedEqualsThePlainList_data();
    }

    // Of parts of any size, in any order; and merged again.
    void mergedEqualsThePlainList()
    {
        QFETCH(const int, count);
        QFETCH(const int, propKeys);
        const EventList list = anyEvents(count, propKeys);
        std::map<SiteAndDay, std::vector<std::string>> bodies;
        for (std::size_t begin = 0; begin < list.events.size();) {
            const std::size_t end = begin + 1 + m_random() % (1 + std::size_t(count) / 5);
            for (auto &[key, made] : bodiesOf(daySegments(list.pointers(begin, end), plainUserHash)))
                bodies[key].insert(bodies[key].end(), made.begin(), made.end());
            begin = end;
        }
        for (auto &[key, parts] : bodies) {
            std::shuffle(parts.begin(), parts.end(), m_random);
            while (parts.size() > 1) {
                const std::size_t taken = std::min<std::size_t>(parts.size(), 2 + m_random() % 8);
                const std::vector<std::string_view> some(parts.end() - std::ptrdiff_t(taken), parts.end());
                auto merged = mergeSegments(some);
                QVERIFY2(merged, merged ? "" : qPrintable(merged.error().message));
                parts.resize(parts.size() - taken);
                parts.insert(parts.begin(), std::move(*merged));
            }
        }
        QVERIFY(readRows(bodies) == plainRows(list));
    }

    // A day of more than a merge takes becomes several.
    void slicesEqualThePlainList()
    {
        EventList list;
        for (int i = 0; i < 20'000; ++i) {
            list.events.push_back(anyEvent(0));
            list.events.back().siteId = "a";
            list.events.back().timestamp = firstDay * microsPerDay + Timestamp(m_random() % microsPerDay);
            list.events.back().path = '/' + std::string(2'000, char('a' + i % 20)) + std::to_string(i);
            list.events.back().referrer = "https://" + std::string(2'000, char('a' + i % 20)) + std::to_string(i);
            list.props.emplace_back();
        }
        const std::vector<DaySegment> segments = daySegments(list.pointers(), plainUserHash);
        QVERIFY(segments.size() > 1);
        for (const DaySegment &segment : segments)
            QVERIFY(segment.rawBytes < 33 << 20);
        QVERIFY(readRows(bodiesOf(segments)) == plainRows(list));
    }

    void oneColumnDecodesNoOther()
    {
        const EventList list = anyEvents(20'000, 3);
        for (const DaySegment &segment : daySegments(list.pointers(), plainUserHash)) {
            // Damage to a column's stream leaves all others readable.
            const auto reader = SegmentReader::open(segment.body);
            QVERIFY(reader);
            std::size_t unreadable = 0;
            for (std::size_t i = 1; i <= 200; ++i) {
                std::string damaged = segment.body;
                damaged[damaged.size() - 1 - (damaged.size() / 2) * i / 200] ^= 1;
                const auto other = SegmentReader::open(damaged);
                QVERIFY(other);
                const auto layout = other->layout();
                if (!layout)
                    continue;
                int failures = 0;
                for (const std::string &name : other->columns())
                    failures += other->column(*layout, name) ? 0 : 1;
                QVERIFY(failures <= 1);
                unreadable += std::size_t(failures);
            }
            QVERIFY(unreadable > 0);
        }
    }

    // Each byte that differs, and each end that is missing, is noticed.
    void damageIsAnError_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("together") << 30;
        QTest::newRow("apart") << 600;
    }

    void damageIsAnError()
    {
        QFETCH(const int, count);
        EventList list = anyEvents(count, 2);
        for (Event &event : list.events)
            event.siteId = "a", event.timestamp = firstDay * microsPerDay + event.timestamp % microsPerDay;
        const std::string body = daySegments(list.pointers(), plainUserHash).front().body;
        for (std::size_t i = 0; i < body.size(); ++i) {
            std::string damaged = body;
            damaged[i] ^= char(1 << (m_random() % 8));
            QVERIFY2(!rowsOf(damaged, firstDay), qPrintable(QString::number(i)));
            QVERIFY(!rowsOf(body.substr(0, i), firstDay));
            const std::vector<std::string_view> both {body, damaged};
            QVERIFY(!mergeSegments(both));
        }
        QVERIFY(!rowsOf(body + '\0', firstDay));
        QVERIFY(rowsOf(body, firstDay));
    }

    void anotherVersionIsRefusedByItsNumber()
    {
        const auto reader = SegmentReader::open("\x02 and more");
        QVERIFY(!reader);
        QCOMPARE(reader.error().kind, Error::Kind::Failed);
        QCOMPARE(reader.error().message, QStringLiteral("A segment is of another version: 2"));
    }

    void numbersInPropsAreTextsAsInPostgres()
    {
        PropColumns props;
        props.addJson(0, R"({"a":5.0,"b":-0.0,"c":1e-7,"d":1e22,"e":true,"f":"","g":18446744073709551615,"h":"ü","i":-12.5,"j":1.25e23,"k":-100.0})");
        Props read;
        props.columns(1, [&](std::string_view name, auto ids, auto texts) {
            QCOMPARE(ids[0], 1u);
            read[std::string(name)] = texts[0];
        });
        const Props expected {{"prop:a", "5"}, {"prop:b", "0"}, {"prop:c", "0.0000001"}, {"prop:d", "10000000000000000000000"},
            {"prop:e", "true"}, {"prop:g", "18446744073709551615"}, {"prop:h", "ü"},
            {"prop:i", "-12.5"}, {"prop:j", "125000000000000000000000"}, {"prop:k", "-100"}};
        QVERIFY(read == expected);
    }

    // DESIGN.md: some 8 bytes an event once merged.
    void isSmall()
    {
        EventList list;
        for (int i = 0; i < 100'000; ++i) {
            Event event;
            event.siteId = "shop";
            event.eventType = m_random() % 10 == 0 ? "click" : pageView;
            event.userId = "user-" + std::to_string(m_random() % 25'000);
            event.path = "/products/" + std::to_string(m_random() % 50 * (m_random() % 50));
            event.timestamp = firstDay * microsPerDay + Timestamp(m_random() % 86'400'000) * 1'000;
            list.events.push_back(event);
        }
        const auto segments = daySegments(list.pointers(), plainUserHash);
        QCOMPARE(segments.size(), std::size_t(1));
        QVERIFY2(segments.front().body.size() < 12 * list.events.size(), qPrintable(QString::number(segments.front().body.size())));
    }

private:
    Event anyEvent(int bots)
    {
        const auto among = [this](std::size_t count) { return std::to_string(m_random() % count); };
        Event event;
        event.siteId = m_random() % 3 == 0 ? "a" : "b";
        event.timestamp = firstDay * microsPerDay + Timestamp(m_random() % (2 * microsPerDay));
        if (m_random() % 4 == 0)
            event.timestamp -= event.timestamp % microsPerSecond;
        event.eventType = m_random() % 4 == 0 ? "click" : pageView;
        event.userId = m_random() % 4 == 0 ? std::string() : "u" + among(2'000);
        event.path = m_random() % 10 == 0 ? std::string() : "/" + among(300);
        event.referrer = m_random() % 20 == 0 ? "https://example.com/" + among(1'000) : std::string();
        event.country = event.userId.empty() ? std::string() : event.userId.size() % 2 ? "DE" : "IN";
        event.browser = "b" + among(5);
        event.count = m_random() % 50 == 0 ? 1 + std::int32_t(m_random() % 1'000'000) : 1;
        if (bots > 0 && m_random() % 20 == 0)
            event.bot = "Googlebot";
        return event;
    }

    EventList anyEvents(int count, int propKeys)
    {
        EventList list;
        for (int i = 0; i < count; ++i) {
            list.events.push_back(anyEvent(1));
            Props &props = list.props.emplace_back();
            if (m_random() % 3 == 0) {
                for (std::size_t k = 1 + m_random() % 4; k > 0; --k)
                    props["key" + std::to_string(m_random() % std::size_t(propKeys))] = "v" + std::to_string(m_random() % 9);
                std::string &json = list.events.back().props;
                for (const auto &[key, value] : props) {
                    json += json.empty() ? '{' : ',';
                    appendJsonString(json, key);
                    json += ':';
                    appendJsonString(json, value);
                }
                json += '}';
            }
        }
        return list;
    }

    static bool figuresAreRight(const DaySegment &segment, const EventList &list)
    {
        DaySegment expected;
        expected.first = latestTimestamp;
        std::set<std::string> users;
        for (const Event &event : list.events) {
            if (event.siteId != segment.site || utcDay(event.timestamp) != segment.day)
                continue;
            ++expected.rows;
            const bool isBot = !event.bot.empty();
            (isBot ? expected.bots : expected.events) += event.count;
            expected.views += !isBot && event.eventType == pageView ? event.count : 0;
            expected.first = std::min(expected.first, event.timestamp);
            expected.last = std::max(expected.last, event.timestamp);
            if (!isBot && !event.userId.empty())
                users.insert(event.userId);
        }
        const auto figures = [](const DaySegment &of) { return std::tie(of.rows, of.events, of.views, of.bots, of.first, of.last); };
        return figures(segment) == figures(expected) && segment.users == std::int64_t(users.size());
    }

    unsigned m_seed = 0;
    std::mt19937_64 m_random;
};

QTEST_APPLESS_MAIN(TestSegment)
#include "tst_segment.moc"

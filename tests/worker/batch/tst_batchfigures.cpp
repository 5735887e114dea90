#include "worker/batch/batchfigures.h"

#include <QTest>

#include <map>
#include <random>

using namespace footfall;
using namespace footfall::worker;

namespace {

struct Sums {
    std::int64_t events = 0, views = 0, bots = 0;
    Timestamp last = 0;

    void add(const Event &event)
    {
        (event.bot.empty() ? events : bots) += event.count;
        views += event.bot.empty() && event.eventType == pageView ? event.count : 0;
        last = std::max(last, event.timestamp);
    }
    bool operator==(const Sums &) const = default;
};

BatchFigures figuresOf(const std::vector<Event> &events)
{
    PackedEvents packed;
    for (const Event &event : events)
        packed.add(event);
    return BatchFigures::of(packed.all(), KeyedHash({1, 2, 3}));
}

// Every value is in `rows` once, and in the order of `key`.
template <typename Rows, typename Key>
bool isInOrder(const Rows &rows, Key key)
{
    return std::adjacent_find(rows.begin(), rows.end(), [&](const auto &a, const auto &b) { return key(a) >= key(b); }) == rows.end();
}

}

class TestBatchFigures : public QObject {
    Q_OBJECT

    std::mt19937_64 m_random;

    Event anyEvent()
    {
        Event event;
        event.siteId = "s" + std::to_string(m_random() % 4);
        event.timestamp = 20'400 * microsPerDay + Timestamp(m_random() % 5 * std::uint64_t(microsPerDay) / 2) - Timestamp(m_random() % 2);
        event.eventType = m_random() % 3 ? pageView : "click";
        event.bot = m_random() % 5 ? "" : "GPTBot";
        event.userId = m_random() % 4 ? "u" + std::to_string(m_random() % 9) : "";
        event.count = m_random() % 9 ? 1 : std::int32_t(m_random() % 1'000'000) + 1;
        return event;
    }
    Event anyImported()
    {
        Event event = anyEvent();
        event.eventType = "footfall:imported";
        event.timestamp -= event.timestamp % microsPerDay;
        event.userId = event.bot = {};
        event.count = 1;
        const bool isPath = m_random() % 2;
        event.path = isPath ? "/" + std::to_string(m_random() % 3) : "";
        QByteArray props = isPath ? "{'tool':'t','dimension':'path','views':%1,'visitors':%2}"
                                  : "{'tool':'t','dimension':'browser','value':'v','views':%1,'visitors':%2}";
        props.replace("%1", QByteArray::number(uint(m_random() % 9))).replace("%2", QByteArray::number(uint(m_random() % 9)));
        event.props = props.replace('\'', '"').toStdString();
        return event;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        m_random.seed(seed);
    }

    void nothing()
    {
        const BatchFigures figures = figuresOf({});
        QVERIFY(figures.segments.empty() && figures.imported.empty() && figures.daily.empty() && figures.totals.empty());
    }

    // Whatever comes: days and sites have the sums of the events, bots' apart, and what is imported is in no other.
    // Every table is in the order of its key: two workers that wrote unsorted ones would deadlock.
    void areTheSumsOfTheEventsInTheOrderOfTheKeys()
    {
        for (int round = 0; round < 50; ++round) {
            std::vector<Event> events;
            std::map<std::pair<std::string, std::int32_t>, Sums> days;
            std::map<std::string, Sums> sites;
            std::map<std::tuple<std::string, std::string, std::int32_t, std::string>, std::pair<std::int64_t, std::int64_t>> imported;
            for (auto left = m_random() % 300; left > 0; --left) {
                events.push_back(m_random() % 6 ? anyEvent() : anyImported());
                const Event &event = events.back();
                if (event.eventType != "footfall:imported") {
                    days[{event.siteId, utcDay(event.timestamp)}].add(event);
                    sites[event.siteId].add(event);
                    continue;
                }
                const auto number = [&](const char *name) { // of one digit
                    return event.props[event.props.find(name) + strlen(name)] - '0';
                };
                const bool isPath = !event.path.empty();
                for (const char *dimension : {isPath ? "path" : "browser", isPath ? "pages" : ""}) {
                    if (!*dimension)
                        continue;
                    const std::string value = !strcmp(dimension, "pages") ? "" : isPath ? event.path : "v";
                    auto &sums = imported[{event.siteId, dimension, utcDay(event.timestamp), value}];
                    sums.first += number("\"views\":");
                    sums.second += number("\"visitors\":");
                }
            }
            const BatchFigures figures = figuresOf(events);

            QCOMPARE(figures.daily.size(), days.size());
            for (const auto &row : figures.daily) {
                const Sums &expected = days[{row.site, row.day}];
                QVERIFY(row.events == expected.events && row.views == expected.views && row.bots == expected.bots);
            }
            QCOMPARE(figures.totals.size(), sites.size());
            for (const auto &row : figures.totals)
                QVERIFY((Sums {row.events, row.views, row.bots, row.lastEventAt}) == sites[row.site]);
            QCOMPARE(figures.imported.size(), imported.size());
            for (const auto &row : figures.imported) {
                const auto &expected = imported[{row.site, std::string(row.dimension), row.day, row.value}];
                QVERIFY(row.views == expected.first && row.visitors == expected.second);
            }
            QVERIFY(isInOrder(figures.daily, [](const auto &row) { return std::tie(row.site, row.day); }));
            QVERIFY(isInOrder(figures.totals, [](const auto &row) { return row.site; }));
            QVERIFY(isInOrder(figures.imported, [](const auto &row) { return std::tie(row.site, row.dimension, row.day, row.value); }));

            // The segments are of the same events.
            std::size_t rows = 0;
            for (const DaySegment &segment : figures.segments)
                rows += std::size_t(segment.rows);
            QCOMPARE(rows, std::size_t(std::count_if(events.begin(), events.end(),
                               [](const Event &event) { return event.eventType != "footfall:imported"; })));
        }
    }
};

QTEST_APPLESS_MAIN(TestBatchFigures)
#include "tst_batchfigures.moc"

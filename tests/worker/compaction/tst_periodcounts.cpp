#include "common/segment/bits.h"
#include "tests/worker/compaction/plaincounts.h"
#include "tests/worker/compaction/segmentwriter.h"
#include "worker/compaction/periodcounts.h"

#include <QTest>

using namespace footfall;
using namespace footfall::worker;

class TestPeriodCounts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Whatever the segments and the parts are, what is counted is what the events say.
    void countsAreThoseOfThePlainList()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int round = 0; round < 60; ++round) {
            std::vector<std::string> bodies;
            PlainCounts plain;
            for (auto segments = 1 + random() % 8; segments > 0; --segments) {
                std::vector<Event> events;
                for (auto count = 1 + random() % 400; count > 0; --count)
                    events.push_back(randomEvent(random, 1, 20'000 + int(segments) / 3, 60));
                std::vector<const Event *> list;
                for (const Event &event : events) {
                    list.push_back(&event);
                    plain.add(event);
                }
                for (DaySegment &segment : daySegments(list, plainUserHash))
                    bodies.push_back(std::move(segment.body));
            }
            PeriodCounts counts({"event_type", "path", "referrer", "browser", "country", "bot", "os"}, true);
            const auto parts = std::uint32_t(1 + random() % 9);
            for (std::uint32_t part = 0; part < parts; ++part) {
                counts.beginPart(part, parts);
                for (const std::string &body : bodies)
                    QVERIFY(counts.add(body));
                counts.endPart();
            }
            QCOMPARE(counts.events(), plain.events);
            QCOMPARE(counts.bots(), plain.bots);
            QVERIFY(std::equal(counts.users().begin(), counts.users().end(), plain.users.begin(), plain.users.end()));
            const auto summaries = counts.summaries();
            QCOMPARE(summaries.size(), plain.dimensions.size());
            for (const auto &summary : summaries) {
                const auto read = readSummary(summary.body);
                QVERIFY(read);
                QVERIFY2(plain.isSame(summary.dimension, *read), summary.dimension.c_str());
            }
        }
    }

    void damageIsAnError()
    {
        std::mt19937 random(3);
        std::vector<std::string> texts;
        std::vector<ValueCount> values;
        for (int i = 0; i < 700; ++i)
            texts.push_back("/page/" + std::to_string(i));
        for (const std::string &text : texts)
            values.push_back({text, std::int64_t(random() % 90), 100, 7});
        const std::string body = summaryBytes(values, true);
        QVERIFY(readSummary(body));
        const auto first = readFirstValues(body.substr(0, summaryBeginning));
        QVERIFY(first && first->total == 700 && first->values.size() == 256);
        for (std::size_t i = 0; i < body.size(); ++i) {
            std::string changed = body;
            changed[i] = char(changed[i] ^ char(1 + random() % 255));
            QVERIFY(!readSummary(changed));
            QVERIFY(!readSummary(body.substr(0, i)));
        }
    }

    void usersOfTooManyEventsAreLeftOut()
    {
        std::vector<ValueCount> values {{"/", 3, 4, 2}};
        const auto read = readSummary(summaryBytes(values, false));
        QVERIFY(read && !read->hasUsers);
        QCOMPARE(read->values.front().events, 4);
        QCOMPARE(read->values.front().users, 0);
    }

    void planesAreReadAsTheyWereWritten()
    {
        for (const std::uint32_t most : {0u, 200u, 70'000u, 20'000'000u, 0xffffffffu}) {
            std::mt19937 random(most);
            std::vector<std::uint32_t> numbers(1'000), read;
            for (std::uint32_t &number : numbers)
                number = std::uint32_t(random() % (std::uint64_t(most) + 1));
            std::string bytes;
            appendPlanes(bytes, numbers, most);
            QVERIFY(readPlanes(bytes, numbers.size(), read) && read == numbers);
            QVERIFY(!readPlanes(bytes.substr(1), numbers.size(), read));
        }
    }
};

QTEST_GUILESS_MAIN(TestPeriodCounts)
#include "tst_periodcounts.moc"

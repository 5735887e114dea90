#include "server/stats/query/segmentcache.h"
#include "tests/common/segment/segmentrows.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;

namespace {

std::shared_ptr<DecodedSegment> someSegment(int users)
{
    std::vector<Event> events(std::size_t(users) * 3);
    std::vector<const Event *> pointers;
    for (std::size_t i = 0; i < events.size(); ++i) {
        events[i].siteId = "s";
        events[i].eventType = pageView;
        events[i].userId = std::to_string(i / 3);
        events[i].path = "/" + std::to_string(i);
        events[i].timestamp = Timestamp(i) * microsPerSecond;
        pointers.push_back(&events[i]);
    }
    auto opened = DecodedSegment::open(daySegments(pointers, plainUserHash).front().body);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().message));
    return *opened;
}

}

class TestSegmentCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Promise: memory is bounded, in bytes.
    void isBounded()
    {
        constexpr std::size_t limit = 2 << 20;
        SegmentCache cache(limit);
        for (std::int64_t id = 0; id < 500; ++id) {
            const auto segment = someSegment(200);
            QVERIFY(segment->column("path"));
            cache.keep(id, segment);
            QVERIFY(cache.bytes() <= limit);
        }
        QVERIFY(cache.bytes() > limit / 2);
        QVERIFY(cache.find(499));
        QVERIFY(!cache.find(0));
    }

    void whatWasNotUsedForTheLongestTimeGoesFirst()
    {
        const auto segment = someSegment(50);
        SegmentCache cache(segment->bytes() * 4 + segment->bytes() / 2); // texts have an eighth: three fit in the rest
        for (const std::int64_t id : {1, 2, 3})
            cache.keep(id, segment);
        QVERIFY(cache.find(1));
        cache.keep(4, segment);
        QVERIFY(cache.find(1));
        QVERIFY(!cache.find(2));
        QVERIFY(cache.find(3));
    }

    void whatIsDecodedLaterCountsToo()
    {
        const auto segment = someSegment(2'000);
        SegmentCache cache(16 << 20);
        cache.keep(1, segment);
        const std::size_t before = cache.bytes();
        QVERIFY(segment->times());
        QVERIFY(segment->column("path"));
        QVERIFY(segment->bytes() >= before + 6'000 * (4 + 2 + 4 + 3));
        cache.keep(1, segment);
        QCOMPARE(cache.bytes(), segment->bytes());
    }

    void aSegmentLargerThanAllIsNotKept()
    {
        const auto segment = someSegment(2'000);
        SegmentCache cache(segment->bytes() / 2);
        cache.keep(1, segment);
        QVERIFY(!cache.find(1));
        QCOMPARE(cache.bytes(), std::size_t(0));
    }

    void aColumnIsDecodedOnce()
    {
        const auto segment = someSegment(50);
        QCOMPARE(*segment->column("path"), *segment->column("path"));
        QCOMPARE(*segment->layout(), *segment->layout());
        QCOMPARE((*segment->column("nothing"))->texts.size(), 0u);
    }

    // A value has one number in all segments; and other ones once its texts were too many to be kept.
    void numbersAreOfASitesTexts()
    {
        const auto one = someSegment(20), other = someSegment(30);
        SegmentCache cache(1 << 20);
        const auto texts = cache.texts("s", "path");
        const auto numbers = *one->numbers("path", *texts);
        const std::size_t known = texts->all().size();
        QCOMPARE(known, std::size_t(60));
        const auto others = *other->numbers("path", *texts);
        QCOMPARE(texts->all().size(), std::size_t(90));
        const auto textAt = [&](const std::shared_ptr<DecodedSegment> &segment, std::uint32_t id) {
            return std::string((*segment->column("path"))->texts[id - 1]);
        };
        for (std::uint32_t id = 1; id <= 60; ++id)
            QCOMPARE(std::string(texts->all()[(*numbers)[id] - 1]), textAt(one, id));
        for (std::uint32_t id = 1; id <= 90; ++id)
            QCOMPARE(std::string(texts->all()[(*others)[id] - 1]), textAt(other, id));
        QCOMPARE(numbers, *one->numbers("path", *texts));

        cache.keep("s", "path", texts);
        QCOMPARE(cache.texts("s", "path"), texts);
        QVERIFY(cache.texts("s", "browser") != texts);
        for (int i = 0; i < 10'000; ++i)
            texts->numberOf("/more/" + std::to_string(i));
        cache.keep("s", "path", texts);
        const auto anew = cache.texts("s", "path");
        QVERIFY(anew != texts);
        const auto again = *one->numbers("path", *anew);
        QCOMPARE(anew->all().size(), std::size_t(60));
        QCOMPARE(std::string(anew->all()[(*again)[60] - 1]), textAt(one, 60));
    }
};

QTEST_GUILESS_MAIN(TestSegmentCache)
#include "tst_segmentcache.moc"

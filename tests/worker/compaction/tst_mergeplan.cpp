#include "worker/compaction/mergeplan.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace footfall::worker;

namespace {

// What is stored of a day, with merges done as the database has them.
class Day {
public:
    explicit Day(unsigned seed)
        : m_random(seed)
    {
    }
    void write(std::int64_t bytes) { m_fresh.push_back(segment(bytes, true)); }
    void apply(const std::vector<SegmentGroup> &groups)
    {
        for (const SegmentGroup &group : groups) {
            std::int64_t bytes = 0, rows = 0;
            for (const StoredSegment &part : group) {
                bytes += part.rawBytes;
                rows += part.rows;
                const auto isPart = [&part](const StoredSegment &other) { return other.id == part.id; };
                if (std::erase_if(part.isFresh ? m_fresh : m_merged, isPart) != 1)
                    qFatal("a merge of what is not there");
                written += part.rawBytes;
            }
            if (group.size() > 1 && (bytes > maxMergedBytes || rows > maxMergedRows))
                qFatal("a merge that is too large");
            m_merged.push_back(segment(bytes, false));
            m_merged.back().rows = rows;
        }
    }
    void mergeFresh() { apply(mergesOfOpenDay(m_fresh, m_merged)); }
    const std::vector<StoredSegment> &merged() const { return m_merged; }
    const std::vector<StoredSegment> &fresh() const { return m_fresh; }
    std::int64_t bytes() const
    {
        std::int64_t sum = 0;
        for (const StoredSegment &part : m_merged)
            sum += part.rawBytes;
        return sum;
    }

    std::int64_t written = 0;

private:
    StoredSegment segment(std::int64_t bytes, bool isFresh)
    {
        StoredSegment made;
        made.isFresh = isFresh;
        made.id = ++m_last;
        made.rawBytes = bytes;
        made.rows = bytes / 25 + 1;
        return made;
    }

    std::mt19937 m_random;
    std::int64_t m_last = 0;
    std::vector<StoredSegment> m_fresh, m_merged;
};

}

class TestMergePlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDayHasSomeDozenSegmentsWhateverIsWritten_data()
    {
        QTest::addColumn<int>("largest");
        QTest::addColumn<int>("batches");
        QTest::newRow("an event a batch") << 100 << 30'000;
        QTest::newRow("batches of very different sizes") << (1 << 20) << 20'000;
        QTest::newRow("large batches") << (20 << 20) << 1'000;
    }
    void aDayHasSomeDozenSegmentsWhateverIsWritten()
    {
        QFETCH(const int, largest);
        QFETCH(const int, batches);
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        Day day(seed);
        std::size_t most = 0;
        std::int64_t in = 0;
        for (int i = 0; i < batches; ++i) {
            const auto size = 60 + std::int64_t(std::exp(std::uniform_real_distribution(0.0, std::log(double(largest)))(random)));
            day.write(size);
            in += size;
            if (day.fresh().size() >= mergeFanIn)
                day.mergeFresh();
            // Those of half the size are as many as the day is large.
            const auto small = std::count_if(day.merged().begin(), day.merged().end(), [](const StoredSegment &segment) {
                return segment.rawBytes < maxMergedBytes / 2 && segment.rows < maxMergedRows / 2;
            });
            most = std::max(most, std::size_t(small));
        }
        qInfo("at most %zu, written %.1f times", most, double(day.written) / double(in));
        QVERIFY(most <= 40);
        QVERIFY(double(day.written) / double(in) < 9);
    }

    // An ended day has as few as its sizes allow: no two would fit into one. Then nothing is left to do.
    void anEndedDayIsMergedIntoAsFewAsTheCapAllows()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int i = 0; i < 200; ++i) {
            Day day(seed);
            const int count = 1 + int(random() % 60);
            for (int k = 0; k < count; ++k) {
                day.write(std::int64_t(1) << (random() % 25));
                day.mergeFresh();
            }
            const std::int64_t bytes = day.bytes();
            for (int rounds = 0; !mergesOfEndedDay(day.merged()).empty(); ++rounds) {
                QVERIFY(rounds < 20);
                day.apply(mergesOfEndedDay(day.merged()));
            }
            QCOMPARE(day.bytes(), bytes);
            std::vector<std::pair<std::int64_t, std::int64_t>> sizes;
            for (const StoredSegment &segment : day.merged())
                sizes.emplace_back(segment.rawBytes, segment.rows);
            std::sort(sizes.begin(), sizes.end());
            if (sizes.size() > 1) {
                QVERIFY(sizes[0].first + sizes[1].first > maxMergedBytes || sizes[0].second + sizes[1].second > maxMergedRows);
            }
        }
    }

    void aLateEventDoesNotRewriteTheLargestSegment()
    {
        const std::vector<StoredSegment> merged {{false, 1, 1, 0, 0, 0, 0, 0, maxMergedBytes - 10},
            {false, 2, 1, 0, 0, 0, 0, 0, maxMergedBytes / 4}, {false, 3, 1, 0, 0, 0, 0, 0, 100}};
        const auto groups = mergesOfEndedDay(merged);
        QCOMPARE(groups.size(), std::size_t(1));
        QCOMPARE(groups.front().size(), std::size_t(2));
    }

    void aSegmentOverTheCapStaysAlone()
    {
        std::vector<StoredSegment> fresh {
            {true, 1, 1, 0, 0, 0, 0, 0, 100}, {true, 2, 1, 0, 0, 0, 0, 0, 2 * maxMergedBytes}, {true, 3, 1, 0, 0, 0, 0, 0, 100}};
        QCOMPARE(mergesOfOpenDay(fresh, {}).size(), std::size_t(3));
    }
};

QTEST_GUILESS_MAIN(TestMergePlan)
#include "tst_mergeplan.moc"

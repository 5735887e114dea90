#include "server/spool/lowwatermarks.h"

#include "common/pipemessage.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;

// What the ledger may forget. Too low a word costs it some rows; too high a one counts twice.
class TestLowWatermarks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewSpoolHasOneProducerThatHasNothingBehind();
    void theHeadSaysWhatIsGone();
    void aProducerEndsOnlyWhenAllItsRowsAreGone();
    void anEmptySpoolEndsAllButTheCurrent();
    void producersWithoutRowsHaveEnded();
    void forgets();
};

namespace {

using All = std::map<std::string, std::uint64_t>;

}

void TestLowWatermarks::aNewSpoolHasOneProducerThatHasNothingBehind()
{
    LowWatermarks lowWatermarks;
    lowWatermarks.setCurrent("now");
    lowWatermarks.empty(1);
    QCOMPARE(lowWatermarks.all(), (All {{"now", 1}}));
}

void TestLowWatermarks::theHeadSaysWhatIsGone()
{
    LowWatermarks lowWatermarks;
    lowWatermarks.setCurrent("now");
    lowWatermarks.headIs(1, "now", 1);
    QCOMPARE(lowWatermarks.all(), (All {{"now", 1}}));
    lowWatermarks.headIs(5, "now", 5);
    QCOMPARE(lowWatermarks.all(), (All {{"now", 5}}));
    lowWatermarks.empty(9);
    QCOMPARE(lowWatermarks.all(), (All {{"now", 9}}));
}

void TestLowWatermarks::aProducerEndsOnlyWhenAllItsRowsAreGone()
{
    LowWatermarks lowWatermarks;
    lowWatermarks.addEnded("first", 10);
    lowWatermarks.addEnded("second", 20);
    lowWatermarks.setCurrent("now");
    lowWatermarks.headIs(3, "first", 3);
    QCOMPARE(lowWatermarks.all(), (All {{"first", 3}}));
    lowWatermarks.headIs(10, "first", 10); // its last
    QCOMPARE(lowWatermarks.all(), (All {{"first", 10}}));
    lowWatermarks.headIs(11, "second", 1);
    QCOMPARE(lowWatermarks.all(), (All {{"first", producerEnded}, {"second", 1}}));
    lowWatermarks.headIs(21, "now", 1);
    QCOMPARE(lowWatermarks.all(), (All {{"first", producerEnded}, {"now", 1}, {"second", producerEnded}}));
}

void TestLowWatermarks::anEmptySpoolEndsAllButTheCurrent()
{
    LowWatermarks lowWatermarks;
    lowWatermarks.addEnded("first", 10);
    lowWatermarks.addEnded("second", 20);
    lowWatermarks.setCurrent("now");
    lowWatermarks.headIs(3, "first", 3);
    lowWatermarks.empty(1);
    QCOMPARE(lowWatermarks.all(), (All {{"first", producerEnded}, {"now", 1}, {"second", producerEnded}}));
}

void TestLowWatermarks::producersWithoutRowsHaveEnded()
{
    LowWatermarks lowWatermarks;
    lowWatermarks.addEnded("drained", 0);
    lowWatermarks.addEnded("first", 4);
    lowWatermarks.setCurrent("now");
    lowWatermarks.headIs(1, "first", 7);
    QCOMPARE(lowWatermarks.all(), (All {{"drained", producerEnded}, {"first", 7}}));
}

void TestLowWatermarks::forgets()
{
    LowWatermarks lowWatermarks;
    lowWatermarks.addEnded("first", 10);
    lowWatermarks.setCurrent("now");
    lowWatermarks.empty(1);
    lowWatermarks.forget("first");
    lowWatermarks.forget("never heard of");
    QCOMPARE(lowWatermarks.all(), (All {{"now", 1}}));
    lowWatermarks.empty(2); // and does not bring it back
    QCOMPARE(lowWatermarks.all(), (All {{"now", 2}}));
}

QTEST_GUILESS_MAIN(TestLowWatermarks)

#include "tst_lowwatermarks.moc"

#include "server/ingest/lows.h"

#include "common/pipemessage.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;

// What the ledger may forget. Too low a word costs it some rows; too high a one counts twice.
class TestLows : public QObject {
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

void TestLows::aNewSpoolHasOneProducerThatHasNothingBehind()
{
    Lows lows;
    lows.setCurrent("now");
    lows.empty(1);
    QCOMPARE(lows.all(), (All {{"now", 1}}));
}

void TestLows::theHeadSaysWhatIsGone()
{
    Lows lows;
    lows.setCurrent("now");
    lows.headIs(1, "now", 1);
    QCOMPARE(lows.all(), (All {{"now", 1}}));
    lows.headIs(5, "now", 5);
    QCOMPARE(lows.all(), (All {{"now", 5}}));
    lows.empty(9);
    QCOMPARE(lows.all(), (All {{"now", 9}}));
}

void TestLows::aProducerEndsOnlyWhenAllItsRowsAreGone()
{
    Lows lows;
    lows.addEnded("first", 10);
    lows.addEnded("second", 20);
    lows.setCurrent("now");
    lows.headIs(3, "first", 3);
    QCOMPARE(lows.all(), (All {{"first", 3}}));
    lows.headIs(10, "first", 10); // its last
    QCOMPARE(lows.all(), (All {{"first", 10}}));
    lows.headIs(11, "second", 1);
    QCOMPARE(lows.all(), (All {{"first", producerEnded}, {"second", 1}}));
    lows.headIs(21, "now", 1);
    QCOMPARE(lows.all(), (All {{"first", producerEnded}, {"now", 1}, {"second", producerEnded}}));
}

void TestLows::anEmptySpoolEndsAllButTheCurrent()
{
    Lows lows;
    lows.addEnded("first", 10);
    lows.addEnded("second", 20);
    lows.setCurrent("now");
    lows.headIs(3, "first", 3);
    lows.empty(1);
    QCOMPARE(lows.all(), (All {{"first", producerEnded}, {"now", 1}, {"second", producerEnded}}));
}

void TestLows::producersWithoutRowsHaveEnded()
{
    Lows lows;
    lows.addEnded("drained", 0);
    lows.addEnded("first", 4);
    lows.setCurrent("now");
    lows.headIs(1, "first", 7);
    QCOMPARE(lows.all(), (All {{"drained", producerEnded}, {"first", 7}}));
}

void TestLows::forgets()
{
    Lows lows;
    lows.addEnded("first", 10);
    lows.setCurrent("now");
    lows.empty(1);
    lows.forget("first");
    lows.forget("never heard of");
    QCOMPARE(lows.all(), (All {{"now", 1}}));
    lows.empty(2); // and does not bring it back
    QCOMPARE(lows.all(), (All {{"now", 2}}));
}

QTEST_GUILESS_MAIN(TestLows)

#include "tst_lows.moc"

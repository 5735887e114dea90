#include "server/pipe/inflightframes.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;

class TestInFlightFrames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFrameIsDueAfterSilence();
    void hearingOfItPutsItOff();
    void acknowledgedRowsLeave_data();
    void acknowledgedRowsLeave();
    void aWorkerThatStartsHasLostWhatItHeld();
    void dueRowsAreOldestFirstAndLimited();
    void sendingAgainStartsAnew();
    void memoryIsBounded_inBytes();
    void memoryIsBounded_inNumber();
};

namespace {

using Rows = std::vector<qint64>;

constexpr Timestamp second = microsPerSecond;
constexpr Timestamp start = 1'763'200'800 * second;
constexpr std::size_t all = 1 << 30; // bytes

}

void TestInFlightFrames::aFrameIsDueAfterSilence()
{
    InFlightFrames inFlight;
    QCOMPARE(inFlight.due(start, all), Rows());
    inFlight.sent(7, {"a", 1}, 100, start);
    QCOMPARE(inFlight.due(start, all), Rows());
    QCOMPARE(inFlight.due(start + 30 * second - 1, all), Rows());
    QCOMPARE(inFlight.due(start + 30 * second, all), Rows {7});
    QCOMPARE(inFlight.due(start + 30 * second, all), Rows {7}); // until it is sent
}

void TestInFlightFrames::hearingOfItPutsItOff()
{
    InFlightFrames inFlight;
    inFlight.sent(7, {"a", 1}, 100, start);
    inFlight.sent(8, {"a", 2}, 100, start);
    inFlight.held("w", {{"a", 2, 2}, {"b", 1, 1}}, start + 20 * second);
    QCOMPARE(inFlight.due(start + 30 * second, all), Rows {7});
    QCOMPARE(inFlight.due(start + 50 * second - 1, all), Rows {7});
    QCOMPARE(inFlight.due(start + 50 * second, all), (Rows {7, 8}));
}

void TestInFlightFrames::acknowledgedRowsLeave_data()
{
    QTest::addColumn<QString>("producer");
    QTest::addColumn<quint64>("from");
    QTest::addColumn<quint64>("to");
    QTest::addColumn<QList<qint64>>("left"); // rows 1-3: a 1-3; row 4: b 2

    const auto row = [](const char *name, const char *producer, quint64 from, quint64 to, const QList<qint64> &left) {
        QTest::newRow(name) << QString::fromLatin1(producer) << from << to << left;
    };
    row("one", "a", 2, 2, {2});
    row("some", "a", 1, 2, {1, 2});
    row("more than there are", "a", 0, 1'000'000'000'000, {1, 2, 3});
    row("another producer's", "b", 1, 3, {4});
    row("unknown producer", "c", 1, 3, {});
    row("a producer between", "aa", 1, 3, {});
    row("sequences that are not there", "a", 4, 9, {});
}

void TestInFlightFrames::acknowledgedRowsLeave()
{
    QFETCH(const QString, producer);
    QFETCH(const quint64, from);
    QFETCH(const quint64, to);
    QFETCH(const QList<qint64>, left);

    InFlightFrames inFlight;
    for (qint64 i = 1; i <= 3; ++i)
        inFlight.sent(i, {"a", std::uint64_t(i)}, 100, start);
    inFlight.sent(4, {"b", 2}, 100, start);
    QCOMPARE(inFlight.acknowledged({{producer.toStdString(), from, to}}), Rows(left.begin(), left.end()));
    QCOMPARE(inFlight.acknowledged({{producer.toStdString(), from, to}}), Rows()); // only once
    QCOMPARE(inFlight.due(start + 30 * second, all).size(), std::size_t(4 - left.size()));
}

void TestInFlightFrames::aWorkerThatStartsHasLostWhatItHeld()
{
    InFlightFrames inFlight;
    inFlight.sent(1, {"a", 1}, 100, start);
    inFlight.sent(2, {"a", 2}, 100, start);
    inFlight.sent(3, {"a", 3}, 100, start);
    inFlight.held("one", {{"a", 1, 1}}, start);
    inFlight.held("two", {{"a", 2, 2}}, start);
    inFlight.workerStarted("one"); // 3, which nobody has claimed, may have been its too
    QCOMPARE(inFlight.due(start, all), (Rows {1, 3}));
    inFlight.held("two", {{"a", 3, 3}}, start);
    QCOMPARE(inFlight.due(start, all), Rows {1});
}

void TestInFlightFrames::dueRowsAreOldestFirstAndLimited()
{
    InFlightFrames inFlight;
    inFlight.sent(3, {"a", 1}, 100, start); // by their rows, not by their names
    inFlight.sent(1, {"c", 1}, 100, start);
    inFlight.sent(2, {"b", 1}, 100, start);
    QCOMPARE(inFlight.due(start + 30 * second, all), (Rows {1, 2, 3}));
    QCOMPARE(inFlight.due(start + 30 * second, 101), (Rows {1, 2}));
    QCOMPARE(inFlight.due(start + 30 * second, 100), Rows {1});
    QCOMPARE(inFlight.due(start + 30 * second, 1), Rows {1}); // a frame is whole
    QCOMPARE(inFlight.due(start + 30 * second, 0), Rows());
}

void TestInFlightFrames::sendingAgainStartsAnew()
{
    InFlightFrames inFlight;
    inFlight.sent(1, {"a", 1}, InFlightFrames::maxBytes - 1, start);
    inFlight.held("one", {{"a", 1, 1}}, start);
    inFlight.sent(1, {"a", 1}, InFlightFrames::maxBytes - 1, start + 30 * second);
    QVERIFY(inFlight.hasRoom()); // it is in there once
    QCOMPARE(inFlight.due(start + 59 * second, all), Rows());
    QCOMPARE(inFlight.due(start + 60 * second, all), Rows {1});
    inFlight.workerStarted("two"); // nobody holds it now, so it may have gone to that one
    QCOMPARE(inFlight.due(start + 31 * second, all), Rows {1});
}

void TestInFlightFrames::memoryIsBounded_inBytes()
{
    InFlightFrames inFlight;
    QVERIFY(inFlight.hasRoom());
    inFlight.sent(1, {"a", 1}, InFlightFrames::maxBytes - 1, start);
    QVERIFY(inFlight.hasRoom());
    inFlight.sent(2, {"a", 2}, 1, start);
    QVERIFY(!inFlight.hasRoom());
    inFlight.acknowledged({{"a", 2, 2}});
    QVERIFY(inFlight.hasRoom());
    inFlight.sent(3, {"a", 3}, 1, start);
    QVERIFY(!inFlight.hasRoom());
    inFlight.acknowledged({{"a", 1, 1}, {"a", 3, 3}});
    inFlight.sent(4, {"a", 4}, InFlightFrames::maxBytes - 1, start); // all of it has been given back
    QVERIFY(inFlight.hasRoom());
}

void TestInFlightFrames::memoryIsBounded_inNumber()
{
    InFlightFrames inFlight;
    for (std::size_t i = 1; i < InFlightFrames::maxFrames; ++i)
        inFlight.sent(qint64(i), {"a", i}, 1, start);
    QVERIFY(inFlight.hasRoom());
    inFlight.sent(qint64(InFlightFrames::maxFrames), {"a", InFlightFrames::maxFrames}, 1, start);
    QVERIFY(!inFlight.hasRoom());
}

QTEST_GUILESS_MAIN(TestInFlightFrames)

#include "tst_inflightframes.moc"

#include "server/ingest/window.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;

class TestWindow : public QObject {
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
constexpr std::size_t all = 1000;

}

void TestWindow::aFrameIsDueAfterSilence()
{
    Window window;
    QCOMPARE(window.due(start, all), Rows());
    window.sent(7, {"a", 1}, 100, start);
    QCOMPARE(window.due(start, all), Rows());
    QCOMPARE(window.due(start + 30 * second - 1, all), Rows());
    QCOMPARE(window.due(start + 30 * second, all), Rows {7});
    QCOMPARE(window.due(start + 30 * second, all), Rows {7}); // until it is sent
}

void TestWindow::hearingOfItPutsItOff()
{
    Window window;
    window.sent(7, {"a", 1}, 100, start);
    window.sent(8, {"a", 2}, 100, start);
    window.held("w", {{"a", 2, 2}, {"b", 1, 1}}, start + 20 * second);
    QCOMPARE(window.due(start + 30 * second, all), Rows {7});
    QCOMPARE(window.due(start + 50 * second - 1, all), Rows {7});
    QCOMPARE(window.due(start + 50 * second, all), (Rows {7, 8}));
}

void TestWindow::acknowledgedRowsLeave_data()
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

void TestWindow::acknowledgedRowsLeave()
{
    QFETCH(const QString, producer);
    QFETCH(const quint64, from);
    QFETCH(const quint64, to);
    QFETCH(const QList<qint64>, left);

    Window window;
    for (qint64 i = 1; i <= 3; ++i)
        window.sent(i, {"a", std::uint64_t(i)}, 100, start);
    window.sent(4, {"b", 2}, 100, start);
    QCOMPARE(window.acknowledged({{producer.toStdString(), from, to}}), Rows(left.begin(), left.end()));
    QCOMPARE(window.acknowledged({{producer.toStdString(), from, to}}), Rows()); // only once
    QCOMPARE(window.due(start + 30 * second, all).size(), std::size_t(4 - left.size()));
}

void TestWindow::aWorkerThatStartsHasLostWhatItHeld()
{
    Window window;
    window.sent(1, {"a", 1}, 100, start);
    window.sent(2, {"a", 2}, 100, start);
    window.sent(3, {"a", 3}, 100, start);
    window.held("one", {{"a", 1, 1}}, start);
    window.held("two", {{"a", 2, 2}}, start);
    window.workerStarted("one"); // 3, which nobody has claimed, may have been its too
    QCOMPARE(window.due(start, all), (Rows {1, 3}));
    window.held("two", {{"a", 3, 3}}, start);
    QCOMPARE(window.due(start, all), Rows {1});
}

void TestWindow::dueRowsAreOldestFirstAndLimited()
{
    Window window;
    window.sent(3, {"a", 1}, 100, start); // by their rows, not by their names
    window.sent(1, {"c", 1}, 100, start);
    window.sent(2, {"b", 1}, 100, start);
    QCOMPARE(window.due(start + 30 * second, all), (Rows {1, 2, 3}));
    QCOMPARE(window.due(start + 30 * second, 2), (Rows {1, 2}));
    QCOMPARE(window.due(start + 30 * second, 0), Rows());
}

void TestWindow::sendingAgainStartsAnew()
{
    Window window;
    window.sent(1, {"a", 1}, Window::maxBytes - 1, start);
    window.held("one", {{"a", 1, 1}}, start);
    window.sent(1, {"a", 1}, Window::maxBytes - 1, start + 30 * second);
    QVERIFY(window.hasRoom()); // it is in there once
    QCOMPARE(window.due(start + 59 * second, all), Rows());
    QCOMPARE(window.due(start + 60 * second, all), Rows {1});
    window.workerStarted("two"); // nobody holds it now, so it may have gone to that one
    QCOMPARE(window.due(start + 31 * second, all), Rows {1});
}

void TestWindow::memoryIsBounded_inBytes()
{
    Window window;
    QVERIFY(window.hasRoom());
    window.sent(1, {"a", 1}, Window::maxBytes - 1, start);
    QVERIFY(window.hasRoom());
    window.sent(2, {"a", 2}, 1, start);
    QVERIFY(!window.hasRoom());
    window.acknowledged({{"a", 2, 2}});
    QVERIFY(window.hasRoom());
    window.sent(3, {"a", 3}, 1, start);
    QVERIFY(!window.hasRoom());
    window.acknowledged({{"a", 1, 1}, {"a", 3, 3}});
    window.sent(4, {"a", 4}, Window::maxBytes - 1, start); // all of it has been given back
    QVERIFY(window.hasRoom());
}

void TestWindow::memoryIsBounded_inNumber()
{
    Window window;
    for (std::size_t i = 1; i < Window::maxFrames; ++i)
        window.sent(qint64(i), {"a", i}, 1, start);
    QVERIFY(window.hasRoom());
    window.sent(qint64(Window::maxFrames), {"a", Window::maxFrames}, 1, start);
    QVERIFY(!window.hasRoom());
}

QTEST_GUILESS_MAIN(TestWindow)

#include "tst_window.moc"

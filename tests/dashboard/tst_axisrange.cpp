#include "dashboard/widgets/axisrange.h"

#include <QTest>

#include <cmath>

using namespace footfall;

class TestAxisRange : public QObject {
    Q_OBJECT
private slots:
    void isRoundAndHoldsTheValues_data();
    void isRoundAndHoldsTheValues();
    void aFlatLineIsInTheMiddle();
    void staysWhileTheValuesFit();
    void tightensWhenMostOfItIsUnused();
};

void TestAxisRange::isRoundAndHoldsTheValues_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<AxisRange>("expected");
    QTest::newRow("small") << 0.0 << 3.0 << AxisRange {0, 4};
    QTest::newRow("hundreds") << 910.0 << 990.0 << AxisRange {900, 1000};
    QTest::newRow("from zero") << 12.0 << 9418.0 << AxisRange {0, 10000};
    QTest::newRow("millions") << 1234500.0 << 1234777.0 << AxisRange {1234500, 1234900};
    QTest::newRow("far from zero") << 9.0e15 << 9.0e15 + 8 << AxisRange {9.0e15, 9.0e15 + 8};
}

void TestAxisRange::isRoundAndHoldsTheValues()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(AxisRange, expected);
    const AxisRange range = roundRange(low, high);
    QCOMPARE(range.from, expected.from);
    QCOMPARE(range.to, expected.to);
    QVERIFY(range.contains(low, high));
    const double step = (range.to - range.from) / AxisRange::steps;
    QCOMPARE(step, std::floor(step));
}

void TestAxisRange::aFlatLineIsInTheMiddle()
{
    QCOMPARE(roundRange(500, 500), (AxisRange {498, 502}));
    QCOMPARE(roundRange(0, 0), (AxisRange {0, 4}));
}

void TestAxisRange::staysWhileTheValuesFit()
{
    const AxisRange range = roundRange(900, 990);
    QCOMPARE(steadyRange(range, 905, 950), range);
    QVERIFY(steadyRange(range, 905, 1001) != range);
    QVERIFY(steadyRange(range, 899, 950) != range);
}

void TestAxisRange::tightensWhenMostOfItIsUnused()
{
    QCOMPARE(steadyRange({0, 10000}, 5000, 5010), roundRange(5000, 5010));
}

QTEST_GUILESS_MAIN(TestAxisRange)
#include "tst_axisrange.moc"

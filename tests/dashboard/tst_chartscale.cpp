#include "dashboard/charts/scale.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {
const QLocale english(QLocale::English, QLocale::UnitedStates);
}

class TestChartScale : public QObject {
    Q_OBJECT
private slots:
    void isRoundAndTight_data();
    void isRoundAndTight();
    void holdsEveryNumberInWholeSteps();
    void ofMeasuresMayHaveFractions();
    void staysWhileTheValuesFit();
    void labels_data();
    void labels();
    void labelsFollowTheLocale();
    void labelsNeverStandTooClose();
};

void TestChartScale::isRoundAndTight_data()
{
    QTest::addColumn<double>("high");
    QTest::addColumn<double>("step");
    QTest::addColumn<int>("steps");
    QTest::newRow("nothing") << 0.0 << 1.0 << 4;
    QTest::newRow("one") << 1.0 << 1.0 << 3;
    QTest::newRow("five") << 5.0 << 1.0 << 5;
    QTest::newRow("as in the sketch") << 1046.0 << 300.0 << 4;
    QTest::newRow("exactly full") << 1200.0 << 300.0 << 4;
    QTest::newRow("thousands") << 9418.0 << 2500.0 << 4;
    QTest::newRow("millions") << 1.9e6 << 500000.0 << 4;
}

void TestChartScale::isRoundAndTight()
{
    QFETCH(double, high);
    const Scale scale = roundScale(high);
    QTEST(scale.step, "step");
    QTEST(scale.steps, "steps");
}

void TestChartScale::holdsEveryNumberInWholeSteps()
{
    const auto seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> decade(0, 18.9);
    for (int i = 0; i < 2000; ++i) {
        const double high = std::floor(std::pow(10, decade(random)));
        const Scale scale = roundScale(high);
        const QByteArray what = QByteArray::number(high, 'f', 0);
        QVERIFY2(scale.top() >= high * (1 - 1e-9), what);
        QVERIFY2(scale.top() <= std::max(high * 1.7, 5.0), what);
        QVERIFY2(scale.step == std::floor(scale.step), what);
        QVERIFY2(scale.steps >= 3 && scale.steps <= 5, what);
    }
}

void TestChartScale::ofMeasuresMayHaveFractions()
{
    const Scale scale = roundScale(0.0042, false);
    QVERIFY(scale.top() >= 0.0042 && scale.top() < 0.006);
    QCOMPARE(scaleLabel(roundScale(0.84, false), 0.9, english), u"0.9"_s);
}

void TestChartScale::staysWhileTheValuesFit()
{
    const Scale scale = roundScale(1000);
    QCOMPARE(steadyScale(scale, 400), scale);
    QVERIFY(steadyScale(scale, scale.top() + 1) != scale);
    QCOMPARE(steadyScale(scale, 10), roundScale(10));
}

void TestChartScale::labels_data()
{
    QTest::addColumn<double>("high");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("units") << 4.0 << QStringList {u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s};
    QTest::newRow("plain thousands") << 1100.0 << QStringList {u"0"_s, u"300"_s, u"600"_s, u"900"_s, u"1,200"_s};
    QTest::newRow("thousands") << 11'500.0 << QStringList {u"0"_s, u"3 K"_s, u"6 K"_s, u"9 K"_s, u"12 K"_s};
    QTest::newRow("half thousands") << 9800.0 << QStringList {u"0"_s, u"2.5 K"_s, u"5.0 K"_s, u"7.5 K"_s, u"10.0 K"_s};
    QTest::newRow("millions") << 1.15e6 << QStringList {u"0"_s, u"0.3 M"_s, u"0.6 M"_s, u"0.9 M"_s, u"1.2 M"_s};
    QTest::newRow("billions") << 4e9 << QStringList {u"0"_s, u"1 bn"_s, u"2 bn"_s, u"3 bn"_s, u"4 bn"_s};
    QTest::newRow("most") << 9.2e18
                          << QStringList {u"0"_s, u"2,500,000 tn"_s, u"5,000,000 tn"_s, u"7,500,000 tn"_s,
                                 u"10,000,000 tn"_s};
}

void TestChartScale::labels()
{
    QFETCH(double, high);
    const Scale scale = roundScale(high);
    QStringList texts;
    for (int i = 0; i <= scale.steps; ++i)
        texts += scaleLabel(scale, i * scale.step, english);
    QTEST(texts, "expected");
}

void TestChartScale::labelsFollowTheLocale()
{
    QCOMPARE(scaleLabel(roundScale(1.15e6), 1.2e6, QLocale(QLocale::German, QLocale::Germany)), u"1,2 M"_s);
}

void TestChartScale::labelsNeverStandTooClose()
{
    for (int steps = 3; steps <= 5; ++steps) {
        for (int height = 20; height < 400; height += 7) {
            const int stride = labelStride({1, steps}, height, 14);
            QCOMPARE(steps % stride, 0); // the top has a label too
            QVERIFY(stride == steps || height * double(stride) / steps >= 1.5 * 14);
        }
    }
}

QTEST_GUILESS_MAIN(TestChartScale)
#include "tst_chartscale.moc"

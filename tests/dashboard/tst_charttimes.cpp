#include "dashboard/charts/bucketname.h"
#include "dashboard/charts/timelabels.h"
#include "tests/dashboard/chartdata.h"

#include <QTest>

#include <random>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

// Letters six units wide, buckets evenly over `width`.
QList<TimeLabel> labels(const TimeData &data, double width)
{
    const double last = double(std::max<qsizetype>(data.starts.size() - 1, 1));
    return timeLabels(data, all(data),
        {.x = [=](qsizetype i) { return double(i) / last * width; },
            .widthOf = [](const QString &text) { return 6.0 * double(text.size()); },
            .from = -20,
            .to = width + 10});
}

QString texts(const TimeData &data, double width)
{
    QStringList all;
    for (const TimeLabel &label : labels(data, width))
        all += label.text;
    return all.join(u" | "_s);
}

}

class TestChartTimes : public QObject {
    Q_OBJECT
private slots:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void saysRoundTimes_data();
    void saysRoundTimes();
    void anHourThatTheClockSkipsIsSkipped();
    void anHourThatTheClockRepeatsIsThereTwice();
    void aDayMayBeginAfterMidnight();
    void standsWhereItsBucketIs();
    void neverOverlapsNorIsCut();
    void names_data();
    void names();
    void aRepeatedHourSaysItsOffset();
    void theGistSaysLowHighAndNewest();
    void theGistOfNothing();
};

void TestChartTimes::saysRoundTimes_data()
{
    QTest::addColumn<TimeData>("data");
    QTest::addColumn<double>("width");
    QTest::addColumn<QString>("expected");
    const QDate day(2026, 11, 21);
    QTest::newRow("a day") << timeData(Bucket::Hour, day, 0, 24) << 400.0
                           << u"00:00 | 03:00 | 06:00 | 09:00 | 12:00 | 15:00 | 18:00 | 21:00"_s;
    QTest::newRow("24 hours") << timeData(Bucket::Hour, day, 14, 24) << 300.0 << u"18:00 | Sun 22 | 06:00 | 12:00"_s;
    QTest::newRow("a week by hour") << timeData(Bucket::Hour, day, 0, 168) << 500.0
                                    << u"21 Nov | Sun 22 | Mon 23 | Tue 24 | Wed 25 | Thu 26 | Fri 27"_s;
    QTest::newRow("half an hour") << timeData(Bucket::Minute, day, 9, 30) << 400.0
                                  << u"09:00 | 09:05 | 09:10 | 09:15 | 09:20 | 09:25"_s;
    QTest::newRow("days") << timeData(Bucket::Day, QDate(2026, 11, 28), 0, 5) << 400.0
                          << u"28 Nov | Sun 29 | Mon 30 | 1 Dec | Wed 2"_s;
    QTest::newRow("weeks") << timeData(Bucket::Week, QDate(2026, 12, 14), 0, 5) << 500.0
                           << u"14 Dec | 21 Dec | 28 Dec | 4 Jan 2027 | 11 Jan"_s;
    QTest::newRow("months") << timeData(Bucket::Month, QDate(2026, 10, 1), 0, 5) << 500.0
                            << u"Oct 2026 | Nov | Dec | Jan 2027 | Feb"_s;
    QTest::newRow("years") << timeData(Bucket::Month, QDate(2020, 1, 1), 0, 72) << 300.0
                           << u"2020 | 2021 | 2022 | 2023 | 2024 | 2025"_s;
    QTest::newRow("one") << timeData(Bucket::Day, day, 0, 1) << 300.0 << u"21 Nov"_s;
    QTest::newRow("no round one within") << timeData(Bucket::Hour, day, 13, 4) << 60.0 << u"13:00 | 16:00"_s;
    QTest::newRow("no room") << timeData(Bucket::Hour, day, 13, 4) << 4.0 << u"13:00"_s;
    QTest::newRow("nothing") << TimeData() << 300.0 << QString();
}

void TestChartTimes::saysRoundTimes()
{
    QFETCH(TimeData, data);
    QFETCH(double, width);
    QTEST(texts(data, width), "expected");
}

void TestChartTimes::anHourThatTheClockSkipsIsSkipped()
{
    const TimeData data = timeData(Bucket::Hour, QDate(2026, 3, 29), 0, 23, "Europe/Berlin");
    QCOMPARE(texts(data, 600), u"00:00 | 03:00 | 06:00 | 09:00 | 12:00 | 15:00 | 18:00 | 21:00"_s);
    QCOMPARE(labels(data, 600)[1].index, 2);
    QVERIFY(texts(data, 3000).startsWith(u"00:00 | 01:00 | 03:00 | 04:00"_s));
}

void TestChartTimes::anHourThatTheClockRepeatsIsThereTwice()
{
    const TimeData data = timeData(Bucket::Hour, QDate(2026, 10, 25), 0, 25, "Europe/Berlin");
    QVERIFY(texts(data, 3000).startsWith(u"00:00 | 01:00 | 02:00 | 02:00 | 03:00"_s));
    QVERIFY(texts(data, 900).startsWith(u"00:00 | 02:00 | 04:00 | 06:00"_s));
}

void TestChartTimes::aDayMayBeginAfterMidnight()
{
    // In Santiago the clock goes from 24:00 to 01:00.
    const TimeData data = timeData(Bucket::Hour, QDate(2026, 9, 5), 0, 71, "America/Santiago");
    QCOMPARE(data.starts[24].time(), QTime(1, 0));
    QCOMPARE(texts(data, 300), u"Sat 5 | 12:00 | Sun 6 | 12:00 | Mon 7 | 12:00"_s);
}

void TestChartTimes::standsWhereItsBucketIs()
{
    const TimeData data = timeData(Bucket::Hour, QDate(2026, 11, 21), 0, 24);
    for (const TimeLabel &label : labels(data, 460))
        QCOMPARE(label.left + label.width / 2, double(label.index) * 20);
}

void TestChartTimes::neverOverlapsNorIsCut()
{
    const auto seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const auto upTo = [&](int most) { return std::uniform_int_distribution(0, most)(random); };
    for (int i = 0; i < 300; ++i) {
        const auto bucket = Bucket(upTo(4));
        const QDate date = QDate(2020, 1, 1).addDays(upTo(3000));
        const TimeData data = timeData(bucket, date, upTo(23), 1 + upTo(400), "America/New_York");
        const double width = 40 + upTo(1900);
        const QList<TimeLabel> made = labels(data, width);
        const QByteArray what = u"bucket %1 from %2, %3 in %4: %5"_s
                                    .arg(int(bucket)).arg(date.toString(Qt::ISODate)).arg(data.starts.size()).arg(width)
                                    .arg(texts(data, width)).toUtf8();
        QVERIFY2(!made.isEmpty(), what);
        for (qsizetype k = 0; k < made.size(); ++k) {
            QVERIFY2(made[k].left >= -20 && made[k].left + made[k].width <= width + 10, what);
            QVERIFY2(k == 0 || made[k].left >= made[k - 1].left + made[k - 1].width + 16, what);
        }
    }
}

void TestChartTimes::names_data()
{
    QTest::addColumn<TimeData>("data");
    QTest::addColumn<QString>("expected");
    const QDate day(2026, 11, 16);
    QTest::newRow("minute") << timeData(Bucket::Minute, day, 9, 1) << u"Mon 16 Nov, 09:00"_s;
    QTest::newRow("hour") << timeData(Bucket::Hour, day, 10, 1) << u"Mon 16 Nov, 10:00"_s;
    QTest::newRow("day") << timeData(Bucket::Day, day, 0, 1) << u"Mon 16 Nov 2026"_s;
    QTest::newRow("week") << timeData(Bucket::Week, day, 0, 1) << u"16 Nov to 22 Nov 2026"_s;
    QTest::newRow("month") << timeData(Bucket::Month, QDate(2026, 11, 1), 0, 1) << u"November 2026"_s;
}

void TestChartTimes::names()
{
    QFETCH(TimeData, data);
    QTEST(bucketName(data, 0), "expected");
}

void TestChartTimes::aRepeatedHourSaysItsOffset()
{
    const TimeData data = timeData(Bucket::Hour, QDate(2026, 10, 25), 0, 25, "Europe/Berlin");
    QCOMPARE(bucketName(data, 1), u"Sun 25 Oct, 01:00"_s);
    QCOMPARE(bucketName(data, 2), u"Sun 25 Oct, 02:00 (UTC+2:00)"_s);
    QCOMPARE(bucketName(data, 3), u"Sun 25 Oct, 02:00 (UTC+1:00)"_s);
}

void TestChartTimes::theGistSaysLowHighAndNewest()
{
    TimeData data = timeData(Bucket::Hour, QDate(2026, 11, 21), 0, 24);
    data.series.removeLast();
    data.series[0].values[3] = 12;
    data.series[0].values[13] = 1046;
    data.series[0].values[22] = 952;
    data.series[0].values[23].reset();
    QCOMPARE(gist(data, all(data)),
        u"Views by hour: 23 points, lowest 12 at 03:00, highest 1,046 at 13:00, newest 952."_s);
    data.series += {u"Previous day"_s, &Theme::muted, Series::Style::Dashed, data.series[0].values};
    QVERIFY(!gist(data, all(data)).contains(u"Previous"_s));
}

void TestChartTimes::theGistOfNothing()
{
    QCOMPARE(gist({}, {}), u"No data."_s);
    TimeData data = timeData(Bucket::Day, QDate(2026, 11, 21), 0, 1);
    data.series[1].values[0].reset();
    QCOMPARE(gist(data, all(data)),
        u"Views by day: one point, 100 at Sat 21 Nov 2026. Unique users by day: unknown."_s);
}

QTEST_GUILESS_MAIN(TestChartTimes)
#include "tst_charttimes.moc"

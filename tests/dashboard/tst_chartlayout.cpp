#include "dashboard/charts/longline.h"
#include "dashboard/charts/plotlayout.h"
#include "dashboard/charts/readout.h"
#include "dashboard/charts/seriespainter.h"
#include "tests/dashboard/chartdata.h"

#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

class TestChartLayout : public QObject {
    Q_OBJECT
private slots:
    void everyPointIsFoundWhereItIs();
    void besideTheAreaIsNothing();
    void onePointIsInTheMiddle();
    void anUnknownValueIsAGap();
    void aLineIsWholeInColumns();
    void onlyChangedBucketsAreNamed();
    void otherTimesAreAnotherPicture();
    void theReadoutStaysInside();
    void everySeriesHasItsOwnMarker();
};

void TestChartLayout::everyPointIsFoundWhereItIs()
{
    for (const bool isSlotted : {false, true}) {
        const PlotLayout layout {QRectF(40, 10, 500, 200), {5, 28}, 100, isSlotted};
        for (qsizetype i = 5; i <= 28; ++i) {
            QCOMPARE(layout.indexAt({layout.x(i), 50}), std::optional(i));
            QCOMPARE(layout.indexAt({layout.slot(i).center().x(), 200}), std::optional(i));
            QVERIFY(i == 5 || layout.x(i) > layout.x(i - 1));
        }
        QCOMPARE(layout.y(0), 210.0);
        QCOMPARE(layout.y(100), 10.0);
    }
}

void TestChartLayout::besideTheAreaIsNothing()
{
    const PlotLayout layout {QRectF(40, 10, 500, 200), {0, 23}, 100, false};
    QVERIFY(!layout.indexAt({10, 50}));
    QVERIFY(!layout.indexAt({300, 230}));
    QCOMPARE(layout.indexAt({35, 50}), std::optional<qsizetype>(0)); // half a marker beside its end
    QCOMPARE(layout.nearest(-1000), 0);
    QCOMPARE(layout.nearest(1000), 23);
    QVERIFY(!(PlotLayout {QRectF(40, 10, 500, 200), {}, 100, false}).indexAt({100, 50}));
}

void TestChartLayout::onePointIsInTheMiddle()
{
    const PlotLayout layout {QRectF(0, 0, 500, 200), {0, 0}, 100, false};
    QCOMPARE(layout.x(0), 250.0);
    QCOMPARE(layout.indexAt({3, 50}), std::optional<qsizetype>(0));
}

void TestChartLayout::anUnknownValueIsAGap()
{
    const Series series {{}, &Theme::accent, Series::Style::Line, {{}, 1, 0, {}, {}, 5, {}, 7, 8}};
    QCOMPARE(knownRuns(series, {0, 8}), (QList<Span> {{1, 2}, {5, 5}, {7, 8}}));
    QCOMPARE(knownRuns(series, {2, 3}), (QList<Span> {{2, 2}}));
    QCOMPARE(knownRuns(series, {8, 20}), (QList<Span> {{8, 8}})); // fewer values than buckets
}

void TestChartLayout::aLineIsWholeInColumns()
{
    const QPolygonF line {QPointF(0.5, 10), QPointF(2.5, 30), QPointF(2.75, 0)};
    QCOMPARE(columnsOf(line, 1), (QList<Column> {{0, 10, 15}, {1, 15, 25}, {2, 0, 30}}));
    QCOMPARE(columnsOf(line, 2).size(), 5);
    QVERIFY(columnsOf({QPointF(1, 1)}, 1).isEmpty());
}

void TestChartLayout::onlyChangedBucketsAreNamed()
{
    const TimeData before = timeData(Bucket::Hour, QDate(2026, 11, 21), 0, 24);
    TimeData after = before;
    after.series[0].values[14] = 7;
    after.series[1].values[16].reset();
    QCOMPARE(changedBuckets(before, after), std::optional(Span {14, 16}));
    after.series[1].name = u"Sessions"_s;
    QVERIFY(!changedBuckets(before, after));
}

void TestChartLayout::otherTimesAreAnotherPicture()
{
    const TimeData utc = timeData(Bucket::Hour, QDate(2026, 11, 21), 9, 3);
    TimeData berlin = utc;
    for (QDateTime &start : berlin.starts)
        start = start.toOffsetFromUtc(3600);
    QVERIFY(utc != berlin); // the same moments, other labels
    QVERIFY(!changedBuckets(utc, berlin));
}

void TestChartLayout::theReadoutStaysInside()
{
    const Ink ink {Theme::light(), QFont(), false};
    Readout readout {u"Sat 21 Nov, 10:00"_s, {{u"Views"_s, u"952"_s, Marker::Circle, &Theme::accent}}};
    for (const double width : {80.0, 300.0, 1900.0}) {
        const QRectF bounds(0, 0, width, 200);
        for (double x = 0; x <= width; x += 13) {
            const QRectF box = readoutBox(readout, x, bounds, ink);
            QVERIFY(bounds.left() <= box.left() && box.right() <= bounds.right());
            QVERIFY(width < 1000 || !(box.left() <= x && x <= box.right())); // nor over what it names
        }
    }
    QCOMPARE(readout.text(), u"Sat 21 Nov, 10:00: Views 952"_s);
}

void TestChartLayout::everySeriesHasItsOwnMarker()
{
    using Style = Series::Style;
    QList<Series> series;
    for (const Style style : {Style::Area, Style::Dashed, Style::Line, Style::Line})
        series += {{}, &Theme::accent, style, {}};
    QCOMPARE(markerOf(series, 0), Marker::Circle);
    QCOMPARE(markerOf(series, 1), Marker::Dashes);
    QCOMPARE(markerOf(series, 2), Marker::Diamond);
    QCOMPARE(markerOf(series, 3), Marker::Square);
}

QTEST_MAIN(TestChartLayout)
#include "tst_chartlayout.moc"

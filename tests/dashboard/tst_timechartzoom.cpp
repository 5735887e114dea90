#include "dashboard/charts/minutebars.h"
#include "tests/dashboard/chartdata.h"

#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

class TestTimeChartZoom : public QObject {
    Q_OBJECT
private slots:
    void init();
    void aDragShowsAStretch();
    void aDragBackwardsToo();
    void aDragEndsAtTheEdge();
    void aClickOrOneBucketIsNoDrag();
    void escEndsADragThenTheReadoutThenTheZoom();
    void aDoubleClickShowsAll();
    void theKeyboardZoomsToo();
    void pointsStayWithinTheZoom();
    void theZoomStaysAtItsMoment();
    void otherDataEndsTheZoom();
    void barsDoNotZoom();
    void barsShowMinutesAndTheirNewest();

private:
    void drag(qsizetype from, qsizetype to);
    QPoint at(qsizetype index) const { return {qRound(m_chart->plot().x(index)), 100}; }
    std::unique_ptr<TimeChart> m_chart;
};

void TestTimeChartZoom::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_chart = std::make_unique<TimeChart>();
    m_chart->resize(900, 320);
    m_chart->setData(timeData(Bucket::Hour, QDate(2026, 11, 21), 0, 24));
    m_chart->show();
    QVERIFY(QTest::qWaitForWindowActive(m_chart.get()));
}

void TestTimeChartZoom::drag(qsizetype from, qsizetype to)
{
    const QPoint end = at(to);
    QTest::mousePress(m_chart.get(), Qt::LeftButton, {}, at(from));
    QTest::mouseMove(m_chart.get(), end);
    QTest::mouseRelease(m_chart.get(), Qt::LeftButton, {}, end);
}

void TestTimeChartZoom::aDragShowsAStretch()
{
    const QSignalSpy zoomed(m_chart.get(), &TimeChart::zoomed);
    const QImage all = m_chart->grab().toImage();
    QTest::mousePress(m_chart.get(), Qt::LeftButton, {}, at(6));
    QTest::mouseMove(m_chart.get(), at(12));
    QVERIFY(m_chart->grab().toImage() != all); // the band
    QVERIFY(zoomed.isEmpty());
    QTest::mouseRelease(m_chart.get(), Qt::LeftButton, {}, at(12));
    QCOMPARE(zoomed.size(), 1);
    QCOMPARE(zoomed[0], (QVariantList {qsizetype(6), qsizetype(12)}));
    QVERIFY(m_chart->isZoomed());
    QCOMPARE(m_chart->zoom(), (Span {6, 12}));
    QCOMPARE(m_chart->scale(), roundScale(220)); // of what is shown
    m_chart->showPoint(std::nullopt);
    QVERIFY(m_chart->accessibleDescription().startsWith(u"Views by hour: 7 points"_s));
}

void TestTimeChartZoom::aDragBackwardsToo()
{
    drag(12, 6);
    QCOMPARE(m_chart->zoom(), (Span {6, 12}));
    drag(8, 10);
    QCOMPARE(m_chart->zoom(), (Span {8, 10})); // further in
}

void TestTimeChartZoom::aDragEndsAtTheEdge()
{
    QTest::mousePress(m_chart.get(), Qt::LeftButton, {}, at(20));
    QTest::mouseMove(m_chart.get(), {5000, 100});
    QTest::mouseRelease(m_chart.get(), Qt::LeftButton, {}, {5000, 100});
    QCOMPARE(m_chart->zoom(), (Span {20, 23}));
}

void TestTimeChartZoom::aClickOrOneBucketIsNoDrag()
{
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, at(5));
    drag(5, 5);
    QTest::mousePress(m_chart.get(), Qt::RightButton, {}, at(5));
    QTest::mouseMove(m_chart.get(), at(9));
    QTest::mouseRelease(m_chart.get(), Qt::RightButton, {}, at(9));
    QVERIFY(!m_chart->isZoomed());
}

void TestTimeChartZoom::escEndsADragThenTheReadoutThenTheZoom()
{
    drag(4, 18);
    QTest::mousePress(m_chart.get(), Qt::LeftButton, {}, at(6));
    QTest::mouseMove(m_chart.get(), at(12));
    QTest::keyClick(m_chart.get(), Qt::Key_Escape);
    QTest::mouseRelease(m_chart.get(), Qt::LeftButton, {}, at(12));
    QCOMPARE(m_chart->zoom(), (Span {4, 18}));
    QTest::keyClick(m_chart.get(), Qt::Key_Escape);
    QVERIFY(!m_chart->isZoomed());
    QVERIFY(m_chart->pointedAt());
    QTest::keyClick(m_chart.get(), Qt::Key_Escape);
    QVERIFY(!m_chart->pointedAt());
}

void TestTimeChartZoom::aDoubleClickShowsAll()
{
    drag(4, 18);
    const QSignalSpy zoomed(m_chart.get(), &TimeChart::zoomed);
    QTest::mouseDClick(m_chart.get(), Qt::LeftButton, {}, at(9));
    QVERIFY(!m_chart->isZoomed());
    QCOMPARE(zoomed.size(), 1);
    QCOMPARE(zoomed[0], (QVariantList {qsizetype(0), qsizetype(23)}));
}

void TestTimeChartZoom::theKeyboardZoomsToo()
{
    m_chart->showPoint(10);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(!m_chart->isZoomed());
    QTest::keyClick(m_chart.get(), Qt::Key_Left); // without Shift the stretch is forgotten
    QTest::keyClick(m_chart.get(), Qt::Key_Return);
    QVERIFY(!m_chart->isZoomed());
    m_chart->showPoint(10);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(m_chart.get(), Qt::Key_Return);
    QCOMPARE(m_chart->zoom(), (Span {10, 13}));
    QTest::keyClick(m_chart.get(), Qt::Key_Right);
    QTest::keyClick(m_chart.get(), Qt::Key_Home, Qt::ShiftModifier);
    QTest::keyClick(m_chart.get(), Qt::Key_Enter);
    QCOMPARE(m_chart->zoom(), (Span {10, 13})); // from its first to its last: nothing to zoom
}

void TestTimeChartZoom::pointsStayWithinTheZoom()
{
    m_chart->showPoint(2);
    drag(6, 12);
    QVERIFY(!m_chart->pointedAt() || m_chart->zoom().contains(*m_chart->pointedAt()));
    QTest::keyClick(m_chart.get(), Qt::Key_Home);
    QCOMPARE(m_chart->pointedAt(), std::optional<qsizetype>(6));
    QTest::keyClick(m_chart.get(), Qt::Key_End);
    QTest::keyClick(m_chart.get(), Qt::Key_Right);
    QCOMPARE(m_chart->pointedAt(), std::optional<qsizetype>(12));
    m_chart->showPoint(2); // another chart may show more
    QCOMPARE(m_chart->pointedAt(), std::nullopt);
}

void TestTimeChartZoom::theZoomStaysAtItsMoment()
{
    drag(6, 12);
    TimeData data = m_chart->data();
    data.series[0].values[23] = 1;
    m_chart->setData(data);
    QCOMPARE(m_chart->zoom(), (Span {6, 12}));
    const QSignalSpy zoomed(m_chart.get(), &TimeChart::zoomed);
    m_chart->setData(timeData(Bucket::Hour, QDate(2026, 11, 21), 2, 24));
    QCOMPARE(m_chart->zoom(), (Span {4, 10}));
    QCOMPARE(zoomed.size(), 1);
}

void TestTimeChartZoom::otherDataEndsTheZoom()
{
    drag(6, 12);
    const QSignalSpy zoomed(m_chart.get(), &TimeChart::zoomed);
    m_chart->setData(timeData(Bucket::Day, QDate(2026, 11, 1), 0, 7));
    QVERIFY(!m_chart->isZoomed());
    QCOMPARE(m_chart->zoom(), (Span {0, 6}));
    QCOMPARE(zoomed.size(), 1);
}

void TestTimeChartZoom::barsDoNotZoom()
{
    m_chart = std::make_unique<MinuteBars>();
    m_chart->resize(600, 200);
    static_cast<MinuteBars &>(*m_chart).setMinutes(
        QDateTime(QDate(2026, 11, 21), QTime(14, 32), Qt::UTC), QList<std::optional<qint64>>(30, 5));
    m_chart->show();
    QVERIFY(QTest::qWaitForWindowActive(m_chart.get()));
    drag(4, 18);
    QVERIFY(!m_chart->isZoomed());
}

void TestTimeChartZoom::barsShowMinutesAndTheirNewest()
{
    MinuteBars bars;
    bars.resize(600, 200);
    QList<std::optional<qint64>> views(30, 5);
    views[28].reset();
    views[27] = 0;
    bars.setMinutes(QDateTime(QDate(2026, 11, 21), QTime(14, 32), Qt::UTC), views);
    QTest::keyClick(&bars, Qt::Key_End);
    QCOMPARE(bars.readout(), u"Sat 21 Nov, 14:32, so far: Views 5"_s);
    QTest::keyClick(&bars, Qt::Key_Left);
    QCOMPARE(bars.readout(), u"Sat 21 Nov, 14:31: Views \u2013"_s);
    QTest::keyClick(&bars, Qt::Key_Home);
    QVERIFY(bars.readout().startsWith(u"Sat 21 Nov, 14:03"_s));
    bars.showPoint(std::nullopt);

    // Zero is a stroke at the foot, unknown is nothing, the newest is hollow.
    const QImage picture = bars.grab().toImage();
    const auto middle = [&](qsizetype i, int up) {
        const QPointF at(bars.plot().x(i), bars.plot().area.bottom() - up);
        return picture.pixelColor((at * picture.devicePixelRatio()).toPoint());
    };
    QVERIFY(middle(27, 1) != middle(28, 1));
    QCOMPARE(middle(27, 10), middle(28, 10));
    QVERIFY(middle(26, 10) != middle(28, 10));
    QVERIFY(middle(29, 10) != middle(26, 10) && middle(29, 10) != middle(28, 10));
}

QTEST_MAIN(TestTimeChartZoom)
#include "tst_timechartzoom.moc"

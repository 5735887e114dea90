#include "dashboard/charts/timechart.h"
#include "tests/dashboard/chartdata.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

// How much of a widget is painted, and how often.
class Paints : public QObject {
public:
    explicit Paints(QWidget &widget) { widget.installEventFilter(this); }
    QRegion area;
    int count = 0;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            area += static_cast<QPaintEvent *>(event)->region();
            ++count;
        }
        return QObject::eventFilter(watched, event);
    }
};

double cpuMilliseconds()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

// The median of so many, in milliseconds of this thread: others use the machine too.
template <typename Work> double median(int times, Work work)
{
    QList<double> taken;
    for (int i = 0; i < times; ++i) {
        const double start = cpuMilliseconds();
        work();
        taken += cpuMilliseconds() - start;
    }
    std::sort(taken.begin(), taken.end());
    return taken[taken.size() / 2];
}

}

class TestTimeChart : public QObject {
    Q_OBJECT
private slots:
    void init();
    void readsOutUnderTheMouse();
    void readsOutByTheKeyboard();
    void anUnknownValueIsADash();
    void theNewestIsSoFar();
    void showsTheMomentOfAnotherChart();
    void equalDataIsNotPainted();
    void aNewValuePaintsItsOwnPlace();
    void apartDrawingIsTheWholeDrawing();
    void thePointStaysAtItsMoment();
    void theScaleStandsStill();
    void followsThePaletteAtOnce();
    void staleIsSeen();
    void theDescriptionFollowsTheData();
    void theImageHasNoHover();
    void timeRunsFromLeftToRightInEveryLanguage();
    void copesWithLittleAndMuch();
    void repaintsFast();

private:
    QPoint at(qsizetype index) const { return {int(m_chart->plot().x(index)), 100}; }
    std::unique_ptr<TimeChart> m_chart;
};

void TestTimeChart::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QGuiApplication::setPalette(Theme::light().palette());
    m_chart = std::make_unique<TimeChart>();
    m_chart->setTitle(u"Views and unique users"_s);
    m_chart->resize(900, 320);
    m_chart->setData(timeData(Bucket::Hour, QDate(2026, 11, 21), 0, 24));
    m_chart->show();
    QVERIFY(QTest::qWaitForWindowActive(m_chart.get()));
}

void TestTimeChart::readsOutUnderTheMouse()
{
    const QSignalSpy pointed(m_chart.get(), &Chart::pointed);
    QTest::mouseMove(m_chart.get(), at(10));
    QTRY_COMPARE(m_chart->readout(), u"Sat 21 Nov, 10:00: Views 200, Unique users 100"_s);
    QTest::mouseMove(m_chart.get(), at(10) + QPoint(2, 40)); // still the same hour
    QTest::mouseMove(m_chart.get(), {450, 319});
    QTRY_COMPARE(m_chart->pointedAt(), std::nullopt);
    QCOMPARE(pointed.size(), 2);
    QCOMPARE(pointed[0][0].value<std::optional<qsizetype>>(), std::optional<qsizetype>(10));
    QTest::mouseMove(m_chart.get(), at(3));
    QTRY_VERIFY(m_chart->pointedAt());
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(m_chart.get(), &leave);
    QVERIFY(!m_chart->pointedAt());
}

void TestTimeChart::readsOutByTheKeyboard()
{
    m_chart->setFocus();
    const auto afterKey = [&](Qt::Key key) {
        QTest::keyClick(m_chart.get(), key);
        return m_chart->pointedAt();
    };
    QCOMPARE(afterKey(Qt::Key_Left), std::optional<qsizetype>(23));
    QCOMPARE(afterKey(Qt::Key_Left), std::optional<qsizetype>(22));
    QCOMPARE(afterKey(Qt::Key_Home), std::optional<qsizetype>(0));
    QCOMPARE(afterKey(Qt::Key_Left), std::optional<qsizetype>(0));
    QCOMPARE(afterKey(Qt::Key_Right), std::optional<qsizetype>(1));
    QCOMPARE(m_chart->accessibleDescription(), u"Sat 21 Nov, 01:00: Views 110, Unique users 55"_s);
    QCOMPARE(afterKey(Qt::Key_End), std::optional<qsizetype>(23));
    QCOMPARE(afterKey(Qt::Key_Escape), std::nullopt);
    QVERIFY(m_chart->accessibleDescription().startsWith(u"Views by hour: 24 points"_s));
    QCOMPARE(afterKey(Qt::Key_Right), std::optional<qsizetype>(0));
    m_chart->clearFocus();
    QVERIFY(!m_chart->pointedAt());
}

void TestTimeChart::anUnknownValueIsADash()
{
    TimeData data = m_chart->data();
    data.series[1].values[7].reset();
    data.series[0].values[7] = 0;
    m_chart->setData(data);
    m_chart->showPoint(7);
    QCOMPARE(m_chart->readout(), u"Sat 21 Nov, 07:00: Views 0, Unique users \u2013"_s);
}

void TestTimeChart::theNewestIsSoFar()
{
    const QImage finished = m_chart->grab().toImage();
    TimeData data = m_chart->data();
    data.unfinished = 23;
    m_chart->setData(data);
    m_chart->showPoint(23);
    QVERIFY(m_chart->readout().startsWith(u"Sat 21 Nov, 23:00, so far: "_s));
    m_chart->showPoint(std::nullopt);
    QVERIFY(m_chart->grab().toImage() != finished);
}

void TestTimeChart::showsTheMomentOfAnotherChart()
{
    TimeChart other;
    other.setData(m_chart->data());
    connect(m_chart.get(), &Chart::pointed, &other, &Chart::showPoint);
    connect(&other, &Chart::pointed, m_chart.get(), &Chart::showPoint);
    const QSignalSpy answered(&other, &Chart::pointed);
    QTest::keyClick(m_chart.get(), Qt::Key_End);
    QCOMPARE(other.pointedAt(), std::optional<qsizetype>(23));
    QVERIFY(answered.isEmpty()); // or two charts would talk for ever
    other.showPoint(99);
    QCOMPARE(other.pointedAt(), std::nullopt);
}

void TestTimeChart::equalDataIsNotPainted()
{
    QCoreApplication::processEvents();
    const Paints paints(*m_chart);
    const TimeData same = timeData(Bucket::Hour, QDate(2026, 11, 21), 0, 24);
    m_chart->setData(same);
    m_chart->setStale(false);
    m_chart->setEmptyText(tr("Nothing was counted in this time"));
    QCoreApplication::processEvents();
    QCOMPARE(paints.count, 0);
}

void TestTimeChart::aNewValuePaintsItsOwnPlace()
{
    QCoreApplication::processEvents();
    Paints paints(*m_chart);
    TimeData data = m_chart->data();
    *data.series[0].values[12] += 5;
    m_chart->setData(data);
    QTRY_VERIFY(paints.count > 0);
    QVERIFY(paints.area.contains(at(12)));
    QVERIFY(paints.area.boundingRect().width() < 120);
}

// What is drawn piece by piece as values come must be what is drawn at once.
void TestTimeChart::apartDrawingIsTheWholeDrawing()
{
    TimeData data = m_chart->data();
    data.unfinished = 12;
    for (Series &series : data.series)
        std::fill(series.values.begin() + 13, series.values.end(), std::nullopt);
    TimeChart whole;
    whole.resize(m_chart->size());
    whole.setData(m_chart->data());
    m_chart->setData(data);
    QVERIFY(!m_chart->grab().isNull());
    for (int i = 0; i < 3; ++i) {
        *data.series[0].values[12] += 9;
        data.series[1].values[4].reset();
        m_chart->setData(data);
        QVERIFY(!m_chart->grab().isNull());
    }
    whole.setData(data);
    QCOMPARE(m_chart->scale(), whole.scale());
    QCOMPARE(m_chart->grab().toImage(), whole.grab().toImage());
}

void TestTimeChart::thePointStaysAtItsMoment()
{
    m_chart->showPoint(10);
    m_chart->setData(timeData(Bucket::Hour, QDate(2026, 11, 21), 1, 24));
    QCOMPARE(m_chart->pointedAt(), std::optional<qsizetype>(9));
    const QSignalSpy pointed(m_chart.get(), &Chart::pointed);
    m_chart->setData(timeData(Bucket::Day, QDate(2026, 11, 1), 0, 24));
    QCOMPARE(m_chart->pointedAt(), std::nullopt);
    QCOMPARE(pointed.size(), 1);
}

void TestTimeChart::theScaleStandsStill()
{
    const Scale scale = m_chart->scale();
    TimeData data = m_chart->data();
    for (auto &views : data.series[0].values)
        views = std::min<qint64>(*views, 150); // the highest are gone
    QVERIFY(roundScale(165) != scale);
    m_chart->setData(data);
    QCOMPARE(m_chart->scale(), scale);
    data.series[0].values[23] = qint64(scale.top()) + 1;
    m_chart->setData(data);
    QVERIFY(m_chart->scale().top() > scale.top());
    m_chart->setData(timeData(Bucket::Hour, QDate(2026, 11, 20), 0, 24, "UTC", 10)); // another day
    QCOMPARE(m_chart->scale(), roundScale(240));
}

void TestTimeChart::followsThePaletteAtOnce()
{
    const QImage light = m_chart->grab().toImage();
    m_chart->setPalette(Theme::dark().palette());
    TimeChart dark;
    dark.setPalette(Theme::dark().palette());
    dark.resize(m_chart->size());
    dark.setData(m_chart->data());
    QCOMPARE(m_chart->grab().toImage(), dark.grab().toImage());
    m_chart->setPalette(Theme::light().palette());
    QCOMPARE(m_chart->grab().toImage(), light);
}

void TestTimeChart::staleIsSeen()
{
    const QImage live = m_chart->grab().toImage();
    m_chart->setStale(true);
    QVERIFY(m_chart->isStale());
    QVERIFY(m_chart->grab().toImage() != live);
}

void TestTimeChart::theDescriptionFollowsTheData()
{
    TimeData data = m_chart->data();
    data.series[0].values[23] = 999;
    m_chart->setData(data);
    QAccessibleInterface *told = QAccessible::queryAccessibleInterface(m_chart.get());
    QCOMPARE(told->role(), QAccessible::Chart);
    QCOMPARE(told->text(QAccessible::Name), u"Views and unique users"_s);
    QCOMPARE(told->text(QAccessible::Description),
        u"Views by hour: 24 points, lowest 100 at 00:00, highest 999 at 23:00, newest 999. "
        "Unique users by hour: 24 points, lowest 50 at 00:00, highest 165 at 23:00, newest 165."_s);
    m_chart->showPoint(0);
    QCOMPARE(told->text(QAccessible::Value), u"Sat 21 Nov, 00:00: Views 100, Unique users 50"_s);
}

void TestTimeChart::theImageHasNoHover()
{
    const QImage plain = m_chart->toImage(2);
    QCOMPARE(plain.devicePixelRatio(), 2.0);
    QVERIFY(plain.width() >= 2 * m_chart->width() && plain.height() > 2 * m_chart->height());
    m_chart->showPoint(5);
    QCOMPARE(m_chart->toImage(2), plain);
    m_chart->setTitle(u"Another"_s);
    QVERIFY(m_chart->toImage(2) != plain);
}

void TestTimeChart::timeRunsFromLeftToRightInEveryLanguage()
{
    m_chart->showPoint(5);
    const QImage picture = m_chart->grab().toImage();
    m_chart->setLayoutDirection(Qt::RightToLeft);
    QCOMPARE(m_chart->grab().toImage(), picture);
    QTest::keyClick(m_chart.get(), Qt::Key_Left);
    QCOMPARE(m_chart->pointedAt(), std::optional<qsizetype>(4));
}

void TestTimeChart::copesWithLittleAndMuch()
{
    TimeData huge = timeData(Bucket::Hour, QDate(2026, 11, 21), 0, 2);
    huge.series[0].values = {std::numeric_limits<qint64>::max(), 0};
    TimeData unknown = timeData(Bucket::Hour, QDate(2026, 11, 21), 0, 24);
    for (Series &series : unknown.series)
        series.values.clear();
    const TimeData one = timeData(Bucket::Day, QDate(2026, 11, 21), 0, 1);
    const TimeData many = timeData(Bucket::Minute, QDate(2026, 11, 21), 0, 5000);
    for (const TimeData &data : {huge, unknown, one, many, TimeData()}) {
        m_chart->setData(data);
        for (const QSize &size : {QSize(1, 1), QSize(60, 30), QSize(300, 120), QSize(1900, 900)}) {
            m_chart->resize(size);
            QTest::keyClick(m_chart.get(), Qt::Key_End);
            QCOMPARE(m_chart->grab().deviceIndependentSize().toSize(), size);
            QVERIFY(!m_chart->toImage(1).isNull());
        }
    }
    QCOMPARE(m_chart->accessibleDescription(), u"No data."_s);
}

// 90 days by hour, four series.
void TestTimeChart::repaintsFast()
{
    TimeData data = timeData(Bucket::Hour, QDate(2026, 8, 24), 0, 2160);
    for (qsizetype i = 0; i < 2160; ++i)
        data.series[0].values[i] = 1000 + (i * 7919) % 997 + 500 * (i % 24);
    data.series += data.series[1];
    data.series += {u"Previous 90 days"_s, &Theme::muted, Series::Style::Dashed, data.series[0].values};
    m_chart->resize(1920, 1080);
    m_chart->setData(data);
    QPixmap screen = m_chart->grab();

    qsizetype index = 0;
    const double hover = median(51, [&] {
        m_chart->showPoint(index = (index + 41) % 2160);
        m_chart->render(&screen);
    });
    const double newValue = median(21, [&] {
        ++*data.series[0].values[2159];
        m_chart->setData(data);
        m_chart->render(&screen);
    });
    const double whole = median(21, [&] {
        m_chart->setStale(!m_chart->isStale());
        m_chart->render(&screen);
    });
    qInfo("median of a repaint: %.2f ms pointed at, %.2f ms with a new value, %.2f ms drawn anew", hover, newValue,
        whole);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY(hover < 5);
#endif
    QVERIFY(whole < 100); // in pieces it takes 10; as one path it took 300
}

QTEST_MAIN(TestTimeChart)
#include "tst_timechart.moc"

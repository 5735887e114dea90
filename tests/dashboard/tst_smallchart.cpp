#include "dashboard/charts/legend.h"
#include "dashboard/charts/smallchart.h"
#include "dashboard/charts/sparkline.h"

#include <QTest>

#include <cmath>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 start = 1'795'262'400'000;

QList<Reading> readings(int count)
{
    QList<Reading> all;
    for (int i = 0; i < count; ++i)
        all += {start + i * 1000, 10.0 + i};
    return all;
}

QString milliseconds(double value)
{
    return QLocale().toString(value, 'f', 0) + u" ms"_s;
}

}

class TestSmallChart : public QObject {
    Q_OBJECT
private slots:
    void init();
    void saysItsNewestValueWithItsUnit();
    void readsOutUnderTheMouse();
    void readsOutByTheKeyboard();
    void showsOnlyItsWindow();
    void anUnknownReadingIsAGap();
    void thePointStaysAtItsMoment();
    void equalReadingsAreNotPainted();
    void theImageHasItsHeadOnce();
    void copesWithLittle();
    void aSparklineSaysItsEnds();
    void aLegendNamesEverySeries();

private:
    std::unique_ptr<SmallChart> m_chart;
};

void TestSmallChart::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_chart = std::make_unique<SmallChart>(u"Commit time"_s, milliseconds, &Theme::accent);
    m_chart->resize(260, 120);
    m_chart->setReadings(readings(60));
    m_chart->show();
    QVERIFY(QTest::qWaitForWindowActive(m_chart.get()));
}

void TestSmallChart::saysItsNewestValueWithItsUnit()
{
    QCOMPARE(m_chart->accessibleName(), u"Commit time"_s);
    QCOMPARE(m_chart->newest(), u"69 ms"_s);
    QVERIFY(m_chart->accessibleDescription().startsWith(u"Newest 69 ms; lowest 10 ms at "_s));
}

void TestSmallChart::readsOutUnderTheMouse()
{
    QTest::mouseMove(m_chart.get(), m_chart->place(readings(60)[20]).toPoint());
    QTRY_VERIFY(m_chart->readout().startsWith(u"30 ms at "_s));
    QCOMPARE(m_chart->pointedAt(), std::optional<qsizetype>(20));
    QTest::mouseMove(m_chart.get(), {100, 3}); // the head
    QTRY_COMPARE(m_chart->readout(), QString());
}

void TestSmallChart::readsOutByTheKeyboard()
{
    QTest::keyClick(m_chart.get(), Qt::Key_Home);
    QVERIFY(m_chart->readout().startsWith(u"10 ms at "_s));
    QTest::keyClick(m_chart.get(), Qt::Key_End);
    QVERIFY(m_chart->accessibleDescription().startsWith(u"69 ms at "_s));
}

void TestSmallChart::showsOnlyItsWindow()
{
    m_chart->setWindow(std::chrono::seconds(30));
    QTest::keyClick(m_chart.get(), Qt::Key_Home);
    QVERIFY(m_chart->readout().startsWith(u"39 ms at "_s)); // 30 s before the newest
    QCOMPARE(qRound(m_chart->place(readings(60)[29]).x()), 0);
}

void TestSmallChart::anUnknownReadingIsAGap()
{
    const QImage whole = m_chart->grab().toImage();
    QList<Reading> some = readings(60);
    some[30].value = std::nan("");
    m_chart->setReadings(some);
    QVERIFY(m_chart->grab().toImage() != whole);
    m_chart->showPoint(30);
    QVERIFY(m_chart->readout().startsWith(u"\u2013 at "_s));
    some.last().value = std::nan("");
    m_chart->setReadings(some);
    QCOMPARE(m_chart->newest(), u"\u2013"_s);
}

void TestSmallChart::thePointStaysAtItsMoment()
{
    m_chart->showPoint(20);
    const QString readout = m_chart->readout();
    m_chart->setReadings(readings(61).mid(1));
    QCOMPARE(m_chart->pointedAt(), std::optional<qsizetype>(19));
    QCOMPARE(m_chart->readout(), readout);
}

void TestSmallChart::equalReadingsAreNotPainted()
{
    struct Counter : QObject {
        int paints = 0;
        bool eventFilter(QObject *, QEvent *event) override
        {
            paints += event->type() == QEvent::Paint;
            return false;
        }
    } counter;
    QList<Reading> some = readings(60);
    some[3].value = std::nan(""); // equal to nothing, itself included
    m_chart->setReadings(some);
    QCoreApplication::processEvents();
    m_chart->installEventFilter(&counter);
    m_chart->setReadings(some);
    QCoreApplication::processEvents();
    QCOMPARE(counter.paints, 0);
    m_chart->setReadings(readings(61));
    QTRY_COMPARE(counter.paints, 1);
}

void TestSmallChart::theImageHasItsHeadOnce()
{
    m_chart->showPoint(5);
    const QImage image = m_chart->toImage(1);
    const int margin = (image.width() - m_chart->width()) / 2;
    QCOMPARE(image.height(), m_chart->height() + 2 * margin);
    m_chart->showPoint(std::nullopt);
    QCOMPARE(m_chart->toImage(1), image);
}

void TestSmallChart::copesWithLittle()
{
    const QList<Reading> zero {{start, 0}};
    const QList<Reading> tiny {{start, 1e-9}};
    for (const QList<Reading> &some : {readings(0), readings(1), zero, tiny}) {
        m_chart->setReadings(some);
        QTest::keyClick(m_chart.get(), Qt::Key_End);
        for (const QSize &size : {QSize(10, 10), QSize(260, 120)}) {
            m_chart->resize(size);
            QCOMPARE(m_chart->grab().deviceIndependentSize().toSize(), size);
        }
    }
    m_chart->setReadings({});
    QCOMPARE(m_chart->accessibleDescription(), u"No data."_s);
    QCOMPARE(m_chart->pointedAt(), std::nullopt);
}

void TestSmallChart::aSparklineSaysItsEnds()
{
    Sparkline line(Sparkline::Figure::Views);
    line.setPoints({{0, 1200}, {1, 7}, {2, 2.5}});
    QCOMPARE(line.accessibleDescription(), u"From 1,200 to 2.50"_s);
}

void TestSmallChart::aLegendNamesEverySeries()
{
    Legend legend;
    const QList<Series> series {{u"Views"_s, &Theme::accent, Series::Style::Area, {}},
        {u"Previous day"_s, &Theme::muted, Series::Style::Dashed, {}}};
    legend.setSeries(series);
    QCOMPARE(legend.accessibleName(), u"Legend: Views, Previous day"_s);
    legend.resize(legend.sizeHint());
    const QImage live = legend.grab().toImage();
    legend.setStale(true);
    QVERIFY(legend.grab().toImage() != live);
}

QTEST_MAIN(TestSmallChart)
#include "tst_smallchart.moc"

#include "dashboard/charts/minutebars.h"
#include "dashboard/pages/realtimepage.h"
#include "dashboard/widgets/bartable.h"
#include "tests/dashboard/modeltest.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPaintEvent>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

const QDateTime newest(QDate(2025, 11, 15), QTime(10, 29), Qt::UTC);

Realtime realtime(qint64 visitors, qint64 viewsAMinute, const QList<PathViews> &paths)
{
    Realtime now {u"shop"_s, visitors, {}, paths};
    for (int i = 29; i >= 0; --i)
        now.minutes += {newest.addSecs(-60 * i), viewsAMinute};
    return now;
}

QString text(const RealtimePage &page, const QString &label)
{
    return page.findChild<QLabel *>(label)->text();
}

// Counts how often a widget is painted.
class Paints : public QObject {
public:
    using QObject::QObject;
    int count = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint;
        return false;
    }
};

}

class TestRealtimePage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { useEnglish(); }
    void showsWhoIsThere_data();
    void showsWhoIsThere();
    void aQuietSiteIsSaidToBeQuiet();
    void theMinutesFollowTheZone();
    void whatHasNotChangedIsNotPaintedAgain();
    void oldNumbersAreKeptAndLookOld();
    void anotherSiteBeginsWithNothing();
    void anyPathIsShownAndCopiedAsItIs();
};

void TestRealtimePage::showsWhoIsThere_data()
{
    QTest::addColumn<qint64>("visitors");
    QTest::addColumn<qint64>("viewsAMinute");
    QTest::addColumn<QString>("shownVisitors");
    QTest::addColumn<QString>("shownViews");
    QTest::newRow("none") << qint64(0) << qint64(0) << u"0"_s << u"0"_s;
    QTest::newRow("one") << qint64(1) << qint64(1) << u"1"_s << u"30"_s;
    QTest::newRow("thousands") << qint64(12'345) << qint64(5000) << u"12,345"_s << u"150,000"_s;
    QTest::newRow("millions") << qint64(12'345'678) << qint64(1'000'000) << u"12.34 M"_s << u"30.00 M"_s;
}

void TestRealtimePage::showsWhoIsThere()
{
    QFETCH(qint64, visitors);
    QFETCH(qint64, viewsAMinute);
    RealtimePage page;
    page.setRealtime(realtime(visitors, viewsAMinute, {{u"/"_s, 2}, {u"/b"_s, 1}}));
    QTEST(text(page, u"currentVisitorsValue"_s), "shownVisitors");
    QTEST(text(page, u"recentViewsValue"_s), "shownViews");
    auto *table = page.findChild<BarTable *>(u"currentPaths"_s);
    QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(table->model()->rowCount(), 2);
    QVERIFY(shownRow(*table->model(), 0).startsWith(u"/|2|"_s)); // the most viewed first
    const TimeData &bars = page.findChild<MinuteBars *>()->data();
    QCOMPARE(bars.starts.size(), 30);
    QCOMPARE(bars.series.first().at(29), viewsAMinute);
    QCOMPARE(bars.unfinished, 29);
    page.resize(1100, 700);
    QVERIFY(!page.grab().isNull());
}

void TestRealtimePage::aQuietSiteIsSaidToBeQuiet()
{
    RealtimePage page;
    page.resize(1100, 700);
    auto *table = page.findChild<BarTable *>(u"currentPaths"_s);
    const QImage before = table->grab().toImage();
    page.setRealtime(realtime(0, 0, {}));
    QVERIFY(table->grab().toImage() != before); // "No page was viewed ..."
}

void TestRealtimePage::theMinutesFollowTheZone()
{
    RealtimePage page;
    page.setRealtime(realtime(1, 1, {}));
    page.setZone("Asia/Kolkata");
    const TimeData &bars = page.findChild<MinuteBars *>()->data();
    QCOMPARE(bars.starts.last().time(), QTime(15, 59));
}

void TestRealtimePage::whatHasNotChangedIsNotPaintedAgain()
{
    RealtimePage page;
    page.resize(1100, 700);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    const Realtime now = realtime(3, 7, {{u"/"_s, 2}});
    page.setRealtime(now);
    QCoreApplication::processEvents();
    Paints paints;
    for (QWidget *widget : page.findChildren<QWidget *>())
        widget->installEventFilter(&paints);
    const auto paintsAgain = [&] {
        paints.count = 0;
        page.setRealtime(now);
        QCoreApplication::processEvents();
        return paints.count;
    };
    QTRY_COMPARE(paintsAgain(), 0); // a view lays itself out a little later than it is filled
    page.setRealtime(realtime(4, 7, {{u"/"_s, 2}}));
    QTRY_VERIFY(paints.count > 0);
}

void TestRealtimePage::oldNumbersAreKeptAndLookOld()
{
    RealtimePage page;
    page.setRealtime(realtime(3, 7, {{u"/"_s, 2}}));
    page.setStale(true);
    QCOMPARE(text(page, u"currentVisitorsValue"_s), u"3"_s);
    QVERIFY(page.findChild<MinuteBars *>()->isStale());
    QVERIFY(page.findChild<BarTable *>()->isStale());
    page.setRealtime(realtime(4, 7, {}));
    QVERIFY(!page.findChild<MinuteBars *>()->isStale());
}

void TestRealtimePage::anotherSiteBeginsWithNothing()
{
    RealtimePage page;
    page.setRealtime(realtime(3, 7, {{u"/"_s, 2}}));
    page.clear();
    QCOMPARE(text(page, u"currentVisitorsValue"_s), u"\u2013"_s);
    QCOMPARE(page.findChild<BarTable *>()->model()->rowCount(), 0);
    QVERIFY(page.findChild<MinuteBars *>()->data().starts.isEmpty());
}

void TestRealtimePage::anyPathIsShownAndCopiedAsItIs()
{
    RealtimePage page;
    page.resize(960, 600);
    page.setLayoutDirection(Qt::RightToLeft);
    page.setRealtime(realtime(1, 1, {{longPath, 2}, {rightToLeft, 1}}));
    QVERIFY(!page.grab().isNull());
    auto *table = page.findChild<BarTable *>(u"currentPaths"_s);
    QVERIFY(!table->model()->index(1, 0).data().toString().contains(QChar(0x202E)));
    table->setCurrentIndex(table->model()->index(1, 0));
    QTest::keySequence(table, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), rightToLeft);
}

QTEST_MAIN(TestRealtimePage)
#include "tst_realtimepage.moc"

#include "dashboard/models/breakdownmodel.h"
#include "tests/dashboard/windowfixture.h"
#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QClipboard>
#include <QDateEdit>
#include <QDialog>
#include <QJsonDocument>
#include <QJsonObject>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

const QDate firstDay(2025, 11, 14);
const QDate secondDay(2025, 11, 15);

// `views` page views of `path`, the i-th by user u<i mod users>.
QByteArray events(const QString &site, const QDate &day, const QString &path, int views, int users)
{
    const QString time = day.toString(Qt::ISODate) + u"T10:00:00Z"_s;
    QByteArray lines;
    for (int i = 0; i < views; ++i) {
        const QJsonObject event {{u"site_id"_s, site}, {u"event_type"_s, u"page_view"_s}, {u"path"_s, path},
            {u"user_id"_s, u"u%1"_s.arg(i % users)}, {u"timestamp"_s, time}};
        lines += QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

}

// The window before the real stack: what is sent by HTTP is read off the screen.
class TestMainWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void showsASiteAndADay();
    void comparesWithTheDayBefore();
    void aClickOnARowShowsItAlone();
    void searchesItsRowsAndTheService();
    void asksForDaysOfOnesOwn();
    void showsAllTime();
    void anotherZoneHasOtherDays();
    void showsTheOtherSite();
    void showsWhatArrivesNow();
    void showsRealtimeAndPipeline();
    void outlivesTheService();

private:
    void send(const QByteArray &lines);

    Stack m_stack;
    WindowFixture m_w;
};

void TestMainWindow::send(const QByteArray &lines)
{
    const HttpAnswer answer = post(m_stack.ingestUrl(u"/events"_s), lines, "application/x-ndjson");
    QVERIFY2(answer.status == 200, answer.body.constData());
}

void TestMainWindow::initTestCase()
{
    QVERIFY(m_stack.start());
    QByteArray many; // more values than a table shows
    for (int i = 0; i < 130; ++i)
        many += events(u"blog.example"_s, secondDay, u"/post-%1"_s.arg(i), 2, 2);
    send(events(u"shop.example"_s, firstDay, u"/pricing"_s, 1200, 40) + events(u"shop.example"_s, firstDay, u"/"_s, 34, 50)
        + events(u"shop.example"_s, secondDay, u"/"_s, 7, 3) + events(u"blog.example"_s, secondDay, u"/rare-one"_s, 1, 1) + many);
    Launch launch;
    launch.statsUrl = m_stack.statsUrl();
    launch.ingestUrl = m_stack.ingestUrl();
    launch.zone = "UTC";
    launch.range = Range::of({firstDay, firstDay});
    m_w.open(launch);
}

void TestMainWindow::showsASiteAndADay()
{
    QTRY_VERIFY_WITH_TIMEOUT(!m_w.window().look().site.isEmpty(), 30000);
    m_w.pickSite(u"shop"_s);
    QCOMPARE(m_w.window().look().site, u"shop.example"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_w.text(u"viewsValue"_s), u"1,234"_s, 30000);
    QTRY_COMPARE(m_w.text(u"usersValue"_s), u"40"_s);
    QCOMPARE(m_w.text(u"perUserValue"_s), u"30.85"_s);
    QTRY_COMPARE(m_w.rows(u"paths"_s), (QStringList {u"/pricing 1,200"_s, u"/ 34"_s}));
    QTRY_COMPARE(m_w.rows(u"eventTypes"_s), QStringList {u"page_view 1,234"_s});
    QTRY_COMPARE(m_w.text(u"status"_s), u"Live"_s);
    QTRY_VERIFY(m_w.text(u"statusAge"_s).startsWith(u"as of 0."_s));
    QTRY_VERIFY2(m_w.child(u"behind"_s)->accessibleName().endsWith(u" s behind"_s), qPrintable(m_w.child(u"behind"_s)->accessibleName()));
    QVERIFY(!m_w.child(u"banner"_s)->isVisible());
}

void TestMainWindow::comparesWithTheDayBefore()
{
    QTRY_COMPARE(m_w.change(u"views"_s), u"vs. 0 in the day before"_s);
    m_w.press(Qt::Key_Period);
    QCOMPARE(m_w.window().look().range, Range::of({secondDay, secondDay}));
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"7"_s);
    QCOMPARE(m_w.text(u"usersValue"_s), u"3"_s);
    QTRY_COMPARE(m_w.rows(u"paths"_s), QStringList {u"/ 7"_s});
    QTRY_COMPARE(m_w.change(u"views"_s), u"down 99.4% vs. the day before"_s);
    m_w.press(Qt::Key_X);
    QTRY_COMPARE(m_w.change(u"views"_s), u"vs. 0 in same day a year before"_s);
    m_w.press(Qt::Key_X);
    QTRY_COMPARE(m_w.change(u"views"_s), u"not compared"_s);
    m_w.press(Qt::Key_X);
    m_w.press(Qt::Key_Comma);
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"1,234"_s);
}

void TestMainWindow::aClickOnARowShowsItAlone()
{
    QTRY_COMPARE(m_w.rows(u"paths"_s).size(), 2);
    m_w.clickRow(u"paths"_s, 1, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"/"_s);
    QVERIFY(m_w.child(u"toast"_s)->isVisible());
    QVERIFY(!m_w.window().look().filter);

    m_w.clickRow(u"paths"_s, 1);
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"34"_s);
    QCOMPARE(m_w.text(u"usersValue"_s), u"34"_s);
    QCOMPARE(m_w.text(u"perUserValue"_s), u"1.00"_s);
    QVERIFY(m_w.child(u"filterChip"_s)->isVisible());
    QVERIFY(m_w.child(u"filterChip"_s)->accessibleName().contains(u"Path: /"_s));
    QTRY_COMPARE(m_w.rows(u"paths"_s).size(), 2); // the others are a click away
    QVERIFY(m_w.child(u"filterNote"_s)->isVisible());
    const auto *paths = m_w.child<QTableView>(u"pathsTable"_s)->model();
    QTRY_COMPARE(paths->index(1, BreakdownModel::Share).data().toString(), u"3%"_s); // of the whole
    m_w.press(Qt::Key_Escape);
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"1,234"_s);
    QVERIFY(!m_w.child(u"filterChip"_s)->isVisible());

    QTRY_COMPARE(m_w.rows(u"paths"_s).size(), 2);
    m_w.clickRow(u"paths"_s, 0);
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"1,200"_s);
    m_w.click(u"filterChip"_s);
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"1,234"_s);
}

void TestMainWindow::searchesItsRowsAndTheService()
{
    QTRY_COMPARE(m_w.rows(u"paths"_s).size(), 2);
    const auto type = [&](const QString &text) {
        m_w.press(Qt::Key_Slash);
        QTest::keyClicks(m_w.focused(), text);
    };
    type(u"PRIC"_s);
    QTRY_COMPARE(m_w.rows(u"paths"_s), QStringList {u"/pricing 1,200"_s});
    m_w.press(Qt::Key_Escape);
    QTRY_COMPARE(m_w.rows(u"paths"_s).size(), 2);

    m_w.pickSite(u"blog"_s);
    m_w.press(Qt::Key_Period);
    QTRY_COMPARE(m_w.rows(u"paths"_s).size(), 100);
    QVERIFY(!m_w.rows(u"paths"_s).contains(u"/rare-one 1"_s));
    type(u"RARE"_s);
    QTRY_COMPARE(m_w.rows(u"paths"_s), QStringList {u"/rare-one 1"_s});
    m_w.press(Qt::Key_Escape);
    QTRY_COMPARE(m_w.rows(u"paths"_s).size(), 100);
    m_w.pickSite(u"shop"_s);
}

void TestMainWindow::asksForDaysOfOnesOwn()
{
    m_w.press(Qt::Key_C);
    auto *dialog = m_w.child<QDialog>(u"rangeDialog"_s);
    auto *first = dialog->findChild<QDateEdit *>(u"firstDay"_s);
    auto *last = dialog->findChild<QDateEdit *>(u"lastDay"_s);
    first->setDate(QDate(2025, 11, 20)); // a last day before it gives way
    QCOMPARE(last->date(), QDate(2025, 11, 20));
    first->setDate(firstDay);
    last->setDate(secondDay);
    QTest::keyClick(last, Qt::Key_Return);
    m_w.window().activateWindow(); // as a desktop does
    QVERIFY(QTest::qWaitForWindowActive(&m_w.window()));
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"1,241"_s);
    QCOMPARE(m_w.window().look().range, Range::of({firstDay, secondDay}));
    QCOMPARE(m_w.child<QPushButton>(u"moreRanges"_s)->text(), u"14 Nov \u2013 15 Nov 2025"_s);
}

void TestMainWindow::showsAllTime()
{
    m_w.press(Qt::Key_A);
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"1,241"_s);
    QTRY_COMPARE(m_w.change(u"views"_s), u"all time: nothing before it"_s);
    QTRY_COMPARE(m_w.rows(u"paths"_s), (QStringList {u"/pricing 1,200"_s, u"/ 41"_s}));
}

void TestMainWindow::anotherZoneHasOtherDays()
{
    m_w.window().setLook([&] {
        Look look = m_w.window().look();
        look.range = Range::of({firstDay, firstDay});
        return look;
    }());
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"1,234"_s);
    m_w.press(Qt::Key_Z);
    auto *search = m_w.child(u"zone"_s)->findChild<QLineEdit *>(u"search"_s);
    QTest::keyClicks(search, u"kiritimati"_s); // 14 hours ahead: 10:00 UTC is the next day
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(m_w.window().look().zone, QByteArray("Pacific/Kiritimati"));
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"0"_s);
    m_w.press(Qt::Key_Period);
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"1,234"_s);
    Look look = m_w.window().look();
    look.zone = "UTC";
    m_w.window().setLook(look);
}

void TestMainWindow::showsTheOtherSite()
{
    m_w.press(Qt::Key_A);
    m_w.pickSite(u"blog"_s);
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"261"_s);
    QCOMPARE(m_w.text(u"usersValue"_s), u"2"_s);
    QVERIFY(m_w.window().windowTitle().startsWith(u"blog.example"_s));
}

void TestMainWindow::showsWhatArrivesNow()
{
    m_w.press(Qt::Key_D);
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"0"_s);
    const QByteArray event = R"({"site_id":"blog.example","event_type":"page_view","path":"/live","user_id":"me"})";
    QCOMPARE(post(m_stack.ingestUrl(u"/event"_s), event).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_w.text(u"viewsValue"_s), u"1"_s, 15000);
    QTRY_COMPARE(m_w.rows(u"paths"_s), QStringList {u"/live 1"_s});
    QTRY_COMPARE(m_w.text(u"currentValue"_s), u"1"_s);
}

void TestMainWindow::showsRealtimeAndPipeline()
{
    m_w.press(Qt::Key_2);
    QCOMPARE(m_w.window().page(), Page::Realtime);
    const auto *paths = m_w.child<QTableView>(u"currentPaths"_s);
    QTRY_VERIFY(paths->isVisible());
    QTRY_COMPARE(paths->model()->index(0, 0).data().toString(), u"/live"_s);
    m_w.press(Qt::Key_3);
    QTRY_VERIFY(!paths->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(m_w.window().findChild<QTableView *>(u"workers"_s)->model()->rowCount() == 1, 15000);
    m_w.click(u"showOverview"_s);
    QTRY_VERIFY(m_w.child(u"overview"_s)->isVisible());
}

void TestMainWindow::outlivesTheService()
{
    QWidget *banner = m_w.child(u"banner"_s);
    m_w.press(Qt::Key_A);
    QTRY_COMPARE(m_w.text(u"viewsValue"_s), u"262"_s);
    QTRY_COMPARE(m_w.rows(u"paths"_s).size(), 100);
    QVERIFY(m_stack.stop());
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 20000);
    const QString start = u"Cannot reach %1: "_s.arg(m_stack.statsUrl().toString(QUrl::StripTrailingSlash));
    QTRY_VERIFY_WITH_TIMEOUT(m_w.text(u"bannerText"_s).startsWith(start), 20000);
    QTRY_VERIFY_WITH_TIMEOUT(m_w.text(u"bannerText"_s).contains(u"Next try in "_s), 20000);
    QCOMPARE(m_w.text(u"status"_s), u"Lost"_s);
    QCOMPARE(m_w.text(u"viewsValue"_s), u"262"_s); // old numbers are kept
    QCOMPARE(m_w.rows(u"paths"_s).size(), 100);
    QTRY_COMPARE_WITH_TIMEOUT(m_w.child(u"behind"_s)->accessibleName(), u"lag unknown"_s, 20000);
    for (const QString &name : {u"overview"_s, u"views"_s, u"users"_s, u"chart"_s, u"pathsTable"_s})
        QVERIFY2(m_w.isStale(name), qPrintable(name));

    QVERIFY(m_stack.start());
    QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), 45000);
    QTRY_COMPARE(m_w.text(u"status"_s), u"Live"_s);
    for (const QString &name : {u"overview"_s, u"views"_s, u"users"_s, u"chart"_s, u"pathsTable"_s})
        QVERIFY2(!m_w.isStale(name), qPrintable(name));
    QCOMPARE(m_w.text(u"viewsValue"_s), u"262"_s);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"

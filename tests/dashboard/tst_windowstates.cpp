#include "dashboard/models/sitesmodel.h"
#include "dashboard/widgets/mainwindow.h"
#include "dashboard/widgets/theme.h"
#include "tests/dashboard/cannedserver.h"

#include <QApplication>
#include <QClipboard>
#include <QDebug>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray sites(const QList<std::pair<QByteArray, int>> &rows)
{
    QByteArrayList parts;
    for (const auto &[id, views] : rows) {
        parts += R"({"site_id":")" + id + R"(","last_event_at":null,"views_today":)" + QByteArray::number(views)
            + R"(,"unique_users_today":1})";
    }
    return R"({"sites":[)" + parts.join(',') + "]}";
}

QByteArray stats(const QByteArray &site, int views)
{
    return R"({"site_id":")" + site + R"(","date":null,"total_views":)" + QByteArray::number(views)
        + R"(,"unique_users":2,"total_events":9,"top_paths":[{"path":"/","views":1}]})";
}

}

// What a healthy stack does not show.
class TestWindowStates : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void theEmptyStateShowsHowToBegin();
    void theBusiestSiteIsShownFirst();
    void theSiteOfLastTimeIsShownAgain();
    void aGoneSiteOfLastTimeIsNot();
    void aMalformedAnswerIsShown();
    void aFailedQueueIsNoFailure();
    void hiddenItDoesNotPoll();
    void keysRefreshAndQuit();
    void followsThePalette();
    void everyControlHasAName();
    void anotherSiteClearsTheNumbers();

private:
    void open(const QString &site = {}, bool withQueue = false);
    QLabel *label(const QString &name) const { return m_window->findChild<QLabel *>(name); }
    QWidget *child(const QString &name) const { return m_window->findChild<QWidget *>(name); }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<CannedServer> m_server;
    std::unique_ptr<StatsClient> m_client;
    std::unique_ptr<Poller> m_poller;
    std::unique_ptr<QueueWatch> m_queue;
    std::unique_ptr<MainWindow> m_window;
};

void TestWindowStates::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_directory->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_server = std::make_unique<CannedServer>();
    m_server->answer(u"/sites"_s, sites({{"a", 1}, {"b", 5}}));
    m_server->answer(u"/stats"_s, stats("b", 7));
}

void TestWindowStates::cleanup()
{
    m_window.reset();
    m_queue.reset();
    m_poller.reset();
    m_client.reset();
    QApplication::setPalette(QPalette());
}

void TestWindowStates::open(const QString &site, bool withQueue)
{
    Launch launch;
    launch.statsUrl = m_server->url();
    launch.ingestUrl = m_server->url();
    launch.site = site;
    launch.day = DayChoice {DayChoice::Kind::AllTime};
    m_client = std::make_unique<StatsClient>(launch.statsUrl);
    m_poller = std::make_unique<Poller>(*m_client, systemClock());
    if (withQueue)
        m_queue = std::make_unique<QueueWatch>(*launch.ingestUrl);
    m_window = std::make_unique<MainWindow>(launch, *m_poller, m_queue.get(), *m_settings, systemClock());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestWindowStates::theEmptyStateShowsHowToBegin()
{
    m_server->answer(u"/sites"_s, sites({}));
    open();
    QTRY_VERIFY(child(u"emptyState"_s)->isVisible());
    const QString line = m_window->findChild<QPlainTextEdit *>(u"firstEvent"_s)->toPlainText();
    QVERIFY(line.contains(m_server->url().toString() + u"/event"_s));
    QTest::mouseClick(child(u"copyFirstEvent"_s), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), line);

    m_server->answer(u"/sites"_s, sites({{"b", 1}}));
    QTRY_VERIFY(child(u"overview"_s)->isVisible());
    QTRY_COMPARE(label(u"viewsValue"_s)->text(), u"7"_s);
}

void TestWindowStates::theBusiestSiteIsShownFirst()
{
    open();
    QTRY_COMPARE(m_poller->site(), u"b"_s);
    QTRY_COMPARE(label(u"viewsValue"_s)->text(), u"7"_s);
    auto *table = m_window->findChild<QTableView *>(u"sites"_s);
    QCOMPARE(table->model()->index(0, 0).data().toString(), u"b"_s);
}

void TestWindowStates::theSiteOfLastTimeIsShownAgain()
{
    m_server->answer(u"/stats"_s, stats("a", 3));
    open(u"a"_s);
    QTRY_COMPARE(label(u"viewsValue"_s)->text(), u"3"_s);
    m_window->close();
    cleanup();
    open();
    QTRY_COMPARE(label(u"viewsValue"_s)->text(), u"3"_s);
    QCOMPARE(m_poller->site(), u"a"_s);
}

void TestWindowStates::aGoneSiteOfLastTimeIsNot()
{
    m_settings->setValue("site", u"gone"_s);
    open();
    QTRY_COMPARE(m_poller->site(), u"b"_s);
}

void TestWindowStates::aMalformedAnswerIsShown()
{
    open();
    QTRY_COMPARE(label(u"viewsValue"_s)->text(), u"7"_s);
    m_server->answer(u"/stats"_s, R"({"site_id":"b","date":null,"total_views":"many"})");
    QTRY_VERIFY(child(u"banner"_s)->isVisible());
    QVERIFY(label(u"bannerText"_s)
                ->text()
                .startsWith(u"The answer of %1 cannot be used: total_views: expected"_s.arg(m_server->url().toString())));
    QCOMPARE(label(u"viewsValue"_s)->text(), u"7"_s);
    QVERIFY(child(u"overview"_s)->property("stale").toBool());
}

void TestWindowStates::aFailedQueueIsNoFailure()
{
    m_server->answer(u"/health"_s, R"({"status":"ok","queue_size":1234,"oldest_seconds":0.31})");
    open({}, true);
    QTRY_COMPARE(label(u"queue"_s)->text(), u"1,234 waiting, 0.3 s behind"_s);
    m_server->answer(u"/health"_s, R"({"status":"degraded","reason":"spool full"})", 503);
    QTRY_COMPARE(label(u"queue"_s)->text(), u"Queue not known"_s);
    QVERIFY(label(u"queue"_s)->toolTip().contains(u"spool full"_s));
    QVERIFY(!child(u"banner"_s)->isVisible());
    QVERIFY(label(u"status"_s)->text().startsWith(u"Live, heard"_s));
}

void TestWindowStates::hiddenItDoesNotPoll()
{
    open();
    QTRY_COMPARE(label(u"viewsValue"_s)->text(), u"7"_s);
    QTRY_VERIFY(m_poller->nextTry());
    m_window->showMinimized();
    QTRY_VERIFY(!m_poller->nextTry());
    m_window->showNormal();
    QTRY_VERIFY(m_poller->nextTry());
    m_window->hide();
    QVERIFY(!m_poller->nextTry());
    m_server->answer(u"/stats"_s, stats("b", 8));
    m_window->show();
    QTRY_COMPARE(label(u"viewsValue"_s)->text(), u"8"_s);
}

void TestWindowStates::keysRefreshAndQuit()
{
    open();
    QTRY_COMPARE(label(u"viewsValue"_s)->text(), u"7"_s);
    m_server->beSilent(u"/stats"_s);
    m_server->forget();
    QTRY_VERIFY(m_server->askedFor(u"/stats"_s) == 1);
    m_server->answer(u"/stats"_s, stats("b", 8));
    QTest::keyClick(m_window.get(), Qt::Key_F5); // what was pending would hang for seconds
    QTRY_COMPARE_WITH_TIMEOUT(label(u"viewsValue"_s)->text(), u"8"_s, 2000);
    m_server->forget();
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(m_server->askedFor(u"/sites"_s) >= 1);
    QTest::keyClick(m_window.get(), Qt::Key_Q, Qt::ControlModifier);
    QTRY_VERIFY(!m_window->isVisible());
}

void TestWindowStates::followsThePalette()
{
    QApplication::setPalette(Theme::light().palette());
    open();
    QTRY_COMPARE(label(u"viewsValue"_s)->text(), u"7"_s);
    const auto page = [&] { return m_window->grab().toImage().pixelColor(4, m_window->height() - 4); };
    QCOMPARE(page(), Theme::light().page);
    QApplication::setPalette(Theme::dark().palette());
    QTRY_COMPARE(page(), Theme::dark().page);
    QCOMPARE(label(u"viewsNote"_s)->palette().color(QPalette::PlaceholderText), Theme::dark().muted);
    QApplication::setPalette(Theme::light().palette());
    QTRY_COMPARE(page(), Theme::light().page);
}

void TestWindowStates::everyControlHasAName()
{
    open();
    for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
        const bool isPartOfAnother = widget->objectName().startsWith(u"qt_"_s) || widget->isWindow();
        if (isPartOfAnother || widget->window() != m_window.get() || !(widget->focusPolicy() & Qt::TabFocus))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool isNamed = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        QVERIFY2(isNamed, qPrintable(QDebug::toString(widget) + u" in "_s + QDebug::toString(widget->parentWidget())));
    }
}

void TestWindowStates::anotherSiteClearsTheNumbers()
{
    open();
    QTRY_COMPARE(label(u"viewsValue"_s)->text(), u"7"_s);
    m_server->beSilent(u"/stats"_s);
    auto *table = m_window->findChild<QTableView *>(u"sites"_s);
    const QRect row = table->visualRect(table->model()->index(1, 0));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(m_poller->site(), u"a"_s);
    QCOMPARE(label(u"viewsValue"_s)->text(), u"\u2013"_s);
    QCOMPARE(m_window->findChild<QTableView *>(u"topPaths"_s)->model()->rowCount(), 0);
}

QTEST_MAIN(TestWindowStates)
#include "tst_windowstates.moc"

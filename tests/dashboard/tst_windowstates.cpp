#include "dashboard/charts/sparkline.h"
#include "dashboard/widgets/theme.h"
#include "dashboard/window/shortcutlist.h"
#include "tests/dashboard/cannedserver.h"
#include "tests/dashboard/modeltest.h"
#include "tests/dashboard/windowfixture.h"

#include <QApplication>
#include <QClipboard>
#include <QDebug>
#include <QPlainTextEdit>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

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

// For whatever site and days are asked for.
QByteArray head(const QUrlQuery &query)
{
    const auto value = [&](const QString &key, const QByteArray &otherwise) -> QByteArray {
        return query.hasQueryItem(key) ? query.queryItemValue(key, QUrl::FullyDecoded).toUtf8() : otherwise;
    };
    return R"({"site_id":")" + value(u"site_id"_s, {}) + R"(","from":")" + value(u"from"_s, "2025-11-01") + R"(","to":")"
        + value(u"to"_s, "2025-11-02") + R"(","tz":"UTC")";
}

// The same views for every site and range.
std::function<QByteArray(const QUrlQuery &)> stats(const QByteArray &views, const QByteArray &users = "2")
{
    return [=](const QUrlQuery &query) -> QByteArray {
        return head(query) + R"(,"total_views":)" + views + R"(,"unique_users":)" + users + R"(,"total_events":)" + views
            + R"(,"top_paths":[],"previous":{"from":"2025-10-30","to":"2025-10-31","total_views":4,"unique_users":2,"total_events":4}})";
    };
}

// Paths; of other dimensions nothing.
std::function<QByteArray(const QUrlQuery &)> breakdown(const QByteArrayList &paths)
{
    return [=](const QUrlQuery &query) -> QByteArray {
        const QByteArray dimension = query.queryItemValue(u"dimension"_s).toUtf8();
        QByteArrayList rows;
        for (const QByteArray &path : dimension == "path" ? paths : QByteArrayList())
            rows += R"({"value":")" + path + R"(","views":)" + QByteArray::number(100 - rows.size()) + "}";
        return head(query) + R"(,"dimension":")" + dimension + R"(","total_rows":)" + QByteArray::number(rows.size())
            + R"(,"rows":[)" + rows.join(',') + "]}";
    };
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
    void stateIsRestored();
    void aGoneSiteOfLastTimeIsNot();
    void aMalformedAnswerIsShown();
    void aRefusedTableHarmsNothingElse();
    void aFailedQueueIsNoFailure();
    void hiddenItDoesNotPoll();
    void whatWasNotSeenForLongIsOldUntilItIsHeard();
    void pausedItAsksOnceForWhatIsAsked();
    void pausedWhileItIsLostItDoesNotTryAgain();
    void aRefreshCancelsWhatIsPending();
    void keysChooseTheRange();
    void keysDoNotDisturbTyping();
    void theListOfKeysIsTheirTable();
    void followsThePaletteAndItsSwitch();
    void everyChartHasItsTable();
    void everyControlHasAName();
    void tabGoesAsOneReads();
    void anotherSiteClearsTheNumbers();
    void anotherRangeClearsThemAfterAMoment();
    void anyFigureFits_data();
    void anyFigureFits();
    void anyTextFits();
    void anotherServerIsAnother();
    void aKeptTokenIsUsedThoughNoneIsGiven();

private:
    void open(const QString &site = {}, bool withQueue = false);

    std::unique_ptr<CannedServer> m_server;
    std::unique_ptr<WindowFixture> m_w;
};

void TestWindowStates::init()
{
    m_w = std::make_unique<WindowFixture>();
    m_server = std::make_unique<CannedServer>();
    m_server->answer(u"/sites"_s, sites({{"a", 1}, {"b", 5}}));
    m_server->answerWith(u"/stats"_s, stats("7"));
    m_server->answerWith(u"/stats/timeseries"_s, [](const QUrlQuery &query) -> QByteArray {
        const QByteArray interval = query.queryItemValue(u"interval"_s).toUtf8();
        return head(query) + R"(,"interval":")" + (interval.isEmpty() ? "day" : interval) + R"(","points":[{"t":"2025-11-01T00:00:00Z","views":3,"unique_users":1,"events":3},)"
            + R"({"t":"2025-11-02T00:00:00Z","views":4,"unique_users":1,"events":4}]})";
    });
    m_server->answerWith(u"/stats/breakdown"_s, breakdown({"/", "/pricing"}));
    m_server->answerWith(u"/stats/realtime"_s, [](const QUrlQuery &query) -> QByteArray {
        return R"({"site_id":")" + query.queryItemValue(u"site_id"_s).toUtf8()
            + R"(","current_visitors":3,"views_per_minute":[],"top_paths":[]})";
    });
    m_server->answer(u"/pipeline"_s, R"({"last_commit_at":null,"rejected_events":0,"rejected_by_database":0,"workers":[]})");
}

void TestWindowStates::cleanup()
{
    m_w.reset();
    QApplication::setPalette(QPalette());
}

void TestWindowStates::open(const QString &site, bool withQueue)
{
    Launch launch;
    launch.statsUrl = m_server->url();
    if (withQueue)
        launch.ingestUrl = m_server->url();
    launch.site = site;
    launch.zone = "UTC";
    m_w->open(launch);
}

void TestWindowStates::theEmptyStateShowsHowToBegin()
{
    m_server->answer(u"/sites"_s, sites({}));
    open({}, true);
    QTRY_VERIFY(m_w->child(u"emptyState"_s)->isVisible());
    const QString line = m_w->child<QPlainTextEdit>(u"firstEvent"_s)->toPlainText();
    QVERIFY(line.contains(m_server->url().toString() + u"/event"_s));
    m_w->click(u"copyFirstEvent"_s);
    QCOMPARE(QApplication::clipboard()->text(), line);

    m_server->answer(u"/sites"_s, sites({{"b", 1}}));
    m_w->press(Qt::Key_R); // the list is asked for each ten seconds
    QTRY_VERIFY(m_w->child(u"overview"_s)->isVisible());
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
}

void TestWindowStates::theBusiestSiteIsShownFirst()
{
    open();
    QTRY_COMPARE(m_w->window().look().site, u"b"_s);
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
    QCOMPARE(m_w->change(u"views"_s), u"up 75.0% vs. same hours yesterday"_s);
    QCOMPARE(m_w->change(u"users"_s), u"unchanged vs. same hours yesterday"_s);
}

void TestWindowStates::stateIsRestored()
{
    open(u"a"_s);
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
    m_w->press(Qt::Key_W);
    m_w->press(Qt::Key_X);
    m_w->press(Qt::Key_2);
    m_w->press(Qt::Key_V);
    const QSize size(900, 700); // not the first one, and Qt 6.8 restores none larger than the screen
    m_w->window().resize(size);
    QApplication::setPalette(Theme::light().palette());
    m_w->press(Qt::Key_T);
    QVERIFY(Theme::of(m_w->window().palette()).isDark);
    open();
    const Look &look = m_w->window().look();
    QCOMPARE(look.site, u"a"_s);
    QCOMPARE(look.range, Range {Range::Preset::Days7});
    QCOMPARE(look.compare, Compare::Year);
    QCOMPARE(m_w->window().page(), Page::Realtime);
    QVERIFY(m_w->child(u"minutesTable"_s)->isVisible());
    QVERIFY(!m_w->window().findChild<QWidget *>(u"trafficTable"_s));
    QCOMPARE(m_w->window().size(), size);
    QVERIFY(Theme::of(m_w->window().palette()).isDark);
    QTRY_COMPARE(m_w->text(u"currentVisitorsValue"_s), u"3"_s);
    QCOMPARE(m_w->window().look().site, u"a"_s); // still, though "b" is busier
}

void TestWindowStates::aGoneSiteOfLastTimeIsNot()
{
    m_w->settings().setValue("look", u"site=gone&range=7d"_s);
    open();
    QTRY_COMPARE(m_w->window().look().site, u"b"_s);
    QCOMPARE(m_w->window().look().range, Range {Range::Preset::Days7});
}

void TestWindowStates::aMalformedAnswerIsShown()
{
    open();
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
    m_server->answerWith(u"/stats"_s, stats("\"many\""));
    QTRY_VERIFY(m_w->child(u"banner"_s)->isVisible());
    QVERIFY(m_w->text(u"bannerText"_s)
                .startsWith(u"The answer of %1 cannot be used: total_views: expected"_s.arg(m_server->url().toString())));
    QCOMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
    QVERIFY(m_w->isStale(u"overview"_s));
}

void TestWindowStates::aRefusedTableHarmsNothingElse()
{
    m_server->answer(u"/stats/breakdown"_s, R"({"status":"error","message":"dimension: not counted"})", 400);
    open();
    QTRY_COMPARE(m_w->text(u"status"_s), u"Live"_s);
    QCOMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
    QVERIFY(!m_w->child(u"banner"_s)->isVisible());
    QCOMPARE(m_w->child(u"pathsTable"_s)->accessibleDescription(), u"dimension: not counted (400)"_s);
}

void TestWindowStates::aFailedQueueIsNoFailure()
{
    m_server->answer(u"/health"_s, R"({"status":"ok","queue_size":1234,"oldest_seconds":0.31})");
    open({}, true);
    const QWidget *behind = m_w->child(u"behind"_s);
    QTRY_COMPARE(behind->accessibleName(), u"0.3 s behind"_s);
    QVERIFY(behind->toolTip().contains(u"1,234 events"_s));
    m_server->answer(u"/health"_s, R"({"status":"degraded","queue_size":9,"oldest_seconds":1,"reason":"spool full"})", 503);
    QTRY_COMPARE(behind->accessibleName(), u"accepts nothing"_s);
    QVERIFY(behind->toolTip().contains(u"spool full"_s));
    m_server->answer(u"/health"_s, "{}", 500);
    QTRY_COMPARE(behind->accessibleName(), u"lag unknown"_s);
    QVERIFY(!m_w->child(u"banner"_s)->isVisible());
    QCOMPARE(m_w->text(u"status"_s), u"Live"_s);
}

void TestWindowStates::hiddenItDoesNotPoll()
{
    open();
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
    QVERIFY(m_w->feed().isRunning());
    m_w->window().showMinimized();
    QTRY_VERIFY(!m_w->feed().isRunning());
    m_w->window().showNormal();
    QTRY_VERIFY(m_w->feed().isRunning());
    m_w->window().hide();
    QVERIFY(!m_w->feed().isRunning());
    m_server->answerWith(u"/stats"_s, stats("8"));
    m_w->window().show();
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"8"_s);
}

void TestWindowStates::whatWasNotSeenForLongIsOldUntilItIsHeard()
{
    qint64 later = 0; // seconds
    m_w = std::make_unique<WindowFixture>([&later] { return QDateTime::currentDateTimeUtc().addSecs(later); });
    open();
    QTRY_COMPARE(m_w->text(u"status"_s), u"Live"_s);
    QTRY_VERIFY(!m_w->isStale(u"overview"_s));
    m_w->press(Qt::Key_2);
    m_server->beSilent(u"/stats"_s);
    m_w->press(Qt::Key_1); // at once: as good as new
    QVERIFY(!m_w->isStale(u"overview"_s));
    m_w->press(Qt::Key_2);
    later = 3600;
    m_w->press(Qt::Key_1);
    QCOMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
    QVERIFY(m_w->isStale(u"overview"_s));
    m_server->answerWith(u"/stats"_s, stats("8"));
    m_w->press(Qt::Key_R);
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"8"_s);
    QTRY_VERIFY(!m_w->isStale(u"overview"_s));
    m_w.reset(); // before its clock
}

void TestWindowStates::pausedItAsksOnceForWhatIsAsked()
{
    open();
    QTRY_COMPARE(m_w->text(u"status"_s), u"Live"_s);
    m_w->press(Qt::Key_P);
    QCOMPARE(m_w->text(u"status"_s), u"Paused"_s);
    QCOMPARE(m_w->child<QPushButton>(u"pause"_s)->text(), u"Resume"_s);
    QVERIFY(!m_w->feed().isRunning());
    m_server->answerWith(u"/stats"_s, stats("8"));
    m_w->press(Qt::Key_W); // another range is asked for, and it stays paused
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"8"_s);
    QTRY_VERIFY(!m_w->feed().isRunning());
    QCOMPARE(m_w->text(u"status"_s), u"Paused"_s);
    m_server->answerWith(u"/stats"_s, stats("9"));
    m_w->press(Qt::Key_R);
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"9"_s);
    QTRY_VERIFY(!m_w->feed().isRunning());
    m_server->answerWith(u"/stats"_s, stats("10"));
    m_w->press(Qt::Key_Space);
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"10"_s);
    QTRY_COMPARE(m_w->text(u"status"_s), u"Live"_s);
}

void TestWindowStates::pausedWhileItIsLostItDoesNotTryAgain()
{
    open();
    QTRY_COMPARE(m_w->text(u"status"_s), u"Live"_s);
    m_server->goAway();
    QTRY_VERIFY(m_w->child(u"banner"_s)->isVisible());
    m_w->press(Qt::Key_P);
    QVERIFY(m_w->text(u"bannerText"_s).endsWith(u"Paused: not tried again."_s));
    m_w->press(Qt::Key_P);
    QVERIFY(m_w->text(u"bannerText"_s).endsWith(u"Trying now."_s));
    m_server->comeBack();
    QTRY_VERIFY(!m_w->child(u"banner"_s)->isVisible());
}

void TestWindowStates::aRefreshCancelsWhatIsPending()
{
    open();
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
    m_server->beSilent(u"/stats"_s);
    m_server->forget();
    QTRY_VERIFY(m_server->askedFor(u"/stats"_s) == 1);
    m_server->answerWith(u"/stats"_s, stats("8"));
    m_w->press(Qt::Key_F5); // what was pending would hang for seconds
    QTRY_COMPARE_WITH_TIMEOUT(m_w->text(u"viewsValue"_s), u"8"_s, 2000);
    m_server->forget();
    m_w->click(u"refresh"_s);
    QTRY_VERIFY(m_server->askedFor(u"/sites"_s) >= 1);
    m_w->press(Qt::Key_Q, Qt::ControlModifier);
    QTRY_VERIFY(!m_w->window().isVisible());
}

void TestWindowStates::keysChooseTheRange()
{
    open(u"a"_s);
    using Preset = Range::Preset;
    const std::pair<Qt::Key, Preset> keys[] = {{Qt::Key_E, Preset::Yesterday}, {Qt::Key_W, Preset::Days7}, {Qt::Key_F, Preset::Days30},
        {Qt::Key_N, Preset::Days90}, {Qt::Key_M, Preset::Month}, {Qt::Key_Y, Preset::Year}, {Qt::Key_A, Preset::All},
        {Qt::Key_D, Preset::Today}};
    for (const auto &[key, preset] : keys) {
        m_w->press(key);
        QCOMPARE(m_w->window().look().range, Range {preset});
    }
    m_w->press(Qt::Key_Left);
    QCOMPARE(m_w->window().look().range, Range {Preset::Yesterday});
    m_w->press(Qt::Key_Right);
    QCOMPARE(m_w->window().look().range, Range {Preset::Today});
    m_w->press(Qt::Key_Right); // there is nothing after today
    QCOMPARE(m_w->window().look().range, Range {Preset::Today});
    m_w->press(Qt::Key_3);
    QCOMPARE(m_w->window().page(), Page::Pipeline);
    m_w->press(Qt::Key_1);
    QCOMPARE(m_w->window().page(), Page::Overview);
}

void TestWindowStates::keysDoNotDisturbTyping()
{
    open(u"a"_s);
    m_w->press(Qt::Key_Slash);
    QTest::keyClicks(m_w->focused(), u"wdp 2x"_s);
    auto *search = qobject_cast<QLineEdit *>(m_w->focused());
    QVERIFY(search);
    QCOMPARE(search->text(), u"wdp 2x"_s);
    QCOMPARE(m_w->window().look().range, Range {});
    QCOMPARE(m_w->window().page(), Page::Overview);
    m_w->press(Qt::Key_Escape);
    QCOMPARE(search->text(), QString());
}

void TestWindowStates::theListOfKeysIsTheirTable()
{
    open(u"a"_s);
    m_w->press(Qt::Key_Question);
    auto *list = m_w->child<ShortcutList>(u"shortcutList"_s);
    QStringList texts;
    for (const QLabel *label : list->findChildren<QLabel *>())
        texts += label->text();
    for (const QString &text : {u"W"_s, u"Last 7 days"_s, u"\u2190"_s, u"Space"_s, u"Pause or resume"_s, u"?"_s})
        QVERIFY2(texts.contains(text), qPrintable(text));
    QPointer<ShortcutList> gone = list;
    QTest::keyClick(list, Qt::Key_Escape);
    QTRY_VERIFY(!gone);
}

void TestWindowStates::followsThePaletteAndItsSwitch()
{
    QApplication::setPalette(Theme::light().palette());
    m_w->settings().setValue("theme", u"light"_s);
    open();
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
    const auto ground = [&] { return m_w->window().grab().toImage().pixelColor(155, m_w->window().height() - 4); };
    QCOMPARE(ground(), Theme::light().page);
    QApplication::setPalette(Theme::dark().palette());
    QTRY_COMPARE(ground(), Theme::dark().page);
    QCOMPARE(m_w->child(u"viewsChange"_s)->palette().color(QPalette::PlaceholderText), Theme::dark().muted);
    m_w->press(Qt::Key_T);
    QTRY_COMPARE(ground(), Theme::light().page);
    m_w->press(Qt::Key_T);
    QTRY_COMPARE(ground(), Theme::dark().page);
}

void TestWindowStates::everyChartHasItsTable()
{
    open();
    QTRY_VERIFY(m_w->window().showsStats());
    QTRY_COMPARE(m_w->child(u"chart"_s)->isVisible(), true);
    m_w->press(Qt::Key_V);
    const auto *table = m_w->child<BarTable>(u"trafficTable"_s);
    QVERIFY(table->isVisible() && !m_w->child(u"chart"_s)->isVisible());
    QTRY_COMPARE(shownRow(*table->model(), 0), u"Sun 2 Nov 2025|4|1|4|1"_s); // the days before are as many
    m_server->goAway();
    m_w->click(u"refresh"_s);
    QTRY_VERIFY(table->isStale());
    m_server->comeBack();
    m_w->click(u"refresh"_s);
    QTRY_VERIFY(!table->isStale());
    m_w->press(Qt::Key_V);
    QVERIFY(m_w->child(u"chart"_s)->isVisible());
    for (const auto &[page, name] : {std::pair(Page::Realtime, u"minutesTable"_s), std::pair(Page::Pipeline, u"pipelineTable"_s)}) {
        m_w->window().setPage(page);
        m_w->press(Qt::Key_V);
        QVERIFY(m_w->child(name)->isVisible());
        m_w->press(Qt::Key_V);
        QVERIFY(!m_w->window().findChild<QWidget *>(name));
    }
}

void TestWindowStates::everyControlHasAName()
{
    open();
    for (const QWidget *widget : m_w->window().findChildren<QWidget *>()) {
        const bool isPartOfAnother = widget->objectName().startsWith(u"qt_"_s) || widget->isWindow();
        if (isPartOfAnother || widget->window() != &m_w->window() || !(widget->focusPolicy() & Qt::TabFocus))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool isNamed = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        QVERIFY2(isNamed, qPrintable(QDebug::toString(widget) + u" in "_s + QDebug::toString(widget->parentWidget())));
    }
}

void TestWindowStates::tabGoesAsOneReads()
{
    open(u"a"_s);
    m_w->window().resize(1600, 800);
    m_w->press(Qt::Key_W);
    m_w->press(Qt::Key_3);
    m_w->press(Qt::Key_1);
    m_w->child(u"site"_s)->setFocus();
    QStringList path;
    for (int i = 0; i < 15; ++i) {
        m_w->press(Qt::Key_Tab);
        path += m_w->focused()->objectName();
    }
    QCOMPARE(path, (QStringList {u"range_7d"_s, u"compare"_s, u"zone"_s, u"pause"_s, u"refresh"_s, u"menu"_s, u"showOverview"_s, u"server"_s,
                       u"shortcuts"_s, u"interval"_s, u"panelMenu"_s, u"chart"_s, u"search"_s, u"panelMenu"_s, u"pathsTable"_s}));
}

void TestWindowStates::anotherSiteClearsTheNumbers()
{
    open();
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
    QTRY_COMPARE(m_w->rows(u"paths"_s).size(), 2);
    m_w->clickRow(u"paths"_s, 1);
    QVERIFY(m_w->window().look().filter);
    m_server->beSilent(u"/stats"_s);
    m_server->beSilent(u"/stats/breakdown"_s);
    m_w->pickSite(u"a"_s);
    QCOMPARE(m_w->window().look().site, u"a"_s);
    QVERIFY(!m_w->window().look().filter); // another site has other values
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"\u2013"_s);
    QTRY_COMPARE(m_w->rows(u"paths"_s), QStringList());
}

void TestWindowStates::anotherRangeClearsThemAfterAMoment()
{
    open();
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
    QTRY_COMPARE(m_w->rows(u"paths"_s).size(), 2);
    QTRY_VERIFY(!m_w->isStale(u"overview"_s));
    m_server->beSilent(u"/stats"_s);
    m_w->press(Qt::Key_W);
    QCOMPARE(m_w->text(u"viewsValue"_s), u"7"_s); // or all would flicker
    QVERIFY(m_w->isStale(u"overview"_s));
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"\u2013"_s);
    // These came, and are told once.
    QTRY_COMPARE(m_w->rows(u"paths"_s).size(), 2);
    QCOMPARE(m_w->text(u"currentValue"_s), u"3"_s);
    QCOMPARE(m_w->child<QWidget>(u"views"_s)->findChild<Sparkline *>()->accessibleDescription(), u"From 3 to 4"_s);
    m_server->answerWith(u"/stats"_s, stats("8"));
    m_w->press(Qt::Key_R);
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"8"_s);
    QTRY_VERIFY(!m_w->isStale(u"overview"_s));
}

void TestWindowStates::anyFigureFits_data()
{
    QTest::addColumn<QByteArray>("views");
    QTest::addColumn<QByteArray>("users");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("perUser");
    QTest::newRow("nothing") << QByteArray("0") << QByteArray("0") << u"0"_s << u"\u2013"_s;
    QTest::newRow("one") << QByteArray("1") << QByteArray("1") << u"1"_s << u"1.00"_s;
    QTest::newRow("10 million") << QByteArray("10000000") << QByteArray("1234567") << u"10.00 M"_s << u"8.10"_s;
    QTest::newRow("users unknown") << QByteArray("5") << QByteArray("null") << u"5"_s << u"\u2013"_s;
}

void TestWindowStates::anyFigureFits()
{
    QFETCH(QByteArray, views);
    QFETCH(QByteArray, users);
    m_server->answerWith(u"/stats"_s, stats(views, users));
    open();
    QFETCH(QString, shown);
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), shown);
    QTEST(m_w->text(u"perUserValue"_s), "perUser");
    for (const QString &name : {u"viewsValue"_s, u"usersValue"_s, u"perUserValue"_s}) {
        const auto *label = m_w->child<QLabel>(name);
        QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(name));
    }
}

void TestWindowStates::anyTextFits()
{
    const QByteArray longPath = '/' + QByteArray(2047, 'x');
    const QByteArray rightToLeft = "/\\u0645\\u0642\\u0627\\u0644\\u0627\\u062A/\\u05D3\\u05E3";
    m_server->answerWith(u"/stats/breakdown"_s, breakdown({longPath, rightToLeft, "/\\u202Etxt.exe"}));
    open();
    QTRY_COMPARE(m_w->rows(u"paths"_s).size(), 3);
    const QSize size = m_w->window().size();
    QVERIFY(!m_w->window().grab().isNull());
    m_w->clickRow(u"paths"_s, 0);
    QTRY_VERIFY(m_w->child(u"filterChip"_s)->isVisible());
    QCOMPARE(m_w->window().look().filter->value, QString::fromUtf8(longPath));
    m_w->clickRow(u"paths"_s, 1, Qt::ControlModifier); // a toast with it
    QVERIFY(m_w->child(u"filterChip"_s)->width() < 620);
    QVERIFY(m_w->child(u"toast"_s)->width() < size.width());
    QCOMPARE(m_w->window().size(), size);
    m_w->window().setLayoutDirection(Qt::RightToLeft);
    QVERIFY(!m_w->window().grab().isNull());
}

void TestWindowStates::anotherServerIsAnother()
{
    CannedServer other;
    other.answer(u"/sites"_s, sites({}));
    writeServers(m_w->settings(), {{u"Other"_s, other.url(), {}}});
    m_w->tokens().write(other.url(), "secret-of-the-other", [](const Result<void> &) {});
    open();
    QTRY_COMPARE(m_w->text(u"viewsValue"_s), u"7"_s);
    m_w->window().connectTo({u"Other"_s, other.url(), {}});
    QCOMPARE(m_w->text(u"viewsValue"_s), u"\u2013"_s);
    m_w->window().setPaused(true);
    m_w->window().setPaused(false);
    QVERIFY(!m_w->feed().isRunning()); // until its token was read
    QTRY_VERIFY(m_w->child(u"emptyState"_s)->isVisible());
    QVERIFY(other.lastRequest().contains("Bearer secret-of-the-other"));
    QCOMPARE(m_w->child<QPushButton>(u"server"_s)->text(), u"Other"_s);
    m_server->forget();
    m_w->press(Qt::Key_R);
    QVERIFY(m_server->asked().isEmpty());
}

void TestWindowStates::aKeptTokenIsUsedThoughNoneIsGiven()
{
    Launch launch;
    launch.statsUrl = m_server->url();
    writeServers(m_w->settings(), {launch.server()});
    m_w->tokens().write(m_server->url(), "kept", [](const Result<void> &) {});
    m_w->open(launch);
    QTRY_COMPARE(m_w->feed().address().token, QByteArray("kept"));
}

QTEST_MAIN(TestWindowStates)
#include "tst_windowstates.moc"

// The dashboard's questions and the service's answers, as both really are.
#include "dashboard/poll/feed.h"
#include "dashboard/servers/servertest.h"
#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// So that the tests need not guess on which day they run.
const Look november {u"shop"_s, *rangeNamed(u"2025-11-01..2025-11-30"_s), "Europe/Berlin"};

template <typename T>
T last(const QSignalSpy &spy)
{
    return spy.isEmpty() ? T() : spy.last()[0].value<T>();
}

}

class TestLiveFeed : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void theOverviewIsTold();
    void whatHasNotChangedIsToldOnce();
    void aFilterLeavesItsFigures();
    void everyPresetIsAnswered_data();
    void everyPresetIsAnswered();
    void aSearchIsTheServices();
    void aDimensionThatIsNotCountedHarmsNothing();
    void realtimeAndPipelineAreTold();
    void theAddressIsTested();
    void aServerThatIsKilledIsMissedAndFoundAgain();

private:
    Stack m_stack;
    std::unique_ptr<Feed> m_feed;
};

void TestLiveFeed::initTestCase()
{
    QVERIFY(m_stack.start());
    const QByteArray events = R"([
        {"site_id":"shop","event_type":"page_view","path":"/a,b","user_id":"u1","timestamp":"2025-11-15T10:00:00Z"},
        {"site_id":"shop","event_type":"page_view","path":"/a,b","user_id":"u2","timestamp":"2025-11-15T10:05:00Z"},
        {"site_id":"shop","event_type":"page_view","path":"/ü+%20","user_id":"u1","timestamp":"2025-11-20T23:30:00Z"},
        {"site_id":"shop","event_type":"signup","user_id":"u1","timestamp":"2025-11-15T11:00:00Z"},
        {"site_id":"shop","event_type":"page_view","path":"/old","user_id":"u9","timestamp":"2025-10-15T10:00:00Z"},
        {"site_id":"shop","event_type":"page_view","path":"/now","user_id":"u7"}])";
    QCOMPARE(post(m_stack.ingestUrl(u"/events"_s), events).status, 200);
    QVERIFY(waitFor([&] { return json(get(m_stack.statsUrl(u"/stats?site_id=shop"_s)))[u"total_events"].toInt() == 6; }, 30s));
}

void TestLiveFeed::init()
{
    m_feed = std::make_unique<Feed>(systemClock());
    m_feed->connectTo({m_stack.statsUrl(), m_stack.ingestUrl(), {}});
}

void TestLiveFeed::theOverviewIsTold()
{
    Look look = november;
    look.compare = Compare::Previous;
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    QSignalSpy sites(m_feed.get(), &Feed::sitesHeard);
    QSignalSpy stats(m_feed.get(), &Feed::statsHeard);
    QSignalSpy series(m_feed.get(), &Feed::timeseriesHeard);
    QSignalSpy before(m_feed.get(), &Feed::previousTimeseriesHeard);
    QSignalSpy rows(m_feed.get(), &Feed::breakdownHeard);
    QSignalSpy queue(m_feed.get(), &Feed::queueHeard);
    m_feed->setScene({Page::Overview, look, {{u"path"_s}, {u"event_type"_s}}});
    m_feed->start();
    QTRY_COMPARE(polled.size(), 1);
    QCOMPARE(last<QList<Site>>(sites).first().id, u"shop"_s);
    const auto figures = last<Stats>(stats);
    QCOMPARE(figures.views, 3);
    QCOMPARE(figures.users, 2);
    QCOMPARE(figures.events, 4);
    QCOMPARE(figures.previous, (PreviousStats {QDate(2025, 10, 2), QDate(2025, 10, 31), 1, 1, 1}));
    const auto points = last<Timeseries>(series).points;
    QCOMPARE(points.size(), 30);
    QCOMPARE(points[14].views, 2);
    QCOMPARE(points[20].views, 1); // 23:30 UTC is the next day in Berlin
    QCOMPARE(points[14].time.toString(Qt::ISODate), u"2025-11-15T00:00:00+01:00"_s);
    QCOMPARE(last<Timeseries>(before).points.size(), 30);
    QCOMPARE(rows.size(), 2);
    for (const QVariantList &one : rows) {
        const auto breakdown = one[0].value<Breakdown>();
        if (breakdown.dimension == u"path")
            QCOMPARE(breakdown.rows, (QList<Breakdown::Row> {{u"/a,b"_s, 2}, {u"/\u00FC+%20"_s, 1}}));
        else
            QCOMPARE(breakdown.rows, (QList<Breakdown::Row> {{u"page_view"_s, 3}, {u"signup"_s, 1}}));
    }
    QTRY_COMPARE(queue.size(), 1);
    QVERIFY(m_feed->queue()->spoolLimitBytes.value_or(0) > 0);
}

void TestLiveFeed::whatHasNotChangedIsToldOnce()
{
    Look look = november;
    look.range = {Range::Preset::Days30}; // asked for each second
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    QSignalSpy stats(m_feed.get(), &Feed::statsHeard);
    m_feed->setScene({Page::Overview, look});
    m_feed->start();
    QTRY_COMPARE(polled.size(), 3);
    QCOMPARE(stats.size(), 1);
    QCOMPARE(post(m_stack.ingestUrl(u"/event"_s), R"({"site_id":"shop","event_type":"page_view","path":"/now","user_id":"u7"})").status, 200);
    const qint64 before = last<Stats>(stats).views;
    QTRY_COMPARE(stats.size(), 2);
    QCOMPARE(last<Stats>(stats).views, before + 1);
}

void TestLiveFeed::aFilterLeavesItsFigures()
{
    Look look = november;
    look.filter = Filter {u"path"_s, u"/\u00FC+%20"_s};
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    QSignalSpy stats(m_feed.get(), &Feed::statsHeard);
    QSignalSpy series(m_feed.get(), &Feed::timeseriesHeard);
    m_feed->setScene({Page::Overview, look});
    m_feed->start();
    QTRY_COMPARE(polled.size(), 1);
    QCOMPARE(last<Stats>(stats).views, 1);
    QCOMPARE(last<Stats>(stats).users, std::optional<qint64>(1));
    QCOMPARE(last<Stats>(stats).events, std::optional<qint64>(1));
    QVERIFY(last<Timeseries>(series).points.first().users);
}

void TestLiveFeed::everyPresetIsAnswered_data()
{
    QTest::addColumn<int>("preset");
    for (int preset = int(Range::Preset::Today); preset <= int(Range::Preset::All); ++preset)
        QTest::newRow(qPrintable(name(Range {Range::Preset(preset)}))) << preset;
}

void TestLiveFeed::everyPresetIsAnswered()
{
    QFETCH(int, preset);
    Look look = november;
    look.range = {Range::Preset(preset)};
    look.compare = Compare::Year;
    look.interval = Interval::Hour;
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    QSignalSpy stats(m_feed.get(), &Feed::statsHeard);
    QSignalSpy before(m_feed.get(), &Feed::previousTimeseriesHeard);
    m_feed->setScene({Page::Overview, look});
    const QDateTime asked = QDateTime::currentDateTimeUtc();
    m_feed->start();
    QTRY_COMPARE(polled.size(), 1);
    const auto figures = last<Stats>(stats);
    if (const auto days = daysOf(look.range, look.zone, asked); days && today(look.zone, asked) == today(look.zone, QDateTime::currentDateTimeUtc())) {
        QCOMPARE((Days {figures.from, figures.to}), *days); // as the service has it
        const auto compare = compared(look, asked);
        QCOMPARE((Days {figures.previous->from, figures.previous->to}), compare->range.custom);
        QCOMPARE(last<Timeseries>(before).from, compare->range.custom.first);
    }
}

void TestLiveFeed::aSearchIsTheServices()
{
    QSignalSpy rows(m_feed.get(), &Feed::breakdownHeard);
    m_feed->setScene({Page::Overview, november, {{u"path"_s, {1}}}});
    m_feed->start();
    QTRY_COMPARE(rows.size(), 1);
    QCOMPARE(last<Breakdown>(rows).rows.size(), 1);
    QCOMPARE(last<Breakdown>(rows).totalRows, 2);
    m_feed->setPanels({{u"path"_s, {10, 0, u"\u00DC+"_s}}});
    QTRY_COMPARE(rows.size(), 2);
    QCOMPARE(last<Breakdown>(rows).rows, (QList<Breakdown::Row> {{u"/\u00FC+%20"_s, 1}}));
}

void TestLiveFeed::aDimensionThatIsNotCountedHarmsNothing()
{
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    QSignalSpy refused(m_feed.get(), &Feed::breakdownRefused);
    m_feed->setScene({Page::Overview, november, {{u"weather"_s}, {u"path"_s}}});
    m_feed->start();
    QTRY_COMPARE(polled.size(), 1);
    QCOMPARE(refused.size(), 1);
    QCOMPARE(refused[0][0].toString(), u"weather"_s);
    QVERIFY(refused[0][1].value<Failure>().reason.startsWith(u"dimension"));
}

void TestLiveFeed::realtimeAndPipelineAreTold()
{
    QSignalSpy realtime(m_feed.get(), &Feed::realtimeHeard);
    QSignalSpy pipeline(m_feed.get(), &Feed::pipelineHeard);
    m_feed->setScene({Page::Realtime, november});
    m_feed->start();
    QTRY_COMPARE(realtime.size(), 1);
    QCOMPARE(last<Realtime>(realtime).currentVisitors, 1);
    QCOMPARE(last<Realtime>(realtime).minutes.size(), 30);
    QCOMPARE(last<Realtime>(realtime).topPaths.first().path, u"/now"_s);
    m_feed->setPage(Page::Pipeline);
    QTRY_VERIFY(!pipeline.isEmpty());
    QCOMPARE(last<Pipeline>(pipeline).workers.size(), 1);
    QVERIFY(last<Pipeline>(pipeline).lastCommitAt);
}

void TestLiveFeed::theAddressIsTested()
{
    ServerTest test;
    QSignalSpy done(&test, &ServerTest::done);
    test.start(m_stack.statsUrl(), m_stack.ingestUrl(), {});
    QTRY_COMPARE(done.size(), 1);
    QCOMPARE(done[0][1].toString(), u"Footfall " FOOTFALL_VERSION " is there. Its sites: 1."_s);
    test.start(m_stack.ingestUrl(), {}, {});
    QTRY_COMPARE(done.size(), 2);
    QVERIFY(done[1][1].toString().contains(u"is Footfall's ingest service"));
}

void TestLiveFeed::aServerThatIsKilledIsMissedAndFoundAgain()
{
    m_feed->setScene({Page::Overview, november});
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    QSignalSpy failed(m_feed.get(), &Feed::failed);
    QSignalSpy stats(m_feed.get(), &Feed::statsHeard);
    m_feed->start();
    QTRY_COMPARE(polled.size(), 1);
    const qint64 pid = m_stack.pid(u"server"_s);
    m_stack.kill(u"server"_s, SIGSTOP); // so that it cannot be back before it is missed
    m_feed->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 15'000);
    QVERIFY(m_feed->nextTry());
    m_stack.kill(u"server"_s);
    QVERIFY(m_stack.waitRestarted(u"server"_s, pid));
    QTRY_COMPARE_WITH_TIMEOUT(polled.size(), 2, 30'000);
    QVERIFY(!m_feed->failure());
    QCOMPARE(stats.size(), 2); // told again, though it is the same
}

QTEST_GUILESS_MAIN(TestLiveFeed)
#include "tst_livefeed.moc"

#include "dashboard/poll/feed.h"
#include "tests/dashboard/cannedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

const QByteArray ofNovember = R"("site_id":"s","from":"2025-11-01","to":"2025-11-30","tz":"UTC")";

QByteArray realtimeOf(const QByteArray &site)
{
    return R"({"site_id":")" + site + R"(","current_visitors":7,"views_per_minute":[],"top_paths":[]})";
}

}

class TestFeed : public QObject {
    Q_OBJECT
private slots:
    void init();
    void tellsAllThatTheOverviewNeeds();
    void aPageAsksForItsOwn();
    void aSearchAsksForItsPanelAlone();
    void theQueueIsApart();
    void withoutAnIngestUrlNobodyIsAsked();
    void withoutAnAddressNobodyIsAsked();
    void anotherLookChangesNothingElse();
    void anotherServerIsHeardAlone();
    void aWatchedSiteIsNotTheShownOne();
    void pausedMeansPaused();

private:
    Look november(const QString &site = u"s"_s) const { return {site, *rangeNamed(u"2025-11-01..2025-11-30"_s)}; }

    std::unique_ptr<CannedServer> m_stats;
    std::unique_ptr<CannedServer> m_ingest;
    std::unique_ptr<Feed> m_feed;
};

void TestFeed::init()
{
    m_feed.reset();
    m_stats = std::make_unique<CannedServer>();
    m_ingest = std::make_unique<CannedServer>();
    m_feed = std::make_unique<Feed>([] { return QDateTime(QDate(2025, 12, 5), QTime(12, 0), Qt::UTC); });
    m_stats->answer(u"/sites"_s, R"({"sites":[]})");
    m_stats->answer(u"/stats"_s, "{" + ofNovember + R"(,"total_views":4,"unique_users":3,"total_events":5,"top_paths":[]})");
    m_stats->answer(u"/stats/timeseries"_s, "{" + ofNovember + R"(,"interval":"day","points":[]})");
    m_stats->answer(u"/stats/breakdown"_s, "{" + ofNovember + R"(,"dimension":"path","total_rows":0,"rows":[]})");
    m_stats->answer(u"/stats/realtime"_s, realtimeOf("s"));
    m_stats->answer(u"/pipeline"_s, R"({"last_commit_at":null,"rejected_events":0,"rejected_by_database":0,"workers":[]})");
    m_ingest->answer(u"/health"_s, R"({"queue_size":12,"oldest_seconds":0.5})");
    m_feed->connectTo({m_stats->url(), m_ingest->url(), {}});
}

void TestFeed::tellsAllThatTheOverviewNeeds()
{
    QSignalSpy sites(m_feed.get(), &Feed::sitesHeard);
    QSignalSpy stats(m_feed.get(), &Feed::statsHeard);
    QSignalSpy series(m_feed.get(), &Feed::timeseriesHeard);
    QSignalSpy rows(m_feed.get(), &Feed::breakdownHeard);
    QSignalSpy realtime(m_feed.get(), &Feed::realtimeHeard);
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    m_feed->setScene({Page::Overview, november(), {{u"path"_s}}});
    m_feed->start();
    QTRY_COMPARE(polled.size(), 1);
    for (QSignalSpy *spy : {&sites, &stats, &series, &rows, &realtime})
        QCOMPARE(spy->size(), 1);
    QCOMPARE(stats[0][0].value<Stats>().views, 4);
    QTRY_COMPARE(polled.size(), 3);
    QCOMPARE(m_stats->askedFor(u"/stats"_s), 1); // November is over
    QCOMPARE(m_stats->askedFor(u"/stats/realtime"_s), 3);
}

void TestFeed::aPageAsksForItsOwn()
{
    m_feed->setScene({Page::Overview, november()});
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    m_feed->start();
    QTRY_COMPARE(polled.size(), 1);
    QSignalSpy pipeline(m_feed.get(), &Feed::pipelineHeard);
    m_stats->forget();
    m_feed->setPage(Page::Pipeline);
    QTRY_COMPARE(pipeline.size(), 1);
    QCOMPARE(m_stats->asked(), QStringList {u"/pipeline"_s});
    QSignalSpy stats(m_feed.get(), &Feed::statsHeard);
    m_feed->setPage(Page::Overview);
    QTRY_COMPARE(stats.size(), 1);
}

void TestFeed::aSearchAsksForItsPanelAlone()
{
    m_feed->setScene({Page::Overview, november(), {{u"path"_s}}});
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    m_feed->start();
    QTRY_COMPARE(polled.size(), 1);
    QSignalSpy rows(m_feed.get(), &Feed::breakdownHeard);
    m_feed->setPanels({{u"path"_s, {100, 0, u"blog"_s}}});
    QTRY_COMPARE(rows.size(), 1);
    QCOMPARE(m_stats->asked().filter(u"search=blog"_s).size(), 1);
    QCOMPARE(m_stats->askedFor(u"/stats"_s), 1);
}

void TestFeed::theQueueIsApart()
{
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    QSignalSpy heard(m_feed.get(), &Feed::queueHeard);
    QSignalSpy lost(m_feed.get(), &Feed::queueLost);
    m_feed->start();
    QTRY_COMPARE(heard.size(), 2); // each second, though it is the same
    QCOMPARE(m_feed->queue()->waiting, 12);
    m_ingest->goAway();
    QTRY_COMPARE(lost.size(), 1);
    QVERIFY(!m_feed->queue());
    QVERIFY(!m_feed->failure());
    m_ingest->comeBack();
    QTRY_COMPARE(heard.size(), 3);
    QSignalSpy failed(m_feed.get(), &Feed::failed);
    m_stats->goAway();
    m_feed->refresh();
    QTRY_COMPARE(failed.size(), 1);
    QTRY_VERIFY(heard.size() > 3);
}

void TestFeed::withoutAnIngestUrlNobodyIsAsked()
{
    m_feed->connectTo({m_stats->url()});
    QSignalSpy lost(m_feed.get(), &Feed::queueLost);
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    m_feed->start();
    m_feed->refresh();
    QTRY_COMPARE(polled.size(), 1);
    QCOMPARE(lost.size(), 0);
    QVERIFY(m_ingest->asked().isEmpty());
}

void TestFeed::withoutAnAddressNobodyIsAsked()
{
    QSignalSpy failed(m_feed.get(), &Feed::failed);
    m_feed->start();
    m_feed->connectTo({});
    m_feed->start();
    QVERIFY(!m_feed->isRunning());
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    m_feed->connectTo({m_stats->url()});
    m_feed->start();
    QTRY_COMPARE(polled.size(), 1);
    QCOMPARE(failed.size(), 0);
}

void TestFeed::anotherLookChangesNothingElse()
{
    m_feed->setPage(Page::None);
    m_feed->setWatched({u"t"_s});
    m_feed->setLook(november());
    m_stats->answer(u"/stats/realtime"_s, realtimeOf("t"));
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    m_feed->start();
    QTRY_COMPARE(polled.size(), 1);
    QCOMPARE(m_stats->asked(), (QStringList {u"/sites"_s, u"/stats/realtime?site_id=t&limit=1"_s}));
}

void TestFeed::anotherServerIsHeardAlone()
{
    CannedServer other;
    other.answer(u"/sites"_s, R"({"sites":[]})");
    other.answer(u"/stats/realtime"_s, realtimeOf("t"));
    m_feed->setScene({Page::Realtime, november()});
    m_feed->start();
    QSignalSpy requested(m_stats.get(), &CannedServer::requested);
    QVERIFY(requested.wait());
    QSignalSpy realtime(m_feed.get(), &Feed::realtimeHeard);
    QSignalSpy heard(m_feed.get(), &Feed::queueHeard);
    m_feed->connectTo({other.url(), {}, "0123456789abcdef"});
    m_feed->setLook(november(u"t"_s));
    QTRY_COMPARE(realtime.size(), 1);
    QCOMPARE(realtime[0][0].value<Realtime>().site, u"t"_s);
    QVERIFY(other.lastRequest().contains("Bearer 0123456789abcdef"));
    QCOMPARE(heard.size(), 0);
    QVERIFY(!m_feed->queue());
}

void TestFeed::aWatchedSiteIsNotTheShownOne()
{
    m_stats->answer(u"/stats/realtime"_s, realtimeOf("t"));
    m_feed->setScene({Page::None, november(), {}, {u"t"_s}});
    QSignalSpy shown(m_feed.get(), &Feed::realtimeHeard);
    QSignalSpy watched(m_feed.get(), &Feed::visitorsHeard);
    m_feed->start();
    QTRY_COMPARE(watched.size(), 1);
    QCOMPARE(watched[0][0].value<Realtime>().site, u"t"_s);
    QCOMPARE(shown.size(), 0);
}

void TestFeed::pausedMeansPaused()
{
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    m_feed->start();
    QTRY_COMPARE(polled.size(), 1);
    m_feed->stop();
    m_stats->forget();
    m_ingest->forget();
    m_feed->setScene({Page::Realtime, november()});
    m_feed->refresh();
    QTest::qWait(1200); // there is no condition for what must not happen
    QVERIFY(m_stats->asked().isEmpty() && m_ingest->asked().isEmpty());
    m_feed->start();
    QTRY_COMPARE(polled.size(), 2);
}

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"

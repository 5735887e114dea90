#include "dashboard/client/poller.h"
#include "tests/dashboard/cannedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray stats(const QByteArray &site, const QByteArray &date)
{
    return R"({"site_id":")" + site + R"(","date":)" + date
        + R"(,"total_views":4,"unique_users":3,"total_events":5,"top_paths":[]})";
}

}

class TestPoller : public QObject {
    Q_OBJECT
private slots:
    void init();
    void doesNothingBeforeStart();
    void withoutASiteItListsThem();
    void pollsAgainAndAgain();
    void todayMovesOnAtMidnight();
    void aFailureIsToldWithItsNextTry();
    void aWishToWaitIsHeeded();
    void recoversByItself();
    void refreshCancelsWhatIsPending();
    void anotherChoiceCancelsWhatIsPending();
    void stopStops();

private:
    std::unique_ptr<CannedServer> m_server;
    std::unique_ptr<StatsClient> m_client;
    std::unique_ptr<Poller> m_poller;
    qint64 m_skew = 0; // milliseconds that the poller's clock is ahead
};

void TestPoller::init()
{
    m_skew = 0;
    m_poller.reset();
    m_server = std::make_unique<CannedServer>();
    m_client = std::make_unique<StatsClient>(m_server->url());
    m_poller = std::make_unique<Poller>(*m_client, [this] { return QDateTime::currentDateTimeUtc().addMSecs(m_skew); });
    m_server->answer(u"/sites"_s,
        R"({"sites":[{"site_id":"s","last_event_at":null,"views_today":1,"unique_users_today":1}]})");
    m_server->answer(u"/stats"_s, stats("s", "null"));
}

void TestPoller::doesNothingBeforeStart()
{
    m_poller->choose(u"s"_s, {DayChoice::Kind::AllTime});
    QVERIFY(!m_poller->nextTry());
    QVERIFY(!m_poller->heardAt());
    m_poller->refresh();
    QCoreApplication::processEvents();
    QVERIFY(m_server->asked().isEmpty());
}

void TestPoller::withoutASiteItListsThem()
{
    QSignalSpy sites(m_poller.get(), &Poller::sitesArrived);
    m_poller->start();
    QTRY_COMPARE(sites.size(), 1);
    QCOMPARE(sites[0][0].value<QList<Site>>().size(), 1);
    QCOMPARE(m_server->asked(), QStringList {u"/sites"_s});
}

void TestPoller::pollsAgainAndAgain()
{
    m_poller->choose(u"s"_s, {DayChoice::Kind::AllTime});
    QSignalSpy polled(m_poller.get(), &Poller::polled);
    m_poller->start();
    QTRY_COMPARE(polled.size(), 3);
    QCOMPARE(m_server->askedFor(u"/stats"_s), 3);
    QCOMPARE(m_server->askedFor(u"/sites"_s), 3);
    QVERIFY(m_poller->heardAt());
    QVERIFY(!m_poller->failure());
}

void TestPoller::todayMovesOnAtMidnight()
{
    const QDate today(2025, 12, 31);
    m_skew = QDateTime::currentDateTimeUtc().msecsTo(QDateTime(today, QTime(23, 59, 0), Qt::UTC));
    m_server->answer(u"/stats"_s, stats("s", "\"2025-12-31\""));
    m_poller->choose(u"s"_s, {DayChoice::Kind::Today});
    QSignalSpy arrived(m_poller.get(), &Poller::statsArrived);
    m_poller->start();
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(arrived[0][0].value<Stats>().day, today);

    m_server->answer(u"/stats"_s, stats("s", "\"2026-01-01\""));
    m_skew += 60'000;
    QTRY_COMPARE(arrived.size(), 2);
    QCOMPARE(arrived[1][0].value<Stats>().day, QDate(2026, 1, 1));
}

void TestPoller::aFailureIsToldWithItsNextTry()
{
    m_server->goAway();
    QSignalSpy failed(m_poller.get(), &Poller::failed);
    m_poller->start();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(m_poller->nextTry());
    const qint64 wait = QDateTime::currentDateTimeUtc().msecsTo(*m_poller->nextTry());
    QVERIFY2(wait > 0 && wait <= 1000, qPrintable(QString::number(wait)));
    QTRY_COMPARE(failed.size(), 2);
    const qint64 longerWait = QDateTime::currentDateTimeUtc().msecsTo(*m_poller->nextTry());
    QVERIFY2(longerWait > 1000 && longerWait <= 2000, qPrintable(QString::number(longerWait)));
}

void TestPoller::aWishToWaitIsHeeded()
{
    m_server->answer(u"/sites"_s, R"({"status":"error","message":"away"})", 503, "Retry-After: 20\r\n");
    QSignalSpy failed(m_poller.get(), &Poller::failed);
    m_poller->start();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(QDateTime::currentDateTimeUtc().msecsTo(*m_poller->nextTry()) > 15'000);
}

void TestPoller::recoversByItself()
{
    m_server->goAway();
    m_poller->choose(u"s"_s, {DayChoice::Kind::AllTime});
    QSignalSpy failed(m_poller.get(), &Poller::failed);
    QSignalSpy polled(m_poller.get(), &Poller::polled);
    m_poller->start();
    QTRY_COMPARE(failed.size(), 1);
    m_server->comeBack();
    QTRY_COMPARE(polled.size(), 1);
    QVERIFY(!m_poller->failure());
}

void TestPoller::refreshCancelsWhatIsPending()
{
    m_server->beSilent(u"/stats"_s);
    m_poller->choose(u"s"_s, {DayChoice::Kind::AllTime});
    QSignalSpy polled(m_poller.get(), &Poller::polled);
    m_poller->start();
    QTRY_COMPARE(m_server->askedFor(u"/stats"_s), 1);
    QVERIFY(!m_poller->nextTry());
    m_server->answer(u"/stats"_s, stats("s", "null"));
    m_poller->refresh();
    QTRY_COMPARE(polled.size(), 1);
}

void TestPoller::anotherChoiceCancelsWhatIsPending()
{
    m_server->beSilent(u"/stats"_s);
    m_poller->choose(u"old"_s, {DayChoice::Kind::AllTime});
    QSignalSpy arrived(m_poller.get(), &Poller::statsArrived);
    m_poller->start();
    QTRY_COMPARE(m_server->askedFor(u"/stats"_s), 1);
    m_server->answer(u"/stats"_s, stats("s", "null"));
    m_poller->choose(u"s"_s, {DayChoice::Kind::AllTime});
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(arrived[0][0].value<Stats>().site, u"s"_s);
}

void TestPoller::stopStops()
{
    QSignalSpy sites(m_poller.get(), &Poller::sitesArrived);
    m_server->beSilent(u"/sites"_s);
    m_poller->start();
    QTRY_COMPARE(m_server->askedFor(u"/sites"_s), 1);
    m_poller->stop();
    QVERIFY(!m_poller->nextTry());
    m_server->answer(u"/sites"_s, R"({"sites":[]})");
    m_poller->start();
    QTRY_COMPARE(sites.size(), 1); // of the second start, not of the first
    QCOMPARE(sites[0][0].value<QList<Site>>().size(), 0);
}

QTEST_GUILESS_MAIN(TestPoller)
#include "tst_poller.moc"

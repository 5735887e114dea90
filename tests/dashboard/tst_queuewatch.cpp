#include "dashboard/client/queuewatch.h"
#include "tests/dashboard/cannedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestQueueWatch : public QObject {
    Q_OBJECT
private slots:
    void hearsAgainAndAgain();
    void saysWhyItDoesNotKnow();
    void recovers();
};

void TestQueueWatch::hearsAgainAndAgain()
{
    CannedServer server;
    server.answer(u"/health"_s, R"({"status":"ok","service":"ingest","queue_size":12,"oldest_seconds":0.5})");
    QueueWatch watch(server.url());
    QSignalSpy heard(&watch, &QueueWatch::heard);
    watch.start();
    watch.start();
    QTRY_COMPARE(heard.size(), 2);
    QCOMPARE(heard[0][0].value<Queue>().waiting, 12);
    QCOMPARE(server.askedFor(u"/health"_s), 2);
    watch.stop();
}

void TestQueueWatch::saysWhyItDoesNotKnow()
{
    CannedServer server;
    server.answer(u"/health"_s, R"({"status":"degraded","reason":"the spool is full"})", 503);
    QueueWatch watch(server.url());
    QSignalSpy lost(&watch, &QueueWatch::lost);
    watch.start();
    QTRY_COMPARE(lost.size(), 1);
    QCOMPARE(lost[0][0].value<Failure>().reason, u"the spool is full (503)"_s);
    server.answer(u"/health"_s, R"({"status":"ok"})");
    QTRY_COMPARE(lost.size(), 2);
    QCOMPARE(lost[1][0].value<Failure>().reason, u"queue_size: missing"_s);
}

void TestQueueWatch::recovers()
{
    CannedServer server;
    server.answer(u"/health"_s, R"({"queue_size":0,"oldest_seconds":0})");
    server.goAway();
    QueueWatch watch(server.url());
    QSignalSpy lost(&watch, &QueueWatch::lost);
    QSignalSpy heard(&watch, &QueueWatch::heard);
    watch.start();
    QTRY_COMPARE(lost.size(), 1);
    server.comeBack();
    QTRY_COMPARE(heard.size(), 1);
}

QTEST_GUILESS_MAIN(TestQueueWatch)
#include "tst_queuewatch.moc"

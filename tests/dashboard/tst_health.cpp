#include "dashboard/models/health.h"

#include "dashboard/models/workersmodel.h"
#include "tests/dashboard/modeltest.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using Level = Health::Level;

Q_DECLARE_METATYPE(footfall::dashboard::Situation)

namespace {

const QDateTime start(QDate(2025, 11, 15), QTime(10, 0), Qt::UTC);

Pipeline workers(const QStringList &states, qint64 rejected = 0)
{
    Pipeline pipeline {start, rejected, {}};
    for (const QString &state : states)
        pipeline.workers += {u"worker-%1"_s.arg(pipeline.workers.size() + 1), state, start, 1000, 10};
    return pipeline;
}

Queue queue(qint64 waiting, double oldest)
{
    return {waiting, oldest};
}

// A minute in which `before` became `after`.
Situation after(const Queue &before, const Queue &now, const Pipeline &pipelineBefore, const Pipeline &pipeline)
{
    PipelineHistory history;
    history.add(start, before, pipelineBefore);
    history.add(start.addSecs(60), now, pipeline);
    return {pipeline, now, {}, {}, history.samples()};
}

}

class TestHealth : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { useEnglish(); }
    void says_data();
    void says();
    void ratesComeFromDifferences();
    void anAcceptedCounterIsBelieved();
    void aServiceThatStartedAnewIsNoGrowth();
    void historyIsBounded();
    void workersAreListed();
};

void TestHealth::says_data()
{
    QTest::addColumn<Situation>("situation");
    QTest::addColumn<Level>("level");
    QTest::addColumn<QString>("start");
    const Pipeline idle = workers({u"idle"_s});
    const Pipeline writing = workers({u"writing"_s});
    const auto row = [](const char *name, const Situation &situation, Level level, const QString &text) {
        QTest::newRow(name) << situation << level << text;
    };
    row("nothing yet", {}, Level::Unknown, u"Nothing was heard yet."_s);
    row("idle", {idle, queue(0, 0)}, Level::Well, u"All is well: every accepted event is in the numbers."_s);
    row("writing", {writing, queue(12, 0.3)}, Level::Well, u"All is well: the numbers are 0.3 s behind."_s);
    row("no ingest address", {writing}, Level::Well, u"All is well: the workers are there. How much waits is not known"_s);
    row("no worker ever", {workers({}), queue(0, 0)}, Level::Trouble, u"Nothing is written: no worker is running. Start footfall-worker"_s);
    row("all workers gone", {workers({u"stale"_s, u"stale"_s}), queue(0, 0)}, Level::Trouble, u"Nothing is written: no worker is running."_s);
    row("one worker gone", {workers({u"writing"_s, u"stale"_s}), queue(0, 0)}, Level::Watch, u"Nothing was heard of worker-2 for 10 s"_s);
    row("workers wait", {workers({u"waiting for PostgreSQL"_s, u"stale"_s}), queue(5, 5)}, Level::Trouble,
        u"Nothing is written: the workers wait for PostgreSQL."_s);
    row("one waits", {workers({u"waiting for PostgreSQL"_s, u"writing"_s}), queue(5, 5)}, Level::Well, u"All is well"_s);
    row("a state of later", {workers({u"resting"_s}), queue(0, 0)}, Level::Well, u"All is well"_s);
    row("growing", after(queue(1000, 30), queue(900'000, 190), writing, writing), Level::Trouble,
        u"The numbers are 3 min 10 s behind, and more comes in than is written. Start another footfall-worker"_s);
    row("catching up", after(queue(900'000, 190), queue(1000, 70), writing, writing), Level::Watch,
        u"The numbers are 1 min 10 s behind, and catching up."_s);
    row("old, no history", {writing, queue(1, 61)}, Level::Trouble, u"The numbers are 1 min 1 s behind"_s);
    row("rejected", after(queue(0, 0), queue(0, 0), workers({u"idle"_s}, 3), workers({u"idle"_s}, 1203)), Level::Watch,
        u"PostgreSQL refuses events: 1,200 in the last minutes."_s);
    row("rejected long ago", after(queue(0, 0), queue(0, 0), workers({u"idle"_s}, 3), workers({u"idle"_s}, 3)), Level::Well, u"All is well"_s);
    Queue limited = queue(0, 0);
    limited.rateLimited = 7;
    Queue more = limited;
    more.rateLimited = 9;
    row("rate limit", after(limited, more, idle, idle), Level::Watch, u"Over the rate limit: 2 requests"_s);
    Queue damaged = queue(0, 0);
    damaged.damagedSpools = 1;
    row("damaged spool", {idle, damaged}, Level::Watch, u"A damaged spool was set aside"_s);
    Queue full = queue(9, 90);
    full.degraded = u"the spool is full"_s;
    row("spool full", {workers({}), full}, Level::Trouble, u"Nothing is accepted: the spool is full."_s);
    const Failure away {Failure::Kind::Refused, u"PostgreSQL is away (503)"_s, 5, 503};
    row("PostgreSQL away", {idle, queue(50, 5), away}, Level::Trouble,
        u"No figures: PostgreSQL is away (503). Events are kept in the queue meanwhile; start PostgreSQL again."_s);
    row("stats gone", {idle, queue(0, 0), Failure {Failure::Kind::Unreachable, u"Connection refused"_s}}, Level::Trouble,
        u"No figures: the stats service gives no answer that can be used (Connection refused)."_s);
    row("ingest gone", {idle, {}, {}, Failure {Failure::Kind::Unreachable, u"Connection refused"_s}}, Level::Trouble,
        u"Whether events are accepted is not known: the ingest service gives no answer (Connection refused)."_s);
}

void TestHealth::says()
{
    QFETCH(Situation, situation);
    QFETCH(Level, level);
    QFETCH(QString, start);
    const Health health = healthOf(situation);
    QVERIFY2(health.sentence.startsWith(start), qPrintable(health.sentence));
    QCOMPARE(health.level, level);
}

void TestHealth::ratesComeFromDifferences()
{
    PipelineHistory history;
    history.add(start, queue(100, 1), workers({u"writing"_s, u"writing"_s, u"stale"_s}));
    QVERIFY(!history.samples().back().inPerSecond);
    QCOMPARE(history.samples().back().outPerSecond, 2000.0); // not of the one that is gone
    QCOMPARE(history.samples().back().commitMs, 10.0);
    history.add(start.addSecs(5), queue(600, 1), workers({u"writing"_s, u"writing"_s}));
    QCOMPARE(history.samples().back().inPerSecond, 2100.0); // 2,000 written, and 100 more wait each second
    history.add(start.addSecs(6), {}, workers({u"idle"_s}));
    QVERIFY(!history.samples().back().inPerSecond && !history.samples().back().waiting);
    history.add(start.addSecs(60), queue(0, 0), workers({u"idle"_s}));
    QVERIFY(!history.samples().back().inPerSecond); // nothing is known of the last 10 s
}

void TestHealth::anAcceptedCounterIsBelieved()
{
    PipelineHistory history;
    Queue counting = queue(0, 0);
    counting.acceptedEvents = 1000;
    history.add(start, counting, {});
    counting.acceptedEvents = 1500;
    history.add(start.addSecs(2), counting, {});
    QCOMPARE(history.samples().back().inPerSecond, 250.0);
    counting.acceptedEvents = 3; // a start anew
    history.add(start.addSecs(3), counting, {});
    QVERIFY(!history.samples().back().inPerSecond);
}

void TestHealth::aServiceThatStartedAnewIsNoGrowth()
{
    Queue before = queue(0, 0);
    before.rateLimited = 900;
    Queue now = before;
    now.rateLimited = 1;
    QCOMPARE(healthOf(after(before, now, workers({u"idle"_s}), workers({u"idle"_s}))).level, Level::Well);
    Queue later = now; // but what it counts then is
    later.rateLimited = 9;
    Situation situation = after(before, now, workers({u"idle"_s}), workers({u"idle"_s}));
    PipelineHistory history;
    for (const Queue &queue : {before, now, later})
        history.add(start.addSecs(qint64(history.samples().size())), queue, situation.pipeline);
    situation.recent = history.samples();
    QVERIFY2(healthOf(situation).sentence.contains(u": 8 requests"_s), qPrintable(healthOf(situation).sentence));
}

void TestHealth::historyIsBounded()
{
    PipelineHistory history(3);
    for (int i = 0; i < 10; ++i)
        history.add(start.addSecs(i), queue(i, 0), {});
    QCOMPARE(history.samples().size(), 3u);
    QCOMPARE(history.samples().front().waiting, 7);
    history.add(start.addSecs(8), queue(1, 0), {}); // the clock was set back
    QCOMPARE(history.samples().size(), 2u);
    QCOMPARE(history.samples().back().waiting, 1);
}

void TestHealth::workersAreListed()
{
    WorkersModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Pipeline pipeline = workers({u"writing"_s, u"resting\u202E"_s});
    pipeline.workers[1].lastCommitAt.reset();
    pipeline.workers[0].eventsPerSecond = 12345.6;
    pipeline.workers[0].commitMs = 8.4;
    model.setWorkers(pipeline.workers);
    const QString time = start.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
    QCOMPARE(shownRow(model, 0), u"worker-1|writing|"_s + time + u"|12,346|8.4 ms"_s);
    QCOMPARE(shownRow(model, 1), u"worker-2|resting\\u202E|\u2013|1,000|\u2013"_s);
    const QPersistentModelIndex second = model.index(1, 0);
    pipeline.workers.removeFirst();
    model.setWorkers(pipeline.workers);
    QCOMPARE(second.row(), 0);
}

QTEST_GUILESS_MAIN(TestHealth)
#include "tst_health.moc"

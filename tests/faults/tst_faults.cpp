#include "tests/faults/audit.h"
#include "tests/faults/load.h"
#include "tests/faults/rig.h"
#include "tests/support/http.h"
#include "tests/support/ports.h"
#include "tests/support/postgres.h"
#include "tests/support/query.h"

#include <QJsonObject>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

qint64 queueSize(const QUrl &health)
{
    return json(get(health))[u"queue_size"_s].toInteger(-1);
}

bool waitDrained(const QUrl &health)
{
    return waitFor([&] { return queueSize(health) == 0; }, 90s);
}

bool waitAnswered(const Load &load, int more)
{
    const int target = load.answered() + more;
    return waitFor([&] { return load.answered() >= target; }, 30s);
}

bool waitOver(Load &load)
{
    load.stop();
    return waitFor([&] { return load.isOver(); }, 30s);
}

}

// What the run of faults (tst_faultrun) cannot look at closely enough.
class TestFaults : public QObject {
    Q_OBJECT

public:
    explicit TestFaults(bool hasDisks)
        : m_hasDisks(hasDisks)
    {
    }

private:
    const bool m_hasDisks;

    QByteArray complaint(const Load &load, Stack &stack)
    {
        const Audit result = audit(load.book(), stack.database(), [&](const QString &path) { return stack.statsUrl(path); });
        return result.isClean() ? QByteArray() : result.text();
    }

private Q_SLOTS:
    // A worker that is stopped in mid transaction, until its frames were sent again, committed
    // elsewhere and pruned from the ledger, and then goes on.
    void aSleeperDoublesNothing_andHoldsNobodyUp()
    {
        Rig rig(false);
        Stack &stack = rig.stack();
        stack.setArguments({u"--workers"_s, u"2"_s});
        QVERIFY(rig.start());
        Load load(stack.ingestUrl(), 1);
        load.start();
        QVERIFY(waitAnswered(load, 500));
        rig.switches().set("sleep-before-commit");
        QVERIFY(waitFor([&] { return rig.switches().isTaken("sleep-before-commit"); }, 20s));
        QVERIFY(waitAnswered(load, 500));
        QVERIFY(waitOver(load));
        QVERIFY(queueSize(stack.ingestUrl(u"/health"_s)) > 0); // what the sleeper holds
        QVERIFY(waitDrained(stack.ingestUrl(u"/health"_s)));
        const auto ledger = [&] { return queryValue(stack.database(), "SELECT count(*) FROM ingest_frames"); };
        QVERIFY(waitFor([&] { return ledger() == "0"; }, 30s));
        stack.kill(u"worker-1"_s, SIGCONT);
        stack.kill(u"worker-2"_s, SIGCONT); // whichever it was
        // Its entries in the ledger, which `low` has refused, show that it has tried.
        QVERIFY(waitFor([&] { return ledger() != "0"; }, 30s));
        QCOMPARE(complaint(load, stack), QByteArray());
        QVERIFY(rig.stop());
    }

    // Promise 3: the answer to a POST never waits for PostgreSQL.
    void postgresAwayForTenSeconds()
    {
        TestPostgres postgres;
        QVERIFY(postgres.start());
        const QString url = postgres.newDatabase();
        QTemporaryDir folder;
        const auto ports = freePorts<2>();
        const QString ingest = u"http://127.0.0.1:%1"_s.arg(ports[0]);
        const QString stats = u"http://127.0.0.1:%1"_s.arg(ports[1]);
        const QStringList common = {u"--pipe"_s, u"ipc://"_s + folder.filePath(u"f"_s), u"--acks"_s,
            u"ipc://"_s + folder.filePath(u"a"_s), u"--database"_s, url};
        QProcess server, worker;
        server.start(QStringLiteral(FOOTFALL_BIN_DIR "/footfall-server"),
            common + QStringList {u"--spool"_s, folder.filePath(u"spool"_s), u"--ingest-port"_s,
                ingest.section(u':', 2), u"--stats-port"_s, stats.section(u':', 2)});
        worker.start(QStringLiteral(FOOTFALL_BIN_DIR "/footfall-worker"), common);
        QVERIFY(waitFor([&] { return get(QUrl(stats + u"/health"_s)).status == 200; }, QDeadlineTimer(30'000)));
        Load load(QUrl(ingest), 1);
        load.start();
        QVERIFY(waitAnswered(load, 200));

        QVERIFY(postgres.stop());
        const int before = load.answered();
        const QDeadlineTimer away(10'000);
        QVERIFY(waitFor([&] { return get(QUrl(stats + u"/health"_s)).status == 503; }, QDeadlineTimer(9'000)));
        const HttpAnswer refused = get(QUrl(stats + u"/stats?site_id=shop"_s));
        QCOMPARE(refused.status, 503);
        QVERIFY(refused.headers.contains("retry-after"));
        QVERIFY(!waitFor([] { return false; }, away)); // the ten seconds
        QVERIFY(load.answered() > before + 200);
        QVERIFY(queueSize(QUrl(ingest + u"/health"_s)) > 0);
        QVERIFY(postgres.start());

        QVERIFY(waitFor([&] { return get(QUrl(stats + u"/health"_s)).status == 200; }, QDeadlineTimer(30'000)));
        QVERIFY(waitOver(load));
        QVERIFY(waitDrained(QUrl(ingest + u"/health"_s)));
        QCOMPARE(load.refused(), 0);
        QCOMPARE(load.unanswered(), 0);
        const Audit result = audit(load.book(), url, [&](const QString &path) { return QUrl(stats + path); });
        QVERIFY2(result.isClean(), result.text().constData());
        for (QProcess *process : {&server, &worker}) {
            process->terminate();
            QVERIFY(process->waitForFinished(20'000));
            QCOMPARE(process->exitStatus(), QProcess::NormalExit);
            QCOMPARE(process->exitCode(), 0);
        }
    }

    // Disk full: 503 with Retry-After, nothing of it is taken, nothing that was answered is lost,
    // and it accepts again by itself when there is room.
    void aFullDiskIsSaidAndGotOver()
    {
        if (!m_hasDisks)
            QSKIP("this system does not let a test mount a disk");
        Rig rig(true);
        QVERIFY(rig.start());
        Load load(rig.stack().ingestUrl(), 1);
        load.start();
        QVERIFY(waitAnswered(load, 500));
        const auto postOne = [&] { return post(rig.stack().ingestUrl(u"/event"_s), R"({"site_id":"s","event_type":"e"})"); };
        const auto health = [&] { return get(rig.stack().ingestUrl(u"/health"_s)); };
        // First the room that is kept for deletions is left, then none.
        for (const qint64 left : {qint64(8) << 20, qint64(0)}) {
            rig.spoolDisk()->leave(left);
            const int refused = load.refused();
            QVERIFY(waitFor([&] { return load.refused() >= refused + 50; }, 20s));
            const HttpAnswer answer = postOne();
            QCOMPARE(answer.status, 503);
            QVERIFY(answer.headers.contains("retry-after"));
            QVERIFY2(answer.body.contains("full"), answer.body.constData());
            QCOMPARE(health().status, 503);
            QCOMPARE(json(health())[u"status"_s].toString(), u"degraded"_s);
            rig.spoolDisk()->empty();
            QVERIFY(waitAnswered(load, 500));
            QCOMPARE(health().status, 200);
        }
        QVERIFY(waitOver(load));
        QVERIFY(rig.waitDrained());
        // And it says that there is room again though no request has found out.
        rig.spoolDisk()->leave(8 << 20);
        QCOMPARE(postOne().status, 503);
        QCOMPARE(health().status, 503);
        rig.spoolDisk()->empty();
        QVERIFY(waitFor([&] { return health().status == 200; }, 10s));
        QCOMPARE(complaint(load, rig.stack()), QByteArray());
        QVERIFY(rig.stop());
    }

    // Promise 1: a damaged spool is said, and what can be read of it is counted.
    void aDamagedSpoolIsSaidAndSaved()
    {
        Rig rig(false);
        Stack &stack = rig.stack();
        QVERIFY(rig.start());
        stack.kill(u"worker-1"_s, SIGSTOP); // so that all stays in the spool
        Load load(stack.ingestUrl(), 1);
        load.start();
        QVERIFY(waitAnswered(load, 1'000));
        QVERIFY(waitOver(load));
        rig.killUp();
        QVERIFY(waitFor([&] { return get(stack.ingestUrl(u"/health"_s)).status == 0; }, 20s));
        QFile log(stack.dataDirectory() + u"/spool/spool.db-wal"_s);
        QVERIFY(log.open(QIODevice::ReadWrite) && log.seek(log.size() * 3 / 4));
        QCOMPARE(log.write(QByteArray(100, '\xa5')), 100);
        log.close();

        QVERIFY(rig.restart());
        QVERIFY(rig.log(u"server"_s).contains("is damaged: its log is damaged at byte"));
        QCOMPARE(rig.ingestHealth()[u"damaged_spools"_s].toInt(), 1);
        QVERIFY(rig.waitDrained());
        const Audit result = audit(load.book(), stack.database(), [&](const QString &path) { return stack.statsUrl(path); });
        QVERIFY2(result.counted > 200 && result.lost > 0, result.text().constData());
        QVERIFY2(result.doubled + result.altered == 0 && result.complaints.isEmpty(), result.text().constData());
        QVERIFY(rig.stop());
    }

    // Promise 5, as far as it is PostgreSQL that refuses.
    void aRefusedEventHarmsNoOther()
    {
        Stack stack;
        QVERIFY(stack.start());
        queryValue(stack.database(), "ALTER TABLE events ADD CHECK (path <> '/poison')");
        QByteArray batch = "[";
        for (int i = 0; i < 100; ++i) {
            batch += i == 0 ? "" : ",";
            batch += "{\"site_id\":\"shop\",\"event_type\":\"page_view\",\"path\":\"";
            batch += i == 42 ? "/poison\"}" : "/fine\"}";
        }
        QCOMPARE(post(stack.ingestUrl(u"/events"_s), batch + ']').status, 200);
        QVERIFY(waitDrained(stack.ingestUrl(u"/health"_s)));
        QCOMPARE(json(get(stack.statsUrl(u"/stats?site_id=shop"_s)))[u"total_views"_s].toInt(), 99);
        QVERIFY(queryValue(stack.database(), "SELECT string_agg(reason, '|') FROM rejected_events").contains("check"));
        QCOMPARE(queryValue(stack.database(), "SELECT count(*) FROM rejected_events"), "1");
        QCOMPARE(json(get(stack.statsUrl(u"/health"_s)))[u"rejected_events"_s].toInt(), 1);
        QCOMPARE(json(get(stack.ingestUrl(u"/health"_s)))[u"rejected_events"_s].toInt(), 1);
        QVERIFY(stack.stop());
    }
};

int main(int argc, char *argv[])
{
    TestFaults test(mayMount());
    QCoreApplication app(argc, argv);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faults.moc"

#include "tests/e2e/load.h"
#include "tests/support/http.h"
#include "tests/support/postgres.h"
#include "tests/support/query.h"
#include "tests/support/stack.h"

#include <QJsonObject>
#include <QTcpServer>
#include <QTest>

#include <random>

using namespace footfall;
using namespace Qt::StringLiterals;

namespace {

constexpr char usersAndTimes[]
    = "SELECT string_agg(user_id || ':' || n, ' ') FROM (SELECT user_id, count(*) AS n FROM events GROUP BY 1) AS u";

qint64 queueSize(const QUrl &health)
{
    return json(get(health))[u"queue_size"_s].toInteger(-1);
}

bool waitDrained(const QUrl &health, int seconds = 60)
{
    return waitFor([&] { return queueSize(health) == 0; }, QDeadlineTimer(seconds * 1'000));
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

}

// The promises, kept while things are killed.
class TestFaults : public QObject {
    Q_OBJECT

    // All that the load was promised, and that /stats says what the events say.
    void checkBooks(const Stack &stack, const Load &load, const char *site)
    {
        QCOMPARE(load.complaint(queryValue(stack.database(), usersAndTimes)), QByteArray());
        const QJsonObject stats = json(get(stack.statsUrl(u"/stats?site_id="_s + QLatin1String(site))));
        const QByteArray events = queryValue(stack.database(), "SELECT count(*) FROM events");
        const QByteArray users = queryValue(stack.database(), "SELECT count(DISTINCT user_id) FROM events");
        QCOMPARE(stats[u"total_views"_s].toInteger(), events.toLongLong());
        QCOMPARE(stats[u"unique_users"_s].toInteger(), users.toLongLong());
        QVERIFY(load.answered() > 0 && load.answered() <= events.toInt());
    }

private Q_SLOTS:
    // Promises 1 and 2.
    void answeredIsCountedExactlyOnce_whateverIsKilled()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        Stack stack;
        QVERIFY(stack.start());
        Load load(stack.ingestUrl(u"/event"_s), "shop");
        load.start();
        const QList<QStringList> victims = {{u"server"_s}, {u"worker-1"_s}, {u"postgres"_s},
            {u"server"_s, u"worker-1"_s, u"postgres"_s}, {u"worker-1"_s, u"postgres"_s}, {u"server"_s, u"worker-1"_s}};
        int kills = 0;
        for (int round = 0; round < 12; ++round) {
            const int target = load.answered() + 100 + int(random() % 300);
            QVERIFY2(waitFor([&] { return load.answered() >= target; }, QDeadlineTimer(30'000)),
                qPrintable(u"round %1: nothing is answered any more"_s.arg(round)));
            QList<std::pair<QString, qint64>> killed;
            for (const QString &name : victims[round % victims.size()])
                killed.append({name, stack.pid(name)});
            for (const auto &[name, pid] : killed) {
                stack.kill(name);
                ++kills;
            }
            for (const auto &[name, pid] : killed)
                QVERIFY2(stack.waitRestarted(name, pid), qPrintable(name));
        }
        load.stop();
        QVERIFY(waitFor([&] { return load.isOver(); }, QDeadlineTimer(30'000)));
        QVERIFY(waitDrained(stack.ingestUrl(u"/health"_s)));
        qInfo("%d kills, %d answered, %d tries without an answer", kills, load.answered(), load.unanswered());
        QVERIFY(load.unanswered() > 0); // else no kill has hit anything
        checkBooks(stack, load, "shop");
        QVERIFY(stack.stop());
    }

    // A worker that is stopped until its frames were sent again, committed elsewhere and
    // pruned from the ledger, and then goes on.
    void aSleeperDoublesNothing()
    {
        Stack stack;
        stack.setArguments({u"--workers"_s, u"2"_s});
        QVERIFY(stack.start());
        Load load(stack.ingestUrl(u"/event"_s), "shop");
        load.start();
        QVERIFY(waitFor([&] { return load.answered() >= 500; }, QDeadlineTimer(30'000)));
        stack.kill(u"worker-1"_s, SIGSTOP);
        const int before = load.answered();
        QVERIFY(waitFor([&] { return load.answered() >= before + 500; }, QDeadlineTimer(30'000)));
        load.stop();
        QVERIFY(waitFor([&] { return load.isOver(); }, QDeadlineTimer(30'000)));
        QVERIFY(queueSize(stack.ingestUrl(u"/health"_s)) > 0); // what the sleeper holds
        QVERIFY(waitDrained(stack.ingestUrl(u"/health"_s), 90));
        QVERIFY(waitFor(
            [&] { return queryValue(stack.database(), "SELECT count(*) FROM ingest_frames") == "0"; },
            QDeadlineTimer(30'000)));
        stack.kill(u"worker-1"_s, SIGCONT);
        // Its entries in the ledger, which `low` has refused, show that it has tried.
        QVERIFY(waitFor(
            [&] { return queryValue(stack.database(), "SELECT count(*) FROM ingest_frames") != "0"; },
            QDeadlineTimer(30'000)));
        QCOMPARE(load.complaint(queryValue(stack.database(), usersAndTimes)), QByteArray());
        const QJsonObject stats = json(get(stack.statsUrl(u"/stats?site_id=shop"_s)));
        QCOMPARE(stats[u"total_views"_s].toInt(), load.answered());
        QCOMPARE(stats[u"unique_users"_s].toInt(), load.answered());
        QVERIFY(stack.stop());
    }

    // Promise 3: the answer to a POST never waits for PostgreSQL.
    void postgresAwayForTenSeconds()
    {
        TestPostgres postgres;
        QVERIFY(postgres.start());
        const QString url = postgres.newDatabase();
        QTemporaryDir folder;
        const QString ingest = u"http://127.0.0.1:%1"_s.arg(freePort());
        const QString stats = u"http://127.0.0.1:%1"_s.arg(freePort());
        const QStringList common = {u"--pipe"_s, u"ipc://"_s + folder.filePath(u"f"_s), u"--acks"_s,
            u"ipc://"_s + folder.filePath(u"a"_s), u"--database"_s, url};
        QProcess server, worker;
        server.start(QStringLiteral(FOOTFALL_BIN_DIR "/footfall-server"),
            common + QStringList {u"--spool"_s, folder.filePath(u"spool"_s), u"--ingest-port"_s,
                ingest.section(u':', 2), u"--stats-port"_s, stats.section(u':', 2)});
        worker.start(QStringLiteral(FOOTFALL_BIN_DIR "/footfall-worker"), common);
        QVERIFY(waitFor([&] { return get(QUrl(stats + u"/health"_s)).status == 200; }, QDeadlineTimer(30'000)));
        Load load(QUrl(ingest + u"/event"_s), "shop");
        load.start();
        QVERIFY(waitFor([&] { return load.answered() >= 200; }, QDeadlineTimer(30'000)));

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
        load.stop();
        QVERIFY(waitFor([&] { return load.isOver(); }, QDeadlineTimer(30'000)));
        QVERIFY(waitDrained(QUrl(ingest + u"/health"_s)));
        QCOMPARE(load.refused(), 0);
        QCOMPARE(load.unanswered(), 0);
        QCOMPARE(json(get(QUrl(stats + u"/stats?site_id=shop"_s)))[u"total_views"_s].toInt(), load.answered());
        QCOMPARE(load.complaint(queryValue(url, usersAndTimes)), QByteArray());
        for (QProcess *process : {&server, &worker}) {
            process->terminate();
            QVERIFY(process->waitForFinished(20'000));
            QCOMPARE(process->exitStatus(), QProcess::NormalExit);
            QCOMPARE(process->exitCode(), 0);
        }
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

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"

#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QDir>
#include <QTcpServer>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace footfall;

namespace {

struct Outcome {
    int status = -1;
    QByteArray out;
    QByteArray err;
};

Outcome run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(30000);
    const int status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {status, process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A zombie that init has not buried yet has no command line.
bool lives(qint64 pid)
{
    return !contentOf(u"/proc/%1/cmdline"_s.arg(pid)).isEmpty();
}

// What runs in or on this folder: its working folder is in it, or its command line names it.
QList<qint64> processesOf(const Stack &stack)
{
    QList<qint64> found;
    for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        const qint64 pid = entry.toLongLong();
        const QString folder = QFile::symLinkTarget(u"/proc/%1/cwd"_s.arg(entry));
        const QByteArray commandLine = contentOf(u"/proc/%1/cmdline"_s.arg(entry));
        if (pid > 0 && pid != getpid()
            && (folder.startsWith(stack.dataDirectory()) || commandLine.contains(stack.dataDirectory().toUtf8())))
            found += pid;
    }
    return found;
}

uid_t ownerOf(const QString &path)
{
    struct stat entry;
    return stat(QFile::encodeName(path).constData(), &entry) == 0 ? entry.st_uid : uid_t(-1);
}

}

// The lines of the contract about `footfall up`, `status` and `psql`, on one installation.
class UpTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();

    void usageErrorsNameTheCulprit_data();
    void usageErrorsNameTheCulprit();
    void helpAndVersionAreEverywhere_data();
    void helpAndVersionAreEverywhere();
    void writesPidFiles();
    void childrenAreNotRoot();
    void postgresListensOnNoTcpPort();
    void serverReadsAndWorkerWrites();
    void statusSaysWhatRuns();
    void secondUpIsRefused();
    void portInUseNamesPortAndFlag_data();
    void portInUseNamesPortAndFlag();
    void killedChildIsRestarted_data();
    void killedChildIsRestarted();
    void killedPostmasterIsRestartedDespiteBusyBackend();
    void upWorksDespiteBusyBackendOfAnEarlierOne();
    void killedUpTakesAllAlongAndNextUpWorks_data();
    void killedUpTakesAllAlongAndNextUpWorks();
    void innocentProcessInPostmasterPidIsSpared();
    void anInstallationOfBeforeTheRolesGoesOn();
    void signalDuringTheFirstStartStopsItSoon();
    void signalStopsAllInOrder_data();
    void signalStopsAllInOrder();

private:
    Outcome footfall(const QStringList &arguments) const { return run(m_stack.program(), arguments); }
    QByteArray query(const QString &sql) const;
    qint64 startBusyQuery(QProcess &psql); // returns the backend's pid

    Stack m_stack;
};

void UpTest::initTestCase()
{
    m_stack.setArguments({u"--workers"_s, u"2"_s});
    QVERIFY(m_stack.start());
}

void UpTest::cleanupTestCase()
{
    QVERIFY(m_stack.stop());
    QCOMPARE(processesOf(m_stack), QList<qint64>());
}

QByteArray UpTest::query(const QString &sql) const
{
    return footfall({u"psql"_s, u"--data"_s, m_stack.dataDirectory(), u"--"_s, u"-XAtc"_s, sql}).out.trimmed();
}

qint64 UpTest::startBusyQuery(QProcess &psql)
{
    // Not pg_sleep: a sleeping backend notices at once that its postmaster is gone.
    const QString busy = u"SELECT count(*) FROM (SELECT generate_series(1, 100000000000)) AS busy"_s;
    psql.start(m_stack.program(), {u"psql"_s, u"--data"_s, m_stack.dataDirectory(), u"--"_s, u"-XAtc"_s, busy});
    qint64 backend = 0;
    waitFor(
        [&] {
            backend = query(u"SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%busy' "
                            "AND pid <> pg_backend_pid()"_s)
                          .toLongLong();
            return backend > 0;
        },
        10s);
    return backend;
}

void UpTest::usageErrorsNameTheCulprit_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("culprit");
    QTest::newRow("no command") << QStringList() << QByteArray("command");
    QTest::newRow("unknown command") << QStringList {u"upp"_s} << QByteArray("upp");
    QTest::newRow("unknown option") << QStringList {u"--loud"_s} << QByteArray("--loud");
    QTest::newRow("unknown option of up") << QStringList {u"up"_s, u"--loud"_s} << QByteArray("--loud");
    QTest::newRow("bad port") << QStringList {u"up"_s, u"--ingest-port"_s, u"70000"_s} << QByteArray("--ingest-port");
    QTest::newRow("same ports") << QStringList {u"up"_s, u"--stats-port"_s, u"3000"_s} << QByteArray("--stats-port");
    QTest::newRow("no workers") << QStringList {u"up"_s, u"--workers"_s, u"0"_s} << QByteArray("--workers");
    QTest::newRow("too many workers") << QStringList {u"up"_s, u"--workers"_s, u"65"_s} << QByteArray("--workers");
    QTest::newRow("argument") << QStringList {u"up"_s, u"now"_s} << QByteArray("now");
    QTest::newRow("unknown option of status") << QStringList {u"status"_s, u"--loud"_s} << QByteArray("--loud");
    QTest::newRow("unknown option of psql") << QStringList {u"psql"_s, u"--loud"_s} << QByteArray("--loud");
}

void UpTest::usageErrorsNameTheCulprit()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, culprit);
    const Outcome outcome = footfall(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains(culprit), outcome.err.constData());
}

void UpTest::helpAndVersionAreEverywhere_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("footfall") << QStringList();
    QTest::newRow("up") << QStringList {u"up"_s};
    QTest::newRow("status") << QStringList {u"status"_s};
    QTest::newRow("psql") << QStringList {u"psql"_s};
}

void UpTest::helpAndVersionAreEverywhere()
{
    QFETCH(QStringList, command);
    const Outcome help = footfall(command + QStringList {u"--help"_s});
    QCOMPARE(help.status, 0);
    QVERIFY(help.out.contains("Usage: footfall"));
    const Outcome version = footfall(command + QStringList {u"--version"_s});
    QCOMPARE(version.status, 0);
    QVERIFY(version.out.contains(FOOTFALL_VERSION));
}

void UpTest::writesPidFiles()
{
    for (const QString &name : {u"up"_s, u"postgres"_s, u"server"_s, u"worker-1"_s, u"worker-2"_s}) {
        const qint64 pid = m_stack.pid(name);
        QVERIFY2(pid > 1 && lives(pid), qPrintable(name));
    }
    QVERIFY(QFile::exists(m_stack.dataDirectory() + u"/log/postgres.log"_s));
}

void UpTest::childrenAreNotRoot()
{
    if (geteuid() != 0)
        QSKIP("only root has something to drop");
    for (const QString &name : {u"postgres"_s, u"server"_s, u"worker-1"_s})
        QVERIFY(ownerOf(u"/proc/%1"_s.arg(m_stack.pid(name))) != 0);
}

void UpTest::postgresListensOnNoTcpPort()
{
    QCOMPARE(query(u"SHOW listen_addresses"_s), QByteArray());
    QCOMPARE(query(u"SELECT current_user, current_database(), pg_encoding_to_char(encoding), "
                   "current_setting('TimeZone') FROM pg_database WHERE datname = current_database()"_s),
        QByteArray("footfall|footfall|UTF8|UTC"));
}

// Each under a role of its own: what these may do is in tst_databaseroles.
void UpTest::serverReadsAndWorkerWrites()
{
    QCOMPARE(get(m_stack.statsUrl(u"/sites"_s)).status, 200);
    QCOMPARE(query(u"SELECT string_agg(DISTINCT usename, ' ' ORDER BY usename) FROM pg_stat_activity "
                   "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"_s),
        QByteArray("footfall_stats footfall_worker"));
}

void UpTest::statusSaysWhatRuns()
{
    const Outcome status = footfall({u"status"_s, u"--data"_s, m_stack.dataDirectory()});
    QCOMPARE(status.status, 0);
    for (const QString &part : {u"postgres"_s, u"server"_s, u"worker-1"_s, QString::number(m_stack.pid(u"server"_s)),
             m_stack.ingestUrl().toString(), m_stack.statsUrl().toString(), u"queued"_s, u"s behind"_s})
        QVERIFY2(status.out.contains(part.toUtf8()), status.out.constData());

    QTemporaryDir empty;
    QCOMPARE(footfall({u"status"_s, u"--data"_s, empty.path()}).status, 1);
    QCOMPARE(footfall({u"psql"_s, u"--data"_s, empty.path()}).status, 1);
}

void UpTest::secondUpIsRefused()
{
    const Outcome second = footfall({u"up"_s, u"--headless"_s, u"--data"_s, m_stack.dataDirectory()});
    QCOMPARE(second.status, 1);
    QVERIFY2(second.err.contains("another footfall up") && second.err.contains(m_stack.dataDirectory().toUtf8()),
        second.err.constData());
    QCOMPARE(get(m_stack.ingestUrl(u"/health"_s)).status, 200);
}

void UpTest::portInUseNamesPortAndFlag_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<QString>("otherFlag");
    QTest::newRow("ingest") << u"--ingest-port"_s << u"--stats-port"_s;
    QTest::newRow("stats") << u"--stats-port"_s << u"--ingest-port"_s;
}

void UpTest::portInUseNamesPortAndFlag()
{
    QFETCH(QString, flag);
    QFETCH(QString, otherFlag);
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const QString port = QString::number(taken.serverPort());
    Stack other; // only for its folder
    const Outcome outcome
        = footfall({u"up"_s, u"--headless"_s, u"--data"_s, other.dataDirectory(), flag, port, otherFlag, u"0"_s});
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.err.contains(port.toUtf8()) && outcome.err.contains(flag.toUtf8()), outcome.err.constData());
}

void UpTest::killedChildIsRestarted_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("server") << u"server"_s;
    QTest::newRow("worker") << u"worker-1"_s;
    QTest::newRow("postgres") << u"postgres"_s;
}

void UpTest::killedChildIsRestarted()
{
    QFETCH(QString, name);
    const qint64 pid = m_stack.pid(name);
    m_stack.kill(name);
    QVERIFY(m_stack.waitRestarted(name, pid));
    QVERIFY(waitFor([&] { return get(m_stack.statsUrl(u"/health"_s)).status == 200; }, 20s));
    QVERIFY(waitFor([&] { return get(m_stack.ingestUrl(u"/health"_s)).status == 200; }, 20s));
    QVERIFY(waitFor([&] { return query(u"SELECT 1"_s) == "1"; }, 20s));
}

void UpTest::killedPostmasterIsRestartedDespiteBusyBackend()
{
    QProcess psql;
    const qint64 backend = startBusyQuery(psql);
    QVERIFY(backend > 0);
    const qint64 postmaster = m_stack.pid(u"postgres"_s);
    m_stack.kill(u"postgres"_s);
    QVERIFY(m_stack.waitRestarted(u"postgres"_s, postmaster));
    QVERIFY(waitFor([&] { return query(u"SELECT 1"_s) == "1"; }, 20s));
    QVERIFY(!lives(backend));
    psql.waitForFinished();
}

void UpTest::upWorksDespiteBusyBackendOfAnEarlierOne()
{
    QProcess psql;
    const qint64 backend = startBusyQuery(psql);
    QVERIFY(backend > 0);
    m_stack.kill(u"up"_s, SIGSTOP); // so that it cannot restart what dies first
    m_stack.kill(u"postgres"_s);
    m_stack.killUp();
    QVERIFY(lives(backend));
    QVERIFY(m_stack.start());
    QVERIFY(!lives(backend));
    psql.waitForFinished();
}

void UpTest::killedUpTakesAllAlongAndNextUpWorks_data()
{
    QTest::addColumn<bool>("busy");
    QTest::newRow("idle") << false;
    QTest::newRow("long query running") << true;
}

void UpTest::killedUpTakesAllAlongAndNextUpWorks()
{
    QFETCH(bool, busy);
    QProcess psql;
    if (busy)
        QVERIFY(startBusyQuery(psql) > 0);
    m_stack.killUp();
    QVERIFY(waitFor([&] { return processesOf(m_stack).isEmpty(); }, 5s));
    QCOMPARE(footfall({u"status"_s, u"--data"_s, m_stack.dataDirectory()}).status, 1);
    QVERIFY(m_stack.start());
    QCOMPARE(query(u"SELECT 1"_s), QByteArray("1"));
}

void UpTest::innocentProcessInPostmasterPidIsSpared()
{
    QVERIFY(m_stack.stop());
    const QString cluster = m_stack.dataDirectory() + u"/postgres"_s;
    QProcess innocent; // of the user that PostgreSQL runs as, or PostgreSQL itself would see through it
    innocent.setChildProcessModifier([owner = ownerOf(cluster)] {
        if (setuid(owner) != 0)
            _exit(1);
    });
    innocent.start(u"sleep"_s, {u"60"_s});
    QVERIFY(innocent.waitForStarted());
    QFile pidFile(cluster + u"/postmaster.pid"_s);
    QVERIFY(pidFile.open(QIODevice::WriteOnly));
    pidFile.write(QByteArray::number(innocent.processId()) + "\n" + cluster.toUtf8() + "\n0\n5432\n\n\n\n");
    pidFile.setPermissions(QFile::ReadOwner | QFile::ReadOther);
    pidFile.close();

    QVERIFY(m_stack.start());
    QCOMPARE(innocent.state(), QProcess::Running);
    innocent.kill();
    innocent.waitForFinished();
}

// Its tables belong to the superuser, and it knows no other role.
void UpTest::anInstallationOfBeforeTheRolesGoesOn()
{
    query(u"REASSIGN OWNED BY footfall_worker TO footfall; DROP OWNED BY footfall_worker, footfall_stats; "
          "DROP ROLE footfall_worker, footfall_stats"_s);
    QCOMPARE(query(u"SELECT count(*) FROM pg_roles WHERE rolname LIKE 'footfall%'"_s), QByteArray("1"));
    QVERIFY(m_stack.stop());
    QVERIFY(m_stack.start());
    QCOMPARE(post(m_stack.ingestUrl(u"/event"_s), R"({"site_id":"old","event_type":"page_view"})").status, 200);
    QVERIFY(waitFor(
        [&] { return json(get(m_stack.statsUrl(u"/stats?site_id=old"_s)))["total_views"_L1].toInt() == 1; }, 20s));
}

void UpTest::signalDuringTheFirstStartStopsItSoon()
{
    Stack other; // only for its folder
    QProcess up;
    up.setChildProcessModifier([] { // as a background job of a shell script
        signal(SIGINT, SIG_IGN);
        signal(SIGQUIT, SIG_IGN);
    });
    up.start(m_stack.program(), {u"up"_s, u"--headless"_s, u"--data"_s, other.dataDirectory(), u"--ingest-port"_s,
        u"0"_s, u"--stats-port"_s, u"0"_s});
    QVERIFY(waitFor([&] { return QFile::exists(other.dataDirectory() + u"/postgres.new"_s); }, 10s));
    up.terminate();
    QVERIFY(waitFor([&] { return up.state() == QProcess::NotRunning; }, 10s));
    QCOMPARE(up.exitStatus(), QProcess::NormalExit);
    QCOMPARE(up.exitCode(), 0);
    QCOMPARE(processesOf(other), QList<qint64>());
}

void UpTest::signalStopsAllInOrder_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void UpTest::signalStopsAllInOrder()
{
    QFETCH(int, signal);
    m_stack.kill(u"up"_s, signal);
    QVERIFY(m_stack.waitStopped());
    QCOMPARE(processesOf(m_stack), QList<qint64>());
    QVERIFY(QDir(m_stack.dataDirectory() + u"/run"_s).entryList({u"*.pid"_s}).isEmpty());
    const QByteArray log = contentOf(m_stack.dataDirectory() + u"/log/postgres.log"_s);
    QVERIFY2(log.trimmed().endsWith("database system is shut down"), log.right(500).constData());
    QVERIFY(m_stack.start());
}

QTEST_GUILESS_MAIN(UpTest)
#include "tst_up.moc"

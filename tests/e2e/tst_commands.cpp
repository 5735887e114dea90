#include "tests/support/http.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Outcome {
    int exitCode = -1;
    QString out;
    QString err;
};

QString pathOf(const QString &program)
{
    return QStringLiteral(FOOTFALL_BIN_DIR "/") + program;
}

// This test's own environment without what would configure a program.
QProcessEnvironment plainEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith(u"FOOTFALL_"))
            environment.remove(name);
    }
    return environment;
}

Outcome run(const QStringList &command, const QProcessEnvironment &environment = plainEnvironment())
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process.start(pathOf(command.first()), command.mid(1));
    if (!process.waitForFinished(20'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, u"crashed, did not start, or did not end"_s};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
        QString::fromUtf8(process.readAllStandardError())};
}

}

// "Every option is a flag, an environment variable and a key in an INI file, in that order of
// precedence. --help and --version everywhere; an unknown flag or a bad value is an error that
// names it, exit status 2."
class TestCommands : public QObject {
    Q_OBJECT

private slots:
    void helpNamesEveryOption_data();
    void helpNamesEveryOption();
    void versionEverywhere_data() { commands(); }
    void versionEverywhere();
    void unknownFlags_data() { commands(); }
    void unknownFlags();
    void badValues_data();
    void badValues();
    void badValuesElsewhereNameTheirPlace();
    void flagsWinThenTheEnvironmentThenTheFile();
    void keysAreClosedToOthersAndNeverWrittenOver();
    void thePasswordIsNeitherInTheLogNorInPs();

private:
    void commands();
    QString write(const QByteArray &ini);
    // Where footfall-server says that its ingest service listens; empty if it ends instead.
    QString ingestHost(const QStringList &arguments, const QProcessEnvironment &environment);

    QTemporaryDir m_folder;
};

void TestCommands::commands()
{
    QTest::addColumn<QStringList>("command");
    for (const QString &command : {u"footfall"_s, u"footfall up"_s, u"footfall status"_s, u"footfall psql"_s, u"footfall site"_s,
             u"footfall import"_s, u"footfall keys"_s, u"footfall verify"_s, u"footfall-server"_s,
             u"footfall-worker"_s, u"footfall-dashboard"_s})
        QTest::newRow(qPrintable(command)) << command.split(u' ');
}

QString TestCommands::write(const QByteArray &ini)
{
    const QString path = m_folder.filePath(u"footfall.ini"_s);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(ini) == ini.size() ? path : QString();
}

void TestCommands::helpNamesEveryOption_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QStringList>("named");
    const auto row = [](const QString &command, const QString &named) {
        QTest::newRow(qPrintable(command)) << command.split(u' ') << named.split(u' ');
    };
    row(u"footfall"_s, u"up status psql site import keys verify"_s);
    row(u"footfall keys"_s, u"DIR --replace --config --help --version"_s);
    row(u"footfall up"_s, u"--data --ingest-port --stats-port --workers --headless --demo --stats-token-file "
        u"--respect-dnt on|off --exclude-addresses --block-referrers --trailing-slash keep|drop --config --help --version"_s);
    row(u"footfall status"_s, u"--data --config --help --version"_s);
    row(u"footfall psql"_s, u"--data --config --help --version"_s);
    row(u"footfall site"_s, u"--origin --data --database --config --help --version"_s);
    row(u"footfall verify"_s, u"--from --to --data --database --config --help --version"_s);
    row(u"footfall import"_s, u"FILE... --site --site-from --source --format --assets apart|as-views --follow --date --url --config --help --version"_s);
    row(u"footfall-server"_s,
        u"--role all|ingest|stats --ingest-port --stats-port --ingest-address --stats-address --stats-token-file --open-stats --sites open|registered --rate-limit "
        u"--respect-dnt on|off --exclude-addresses --block-referrers --trailing-slash keep|drop --rate-burst --trusted-proxies --ingest-threads --spool "
        u"--spool-limit --pipe --acks --pipe-key --pipe-worker-keys --database --config --help --version"_s);
    row(u"footfall-worker"_s,
        u"--pipe --acks --pipe-key --pipe-server-key --database --batch-events --name --config --help --version"_s);
    row(u"footfall-dashboard"_s, u"--stats-url --stats-token-file --ingest-url --config --help --version"_s);
}

void TestCommands::helpNamesEveryOption()
{
    QFETCH(QStringList, command);
    QFETCH(QStringList, named);
    const Outcome help = run(command + QStringList {u"--help"_s});
    QCOMPARE(help.exitCode, 0);
    QCOMPARE(help.err, QString());
    for (const QString &name : named) {
        const QRegularExpression word(u"(^|\\s)%1(\\s|$)"_s.arg(QRegularExpression::escape(name)));
        QVERIFY2(word.match(help.out).hasMatch(), qPrintable(name + u" is not in: "_s + help.out));
    }
}

void TestCommands::versionEverywhere()
{
    QFETCH(QStringList, command);
    const Outcome version = run(command + QStringList {u"--version"_s});
    QCOMPARE(version.exitCode, 0);
    QCOMPARE(version.out, command.join(u' ') + QStringLiteral(" " FOOTFALL_VERSION "\n"));
    QCOMPARE(version.err, QString());
}

void TestCommands::unknownFlags()
{
    QFETCH(QStringList, command);
    for (const QString &flag : {u"--frobnicate"_s, u"--frobnicate=1"_s, u"-x"_s}) {
        const Outcome outcome = run(command + QStringList {flag});
        QCOMPARE(outcome.exitCode, 2);
        QCOMPARE(outcome.out, QString());
        QVERIFY2(outcome.err.contains(flag.section(u'=', 0, 0)), qPrintable(outcome.err));
    }
}

void TestCommands::badValues_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("named");
    const auto row = [](const QString &command, const QString &named) {
        QTest::newRow(qPrintable(command)) << command.split(u' ') << named;
    };
    row(u"footfall"_s, u"command"_s);
    row(u"footfall frobnicate"_s, u"frobnicate"_s);
    row(u"footfall up --ingest-port 65536"_s, u"--ingest-port"_s);
    row(u"footfall up --stats-port four"_s, u"--stats-port"_s);
    row(u"footfall up --ingest-port 4000"_s, u"--stats-port"_s); // both the same
    row(u"footfall up --workers 0"_s, u"--workers"_s);
    row(u"footfall up --headless=perhaps"_s, u"--headless"_s);
    row(u"footfall up --data"_s, u"--data"_s); // without its value
    row(u"footfall up here"_s, u"here"_s);
    row(u"footfall status here"_s, u"here"_s);
    row(u"footfall psql --data"_s, u"--data"_s);
    row(u"footfall import x.log --site s --format excel"_s, u"--format"_s);
    row(u"footfall import x.log"_s, u"--site"_s);
    row(u"footfall verify --from yesterday"_s, u"--from"_s);
    row(u"footfall verify --to 2026-02-30"_s, u"--to"_s);
    row(u"footfall verify --from 2026-11-02 --to 2026-11-01"_s, u"--from"_s);
    row(u"footfall-server --sites some"_s, u"--sites"_s);
    row(u"footfall-server --role both"_s, u"--role"_s);
    row(u"footfall-server --ingest-port -1"_s, u"--ingest-port"_s);
    row(u"footfall-server --stats-port="_s, u"--stats-port"_s);
    row(u"footfall-server --stats-address 0.0.0.0"_s, u"give --stats-token-file, or --open-stats"_s);
    row(u"footfall-server --stats-address :: --role stats"_s, u"--stats-address"_s);
    row(u"footfall-server --stats-address localhost"_s, u"--stats-address: not an IP address"_s);
    row(u"footfall-server --stats-token-file /nonexistent"_s, u"--stats-token-file: cannot read /nonexistent"_s);
    row(u"footfall-server --trusted-proxies 10.0.0.0/8,localhost"_s, u"'localhost'"_s);
    for (const QString &program : {u"footfall-server"_s, u"footfall up"_s}) {
        row(program + u" --exclude-addresses localhost"_s, u"--exclude-addresses: expected ADDRESS or ADDRESS/PREFIX, not 'localhost'"_s);
        row(program + u" --block-referrers /nonexistent"_s, u"--block-referrers: /nonexistent: "_s);
        row(program + u" --block-referrers /etc/os-release"_s, u"--block-referrers: /etc/os-release: line 1: expected a host"_s);
        row(program + u" --respect-dnt maybe"_s, u"--respect-dnt"_s);
        row(program + u" --trailing-slash maybe"_s, u"--trailing-slash"_s);
    }
    row(u"footfall up --stats-token-file /nonexistent"_s, u"--stats-token-file: cannot read /nonexistent"_s);
    row(u"footfall-server --rate-limit -1"_s, u"--rate-limit: expected a whole number"_s);
    row(u"footfall-server --rate-burst 1000000001"_s, u"--rate-burst: at most 1000000000"_s);
    row(u"footfall-server --ingest-threads 0"_s, u"--ingest-threads"_s);
    row(u"footfall-server --spool-limit 10GB"_s, u"--spool-limit"_s);
    row(u"footfall-server --config /nonexistent.ini"_s, u"/nonexistent.ini"_s);
    row(u"footfall-server here"_s, u"here"_s);
    row(u"footfall-worker --batch-events many"_s, u"--batch-events"_s);
    row(u"footfall-worker --pipe ipc:///a --pipe ipc:///b --acks ipc:///c"_s, u"--acks"_s);
    row(u"footfall-server --pipe tcp://0.0.0.0:5555"_s, u"footfall keys"_s);
    row(u"footfall-server --acks tcp://*:5555"_s, u"--acks: tcp://*:5555"_s);
    row(u"footfall-server --pipe-key /nonexistent"_s, u"--pipe-worker-keys"_s);
    row(u"footfall-server --pipe-key /nonexistent --pipe-worker-keys /nonexistent"_s, u"--pipe-key: cannot read /nonexistent"_s);
    row(u"footfall-worker --pipe tcp://server.example.com:5555"_s, u"footfall keys"_s);
    row(u"footfall-worker --pipe-server-key /nonexistent"_s, u"--pipe-key"_s);
    row(u"footfall-server --database postgresql://me:hunter2@127.0.0.1/footfall"_s, u"FOOTFALL_DATABASE"_s);
    row(u"footfall verify --database postgresql://me:hunter2@127.0.0.1/footfall"_s, u"FOOTFALL_DATABASE"_s);
    row(u"footfall-worker --database footfall"_s, u"--database: not a libpq connection string"_s);
    row(u"footfall keys"_s, u"DIR"_s);
    row(u"footfall keys . a/b"_s, u"a/b"_s);
    row(u"footfall-worker --name"_s, u"--name"_s);
    row(u"footfall-dashboard --stats-url localhost:4000"_s, u"--stats-url"_s);
    row(u"footfall-dashboard --ingest-url ftp://localhost"_s, u"--ingest-url"_s);
}

void TestCommands::badValues()
{
    QFETCH(QStringList, command);
    QFETCH(QString, named);
    const Outcome outcome = run(command);
    QCOMPARE(outcome.exitCode, 2);
    QCOMPARE(outcome.out, QString());
    QVERIFY2(outcome.err.contains(named), qPrintable(outcome.err));
}

void TestCommands::badValuesElsewhereNameTheirPlace()
{
    const QString file = write("spool-limit = plenty\n");
    const Outcome inFile = run({u"footfall-server"_s, u"--config"_s, file});
    QCOMPARE(inFile.exitCode, 2);
    QVERIFY2(inFile.err.contains(u"spool-limit in "_s + file) && inFile.err.contains(u"plenty"_s), qPrintable(inFile.err));

    QProcessEnvironment environment = plainEnvironment();
    environment.insert(u"FOOTFALL_INGEST_PORT"_s, u"many"_s);
    for (const QStringList &command : {QStringList {u"footfall-server"_s}, QStringList {u"footfall"_s, u"up"_s}}) {
        const Outcome outcome = run(command, environment);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains(u"FOOTFALL_INGEST_PORT"_s) && outcome.err.contains(u"many"_s), qPrintable(outcome.err));
    }
    const Outcome notIni = run({u"footfall-server"_s, u"--config"_s, write("no key and no value\n[")});
    QCOMPARE(notIni.exitCode, 2);
    QVERIFY2(notIni.err.contains(file), qPrintable(notIni.err));
}

QString TestCommands::ingestHost(const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess server;
    server.setProcessEnvironment(environment);
    server.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    server.start(pathOf(u"footfall-server"_s),
        arguments + QStringList {u"--role"_s, u"ingest"_s, u"--ingest-port"_s, u"0"_s, u"--spool"_s,
            m_folder.filePath(u"spool"_s), u"--pipe"_s, u"ipc://"_s + m_folder.filePath(u"f"_s), u"--acks"_s,
            u"ipc://"_s + m_folder.filePath(u"a"_s)});
    static const QRegularExpression url(u"ingest http://([0-9.]+):"_s);
    QString log;
    waitFor(
        [&] {
            log += QString::fromUtf8(server.readAllStandardError());
            return url.match(log).hasMatch() || server.state() == QProcess::NotRunning;
        },
        20s);
    server.terminate();
    server.waitForFinished();
    return url.match(log).captured(1);
}

void TestCommands::flagsWinThenTheEnvironmentThenTheFile()
{
    const QStringList file = {u"--config"_s, write("ingest-address = 127.0.0.2\n")};
    const QStringList flag = {u"--ingest-address"_s, u"127.0.0.4"_s};
    const QProcessEnvironment plain = plainEnvironment();
    QProcessEnvironment environment = plain;
    environment.insert(u"FOOTFALL_INGEST_ADDRESS"_s, u"127.0.0.3"_s);
    QProcessEnvironment configured = plain;
    configured.insert(u"FOOTFALL_CONFIG"_s, file.last());

    QCOMPARE(ingestHost({}, plain), u"127.0.0.1"_s);
    QCOMPARE(ingestHost(file, plain), u"127.0.0.2"_s);
    QCOMPARE(ingestHost({}, configured), u"127.0.0.2"_s);
    QCOMPARE(ingestHost(file, environment), u"127.0.0.3"_s);
    QCOMPARE(ingestHost(file + flag, environment), u"127.0.0.4"_s);
}

void TestCommands::keysAreClosedToOthersAndNeverWrittenOver()
{
    const auto content = [this](const QString &name) {
        QFile file(m_folder.filePath(u"keys/"_s + name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QStringList command = {u"footfall"_s, u"keys"_s, m_folder.filePath(u"keys"_s)};
    const Outcome first = run(command);
    QCOMPARE(first.exitCode, 0);
    QCOMPARE(first.out.count(u'\n'), 2);
    QVERIFY(first.out.contains(u"--pipe-worker-keys"_s) && first.out.contains(u"--pipe-server-key"_s));
    for (const QString &name : {u"server.key"_s, u"worker.key"_s}) {
        const auto permissions = QFile::permissions(m_folder.filePath(u"keys/"_s + name));
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
        QVERIFY(!first.out.contains(QString::fromUtf8(content(name).trimmed().right(64))));
    }
    const QByteArray key = content(u"worker.key"_s);
    QVERIFY(QFile::remove(m_folder.filePath(u"keys/server.key"_s)));
    QVERIFY(QFile::remove(m_folder.filePath(u"keys/server.pub"_s)));
    const Outcome second = run(command);
    QCOMPARE(second.exitCode, 1);
    QVERIFY2(second.err.contains(u"worker.key"_s) && second.err.contains(u"--replace"_s), qPrintable(second.err));
    QCOMPARE(content(u"worker.key"_s), key);
    QCOMPARE(content(u"server.key"_s), QByteArray()); // all or none
    QCOMPARE(run(command + QStringList {u"--replace"_s}).exitCode, 0);
    QVERIFY(content(u"worker.key"_s) != key && !content(u"server.key"_s).isEmpty());
}

// Of a database that cannot be reached: that is when a connection is talked about.
void TestCommands::thePasswordIsNeitherInTheLogNorInPs()
{
    QProcessEnvironment environment = plainEnvironment();
    environment.insert(u"FOOTFALL_DATABASE"_s, u"postgresql://me:hunter2@127.0.0.1:1/footfall"_s);
    QProcess worker;
    worker.setProcessEnvironment(environment);
    worker.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    worker.start(pathOf(u"footfall-worker"_s), {u"--pipe"_s, u"ipc://"_s + m_folder.filePath(u"f"_s), u"--acks"_s, u"ipc://"_s + m_folder.filePath(u"a"_s)});
    QByteArray log;
    QVERIFY(waitFor([&] { return (log += worker.readAllStandardError()).contains("trying again"); }, 20s));
    QVERIFY2(log.contains("127.0.0.1") && !log.contains("hunter2"), log.constData());
    QFile commandLine(u"/proc/%1/cmdline"_s.arg(worker.processId()));
    QVERIFY(commandLine.open(QIODevice::ReadOnly));
    const QByteArray shown = commandLine.readAll();
    QVERIFY(shown.contains("footfall-worker") && !shown.contains("hunter2"));
    worker.terminate();
    QVERIFY(worker.waitForFinished());
}

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"

#include "tests/dashboard/cannedserver.h"

#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace footfall;
using namespace Qt::StringLiterals;

// footfall-dashboard as it is typed.
class TestProgram : public QObject {
    Q_OBJECT
private slots:
    void badValuesAreNamed_data();
    void badValuesAreNamed();
    void drawsAScreenshotWithoutADisplay();
    void aScreenshotThatCannotBeWritten();
    void withoutADisplayItSaysSo();
    void endsInOrderOnASignal();

private:
    void start(QProcess &program, const QStringList &arguments, const QString &platform = {});
    void serve(CannedServer &server);
    QTemporaryDir m_directory;
};

void TestProgram::start(QProcess &program, const QStringList &arguments, const QString &platform)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s})
        environment.remove(name);
    if (!platform.isEmpty())
        environment.insert(u"QT_QPA_PLATFORM"_s, platform);
    environment.insert(u"XDG_CONFIG_HOME"_s, m_directory.path());
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(FOOTFALL_BIN_DIR "/footfall-dashboard"), arguments);
}

void TestProgram::serve(CannedServer &server)
{
    server.answer(u"/sites"_s, R"({"sites":[]})");
    const QByteArray head = R"({"site_id":"s","from":"2025-11-15","to":"2025-11-15","tz":"UTC",)";
    server.answer(u"/stats"_s, head + R"("total_views":4,"unique_users":3,"total_events":4,"top_paths":[]})");
    server.answer(u"/stats/timeseries"_s, head + R"("interval":"hour","points":[]})");
    server.answer(u"/stats/realtime"_s, R"({"site_id":"s","current_visitors":1,"views_per_minute":[],"top_paths":[]})");
    server.answer(u"/health"_s, R"({"queue_size":0,"oldest_seconds":0})");
}

void TestProgram::badValuesAreNamed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("unknown") << QStringList {u"--colour"_s} << u"unknown option --colour"_s;
    QTest::newRow("no scheme") << QStringList {u"--stats-url"_s, u"127.0.0.1:4000"_s} << u"--stats-url: expected a URL"_s;
    QTest::newRow("another scheme") << QStringList {u"--ingest-url=ftp://x"_s} << u"--ingest-url: expected a URL"_s;
    QTest::newRow("date") << QStringList {u"--date"_s, u"2025-02-30"_s} << u"--date: expected a UTC day"_s;
    QTest::newRow("range") << QStringList {u"--range"_s, u"8d"_s} << u"--range: expected today, "_s;
    QTest::newRow("turned range") << QStringList {u"--range=2025-11-02..2025-11-01"_s} << u"--range: expected today, "_s;
    QTest::newRow("zone") << QStringList {u"--zone"_s, u"Berlin"_s} << u"--zone: expected a time zone"_s;
    QTest::newRow("compare") << QStringList {u"--compare"_s, u"last"_s} << u"--compare: expected one of"_s;
    QTest::newRow("page") << QStringList {u"--page"_s, u"none"_s} << u"--page: expected one of"_s;
    QTest::newRow("size") << QStringList {u"--window-size"_s, u"big"_s} << u"--window-size: expected WIDTHxHEIGHT"_s;
    QTest::newRow("theme") << QStringList {u"--theme"_s, u"pink"_s} << u"--theme: expected one of"_s;
    QTest::newRow("tokens") << QStringList {u"--stats-token-file"_s, u"/nonexistent"_s}
                            << u"--stats-token-file: cannot read /nonexistent"_s;
    QTest::newRow("polls") << QStringList {u"--screenshot-polls"_s, u"0"_s} << u"--screenshot-polls: expected"_s;
}

void TestProgram::badValuesAreNamed()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, complaint);
    QProcess program;
    start(program, arguments);
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 2);
    const QString said = QString::fromUtf8(program.readAllStandardError());
    QVERIFY2(said.contains(complaint), qPrintable(said));
}

void TestProgram::drawsAScreenshotWithoutADisplay()
{
    CannedServer server;
    serve(server);
    const QString file = m_directory.filePath(u"window.png"_s);
    QProcess program;
    start(program, {u"--stats-url"_s, server.url().toString(), u"--ingest-url"_s, server.url().toString(), u"--site"_s,
                       u"s"_s, u"--date"_s, u"2025-11-15"_s, u"--compare=none"_s, u"--window-size"_s, u"1100x700"_s, u"--screenshot"_s, file});
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 30000);
    QVERIFY2(program.exitCode() == 0, program.readAllStandardError().constData());
    const QImage image(file);
    QCOMPARE(image.size(), QSize(1100, 700));
    const QStringList asked = server.asked().filter(u"/stats?site_id=s&from=2025-11-15&to=2025-11-15&tz=UTC"_s);
    QVERIFY2(!asked.isEmpty(), qPrintable(server.asked().join(u' ')));
    QVERIFY(server.askedFor(u"/health"_s) >= 1);
}

void TestProgram::aScreenshotThatCannotBeWritten()
{
    CannedServer server;
    serve(server);
    QProcess program;
    start(program, {u"--stats-url"_s, server.url().toString(), u"--ingest-url="_s, u"--site"_s, u"s"_s, u"--date"_s,
                       u"2025-11-15"_s, u"--compare=none"_s, u"--screenshot"_s, m_directory.filePath(u"no/such/folder.png"_s)});
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 30000);
    QCOMPARE(program.exitCode(), 1);
    QVERIFY(program.readAllStandardError().contains("no/such/folder.png"));
}

void TestProgram::withoutADisplayItSaysSo()
{
    QProcess program;
    start(program, {});
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitCode(), 1);
    QVERIFY(program.readAllStandardError().contains("no display"));
}

void TestProgram::endsInOrderOnASignal()
{
    CannedServer server;
    serve(server);
    QProcess program;
    start(program,
        {u"--stats-url"_s, server.url().toString(), u"--ingest-url="_s, u"--site"_s, u"s"_s, u"--date"_s, u"2025-11-15"_s},
        u"offscreen"_s);
    QTRY_VERIFY_WITH_TIMEOUT(server.askedFor(u"/stats"_s) >= 1, 30000);
    ::kill(pid_t(program.processId()), SIGTERM);
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 10000);
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
    QVERIFY(QFile::exists(m_directory.filePath(u"Footfall/dashboard.conf"_s))); // the site is remembered
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"

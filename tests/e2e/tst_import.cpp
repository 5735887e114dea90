#include "server/ingest/bots.h"
#include "tests/support/http.h"
#include "tests/support/ingestserver.h"
#include "tests/support/stack.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString realLog = QStringLiteral(FOOTFALL_SOURCE_DIR "/tests/data/access-2015-05.log.gz");
const QString countLog = QStringLiteral(FOOTFALL_SOURCE_DIR "/tests/data/count-log.sh");

struct Run {
    int exitCode = -1;
    QString lastLine; // of stdout
    QStringList messages; // on stderr
};

struct Counted {
    qint64 events = 0;
    qint64 views = 0;
    qint64 users = 0;
    QStringList topPaths; // "COUNT PATH"
    qint64 bots = 0;

    bool operator==(const Counted &) const = default;
};

QByteArray logLine(int number, const QByteArray &path)
{
    return "192.0.2." + QByteArray::number(number % 250) + " - - [17/May/2015:10:05:03 +0000] \"GET " + path
        + " HTTP/1.1\" 200 5 \"-\" \"x\"\n";
}

// The real log's User-Agents that are bots', one a line; who is one, tst_bots says.
QByteArray botsOfRealLog()
{
    QProcess bash;
    bash.start(u"bash"_s, {u"-c"_s, u"zcat \"$0\" | cut -d '\"' -f 6 | sort -u"_s, realLog});
    if (!bash.waitForFinished())
        return {};
    const server::Bots bots;
    QByteArray found;
    for (const QByteArray &agent : bash.readAllStandardOutput().split('\n')) {
        if (!bots.nameOf(agent.toStdString()).empty())
            found += agent + '\n';
    }
    return found;
}

// By awk and sort, over the raw lines.
Counted countedByOtherMeans(const QString &day)
{
    static const QByteArray bots = botsOfRealLog();
    QTemporaryFile file;
    if (bots.isEmpty() || !file.open() || file.write(bots) != bots.size() || !file.flush())
        return {};
    QProcess bash;
    bash.start(countLog, {realLog, day, file.fileName()});
    if (!bash.waitForFinished() || bash.exitCode() != 0)
        return {};
    QStringList lines = QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    const auto number = [&](qsizetype line) { return lines[line].section(u' ', 1).toLongLong(); };
    return {number(0), number(2), number(3), lines.mid(4), number(1)};
}

}

class TestImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aRealLogIsCountedExactly();
    void aRealLogIsCountedExactlyByDay_data();
    void aRealLogIsCountedExactlyByDay();
    void importingAgainCountsNothingTwice_data();
    void importingAgainCountsNothingTwice();
    void equalLinesAllCount();
    void aLogThatHasGrownAddsItsNewLines();
    void standardInputAndSeveralFiles();
    void commonFormat();
    void eventsOfOthersKeepTheirIds();
    void everySkippedLineIsNamed();
    void aReasonIsSaidOnce();
    void aFileOfNothingFails_data();
    void aFileOfNothingFails();
    void assetsAreNoViews();
    void theHostIsTheSite();
    void twoServersCountApart();
    void aUserIsAnAddressAndAnAgent();
    void aGrowingLogIsFollowed();
    void aFollowedLogMayBeRotated_data();
    void aFollowedLogMayBeRotated();
    void aKilledServerLosesAndDoublesNothing();
    void aCutGzipFileFails();
    void withoutTheDatabaseNobodyKnowsWhatWasCounted();
    void aServerThatIsAwayIsWaitedForThenNamed();
    void importsAreAskedForById_data();
    void importsAreAskedForById();
    void onlyAnImporterNamesAnImport();
    void anythingElseThatAnswersIsRecognised();
    void badOptionsAreNamed_data();
    void badOptionsAreNamed();
    void everyFigureIsWhatTheEventsSay();

private:
    Run import(const QStringList &arguments, const QByteArray &input = {});
    Run finish(QProcess &import);
    QString write(const QString &name, const QByteArray &content);
    bool drain();
    Counted counted(const QString &site, const QString &day = {});

    Stack m_stack;
    QTemporaryDir m_folder;
};

void TestImport::initTestCase()
{
    QVERIFY(m_stack.start());
    const Run run = import({realLog, u"--site"_s, u"real"_s});
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.lastLine, u"Sent 9999 events, skipped 1 lines, 0 already counted"_s);
    // Its one line that is cut short.
    QCOMPARE(run.messages,
        QStringList(realLog + u":8899: no user agent in quotes, or the line is cut short in it"_s));
    QVERIFY(drain());
}

Run TestImport::import(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(
        m_stack.program(), QStringList {u"import"_s, u"--url"_s, m_stack.ingestUrl().toString()} + arguments);
    process.write(input);
    return finish(process);
}

Run TestImport::finish(QProcess &import)
{
    import.closeWriteChannel();
    if (!waitFor([&] { return import.state() == QProcess::NotRunning; }, 60s)
        || import.exitStatus() != QProcess::NormalExit)
        return {-1, u"did not end"_s, {QString::fromUtf8(import.readAllStandardError())}};
    const QString output = QString::fromUtf8(import.readAllStandardOutput());
    QStringList messages = QString::fromUtf8(import.readAllStandardError()).split(u'\n', Qt::SkipEmptyParts);
    // A machine that has much else to do lets the import say that it waits.
    messages.removeIf([](const QString &message) { return message.startsWith(u"Waiting until all events"); });
    return {import.exitCode(), output.trimmed().section(u'\n', -1), messages};
}

QString TestImport::write(const QString &name, const QByteArray &content)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

bool TestImport::drain()
{
    return waitFor(
        [&] { return json(get(m_stack.ingestUrl(u"/health"_s)))["queue_size"_L1].toInteger(-1) == 0; }, 60s);
}

Counted TestImport::counted(const QString &site, const QString &day)
{
    if (!drain())
        return {-1, -1, -1, {}, -1};
    const QString query = u"/stats?site_id="_s + site + (day.isEmpty() ? day : u"&date="_s + day);
    const QJsonObject stats = json(get(m_stack.statsUrl(query)));
    Counted result {stats["total_events"_L1].toInteger(-1), stats["total_views"_L1].toInteger(-1),
        stats["unique_users"_L1].toInteger(-1), {}, stats["bots"_L1].toInteger(-1)};
    for (const QJsonValue &row : stats["top_paths"_L1].toArray())
        result.topPaths << QString::number(row["views"_L1].toInteger()) + u' ' + row["path"_L1].toString();
    return result;
}

void TestImport::aRealLogIsCountedExactly()
{
    const Counted expected = countedByOtherMeans(u"all"_s);
    const Counted real = counted(u"real"_s);
    QCOMPARE(expected.events + expected.bots, 9999);
    QVERIFY(expected.bots > 1'000);
    QCOMPARE(real.events, expected.events);
    QCOMPARE(real.bots, expected.bots);
    QCOMPARE(real.views, expected.views);
    QCOMPARE(real.users, expected.users);
    QCOMPARE(real.topPaths, expected.topPaths);
}

void TestImport::aRealLogIsCountedExactlyByDay_data()
{
    QTest::addColumn<bool>("hasEvents");
    QTest::newRow("2015-05-16") << false;
    for (const char *day : {"2015-05-17", "2015-05-18", "2015-05-19", "2015-05-20"})
        QTest::newRow(day) << true;
    QTest::newRow("2015-05-21") << false;
}

void TestImport::aRealLogIsCountedExactlyByDay()
{
    QFETCH(bool, hasEvents);
    const QString day = QString::fromLatin1(QTest::currentDataTag());
    const Counted expected = countedByOtherMeans(day);
    QCOMPARE(expected.events > 0, hasEvents);
    const Counted real = counted(u"real"_s, day);
    QVERIFY(real == expected);
}

void TestImport::importingAgainCountsNothingTwice_data()
{
    QTest::addColumn<int>("times");
    QTest::newRow("once more") << 1;
    QTest::newRow("twice in one run") << 2;
}

void TestImport::importingAgainCountsNothingTwice()
{
    QFETCH(int, times);
    const Counted before = counted(u"real"_s);
    const Run run = import(QStringList(times, realLog) + QStringList {u"--site"_s, u"real"_s});
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.lastLine, u"Sent %1 events, skipped %2 lines, %1 already counted"_s.arg(times * 9999).arg(times));
    QVERIFY(counted(u"real"_s) == before);
    for (const char *day : {"2015-05-17", "2015-05-20"})
        QVERIFY(
            counted(u"real"_s, QString::fromLatin1(day)) == countedByOtherMeans(QString::fromLatin1(day)));
}

void TestImport::equalLinesAllCount()
{
    const QString log
        = write(u"equal.log"_s, logLine(1, "/a").repeated(5) + logLine(1, "/b") + logLine(1, "/a"));
    for (int run = 0; run < 2; ++run) {
        QCOMPARE(import({log, u"--site"_s, u"equal"_s}).exitCode, 0);
        QCOMPARE(counted(u"equal"_s).topPaths, (QStringList {u"6 /a"_s, u"1 /b"_s}));
    }
}

void TestImport::aLogThatHasGrownAddsItsNewLines()
{
    const QByteArray day1 = logLine(1, "/a") + logLine(1, "/a") + logLine(2, "/a");
    // The last line was still being written.
    const Run first
        = import({write(u"growing.log"_s, day1 + logLine(3, "/b").chopped(4)), u"--site"_s, u"growing"_s});
    QCOMPARE(first.lastLine, u"Sent 3 events, skipped 1 lines, 0 already counted"_s);
    const Run second = import(
        {write(u"growing.log"_s, day1 + logLine(3, "/b") + logLine(1, "/a")), u"--site"_s, u"growing"_s});
    QCOMPARE(second.lastLine, u"Sent 5 events, skipped 0 lines, 3 already counted"_s);
    const Counted all = counted(u"growing"_s);
    QCOMPARE(all.topPaths, (QStringList {u"4 /a"_s, u"1 /b"_s}));
    QCOMPARE(all.users, 3);
}

void TestImport::standardInputAndSeveralFiles()
{
    const QString one = write(u"one.log"_s, logLine(1, "/a"));
    const Run run = import(
        {one, u"-"_s, u"--site"_s, u"several"_s}, logLine(2, "/a") + "\n  \t\n" + logLine(2, "/b").chopped(1));
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.lastLine, u"Sent 3 events, skipped 0 lines, 0 already counted"_s);
    QCOMPARE(counted(u"several"_s).topPaths, (QStringList {u"2 /a"_s, u"1 /b"_s}));
}

void TestImport::commonFormat()
{
    const QByteArray line = R"(192.0.2.1 - - [17/May/2015:23:30:00 -0100] "GET /a?b HTTP/1.1" 200 5)";
    const Run run = import({u"-"_s, u"--site"_s, u"common"_s, u"--format"_s, u"common"_s}, line);
    QCOMPARE(run.lastLine, u"Sent 1 events, skipped 0 lines, 0 already counted"_s);
    QCOMPARE(counted(u"common"_s, u"2015-05-18"_s), (Counted {1, 1, 1, {u"1 /a"_s}}));
}

void TestImport::eventsOfOthersKeepTheirIds()
{
    const QByteArray objects = R"({"event_type":"page_view","path":"/a","user_id":"u"})"
                               "\n"
                               R"({"event_type":"page_view","path":"/a","user_id":"u"})"
                               "\n\n"
                               R"({"event_type":"page_view","path":"/b","event_id":"mine"})"
                               "\n"
                               R"({"event_type":"page_view","path":"/b","event_id":"mine"})"
                               "\n"
                               R"({"site_id":"elsewhere","event_type":"signup"})"
                               "\n";
    for (int run = 0; run < 2; ++run) {
        const Run result = import({u"-"_s, u"--site"_s, u"objects"_s, u"--format"_s, u"ndjson"_s}, objects);
        QCOMPARE(result.messages, QStringList());
        QCOMPARE(result.lastLine, u"Sent 5 events, skipped 0 lines, %1 already counted"_s.arg(run == 0 ? 1 : 5));
        QCOMPARE(counted(u"objects"_s), (Counted {3, 3, 1, {u"2 /a"_s, u"1 /b"_s}}));
        QCOMPARE(counted(u"elsewhere"_s), (Counted {1, 0, 0, {}}));
    }
}

void TestImport::everySkippedLineIsNamed()
{
    const QString file = write(u"bad.ndjson"_s,
        R"({"event_type":"page_view","path":"/good"})"
        "\nnot JSON\n\n"
        R"({"event_type":"page_view","timestamp":"yesterday"})"
        "\n"
        R"({"event_type":"page_view","path":"/good"})"
        "\n"
        R"({"path":"/no-type"})"
        "\n");
    const Run run = import({file, u"--site"_s, u"bad"_s, u"--format"_s, u"ndjson"_s});
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.lastLine, u"Sent 2 events, skipped 3 lines, 0 already counted"_s);
    QCOMPARE(run.messages.size(), 3);
    QCOMPARE(run.messages[0], file + u":2: not a JSON object"_s);
    QVERIFY2(run.messages[1].startsWith(file + u":4: timestamp"_s), qPrintable(run.messages[1]));
    QVERIFY2(run.messages[2].startsWith(file + u":6: "_s) && run.messages[2].contains(u"event_type"_s),
        qPrintable(run.messages[2]));

    // A batch without one good event is no reason to end, but a file without one is a failure.
    const Run none
        = import({u"-"_s, u"--site"_s, u"bad"_s, u"--format"_s, u"ndjson"_s}, R"({"path":"/no-type"})");
    QCOMPARE(none.exitCode, 1);
    QCOMPARE(none.messages.value(1), u"standard input: nothing of it could be imported"_s);
    QCOMPARE(none.lastLine, u"Sent 0 events, skipped 1 lines, 0 already counted"_s);

    // What only the server finds wrong with a log's line: its path is too long.
    const QByteArray log = logLine(1, "/a") + logLine(2, '/' + QByteArray(2048, 'x')) + logLine(3, "/b");
    const Run lines = import({u"-"_s, u"--site"_s, u"long"_s}, log);
    QCOMPARE(lines.lastLine, u"Sent 2 events, skipped 1 lines, 0 already counted"_s);
    QVERIFY2(
        lines.messages.value(0).startsWith(u"standard input:2: path"_s), qPrintable(lines.messages.value(0)));
    QCOMPARE(counted(u"long"_s).events, 2);
}

void TestImport::aReasonIsSaidOnce()
{
    const QString file = write(u"reasons.log"_s,
        logLine(1, "/a") + QByteArray("what\n").repeated(3) + logLine(2, "/a").chopped(3) + "\nwhat\n");
    const Run run = import({file, u"--site"_s, u"reasons"_s});
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.messages,
        (QStringList{file + u":2: no time such as [17/May/2015:10:05:03 +0000] (4 lines)"_s,
            file + u":5: no user agent in quotes, or the line is cut short in it"_s}));
}

void TestImport::aFileOfNothingFails_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("why");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("no log") << QByteArray("a\nb\n") << u":1: in none of the formats that --format knows (2 lines)"_s
                            << 1;
    QTest::newRow("an error log") << QByteArray("2026/01/02 10:00:00 [error] 1#1: *1 open() failed\n")
                                  << u":1: in none of the formats that --format knows"_s << 1;
    QTest::newRow("empty") << QByteArray() << QString() << 0;
    QTest::newRow("no requests") << QByteArray("#Version: 1.0\n#Fields: date time c-ip\n") << QString() << 0;
}

void TestImport::aFileOfNothingFails()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, why);
    QFETCH(int, exitCode);
    const QString file = write(u"nothing.log"_s, content);
    const Run run = import({file, u"--site"_s, u"nothing"_s});
    QCOMPARE(run.exitCode, exitCode);
    QCOMPARE(run.messages,
        exitCode == 0 ? QStringList() : (QStringList{file + why, file + u": nothing of it could be imported"_s}));
    // A good file beside it is imported all the same.
    const Run both = import(
        {file, u"-"_s, u"--site"_s, u"nothing-"_s + QLatin1StringView(QTest::currentDataTag())}, logLine(1, "/a"));
    QCOMPARE(both.exitCode, exitCode);
    QVERIFY2(both.lastLine.startsWith(u"Sent 1 events"_s), qPrintable(both.lastLine));
}

void TestImport::assetsAreNoViews()
{
    const QByteArray log
        = logLine(1, "/") + logLine(1, "/site.css") + logLine(1, "/app.js?v=3") + logLine(1, "/favicon.ico");
    QCOMPARE(import({u"-"_s, u"--site"_s, u"assets"_s}, log).exitCode, 0);
    QCOMPARE(counted(u"assets"_s), (Counted{4, 1, 1, {u"1 /"_s}}));
    QCOMPARE(import({u"-"_s, u"--site"_s, u"all-views"_s, u"--assets"_s, u"as-views"_s}, log).exitCode, 0);
    QCOMPARE(counted(u"all-views"_s).views, 4);
}

void TestImport::theHostIsTheSite()
{
    const QByteArray log = "one.vhost.example:443 " + logLine(1, "/a") + "two.vhost.example:443 " + logLine(1, "/b")
        + "two.vhost.example:80 " + logLine(2, "/b");
    QCOMPARE(import({u"-"_s, u"--site-from"_s, u"vhost"_s}, log).exitCode, 0);
    QCOMPARE(counted(u"one.vhost.example"_s), (Counted{1, 1, 1, {u"1 /a"_s}}));
    QCOMPARE(counted(u"two.vhost.example"_s), (Counted{2, 2, 2, {u"2 /b"_s}}));
    const Run none = import({u"-"_s, u"--site-from"_s, u"vhost"_s}, logLine(1, "/a"));
    QCOMPARE(none.exitCode, 1);
    QCOMPARE(none.messages.value(0), u"standard input:1: no host in it, and no --site to count it for"_s);
    QCOMPARE(import({u"-"_s, u"--site-from"_s, u"vhost"_s, u"--site"_s, u"rest"_s}, logLine(1, "/a")).exitCode, 0);
    QCOMPARE(counted(u"rest"_s).views, 1);
}

void TestImport::twoServersCountApart()
{
    const QByteArray log = logLine(1, "/a").repeated(2) + logLine(2, "/a");
    for (const char *server : {"a", "b", "a"})
        QCOMPARE(
            import({u"-"_s, u"--site"_s, u"servers"_s, u"--source"_s, QString::fromLatin1(server)}, log).exitCode, 0);
    QCOMPARE(counted(u"servers"_s), (Counted{6, 6, 2, {u"6 /a"_s}}));
}

void TestImport::aUserIsAnAddressAndAnAgent()
{
    const QByteArray line = logLine(1, "/a");
    const QByteArray log = line + "shop.example:443 " + line + "10.0.0.1, " + line + "::ffff:" + line
        + QByteArray(line).replace(" - - ", ":40001 - - ") + QByteArray(line).replace("\"x\"", "\"another\"");
    QCOMPARE(import({u"-"_s, u"--site"_s, u"agents"_s}, log).exitCode, 0);
    QCOMPARE(counted(u"agents"_s), (Counted{6, 6, 2, {u"6 /a"_s}}));
}

void TestImport::aGrowingLogIsFollowed()
{
    const QString name = write(u"followed.log"_s, logLine(1, "/a") + logLine(2, "/a"));
    const QStringList arguments{
        u"import"_s, u"--url"_s, m_stack.ingestUrl().toString(), u"--follow"_s, name, u"--site"_s, u"followed"_s};
    const auto views
        = [&] { return json(get(m_stack.statsUrl(u"/stats?site_id=followed"_s)))["total_views"_L1].toInteger(); };
    QFile file(name);
    QVERIFY(file.open(QFile::Append | QFile::Unbuffered));
    for (int round = 1; round <= 2; ++round) { // the second is a restart, which counts nothing twice
        QProcess process;
        process.start(m_stack.program(), arguments);
        const int before = round == 1 ? 2 : 5;
        QVERIFY(waitFor([&] { return views() == before; }, 20s));
        // A line that is still being written is none yet.
        const QByteArray line = logLine(3, "/b");
        file.write(line.first(20));
        file.write(line.mid(20) + logLine(4, "/b") + logLine(5, "/b").first(30));
        QVERIFY(waitFor([&] { return views() == before + 2; }, 20s));
        file.write(logLine(5, "/b").mid(30));
        QVERIFY(waitFor([&] { return views() == before + 3; }, 20s));
        process.terminate();
        const Run run = finish(process);
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.messages, QStringList());
        QVERIFY2(
            run.lastLine.startsWith(u"Sent %1 events, skipped 0 lines"_s.arg(before + 3)), qPrintable(run.lastLine));
    }
    QCOMPARE(counted(u"followed"_s).topPaths, (QStringList{u"6 /b"_s, u"2 /a"_s}));
}

void TestImport::aFollowedLogMayBeRotated_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("renamed") << u"rename"_s;
    QTest::newRow("cut") << u"cut"_s;
    QTest::newRow("cut, and written on where it was") << u"hole"_s;
}

void TestImport::aFollowedLogMayBeRotated()
{
    QFETCH(QString, how);
    const QString site = u"rotated-"_s + how;
    const QString name = m_folder.filePath(site + u".log"_s);
    QProcess process;
    // It is not there yet: it is waited for.
    process.start(m_stack.program(),
        {u"import"_s, u"--url"_s, m_stack.ingestUrl().toString(), u"--follow"_s, name, u"--site"_s, site});
    const auto isCounted = [&](int views) {
        return waitFor(
            [&] {
                return json(get(m_stack.statsUrl(u"/stats?site_id="_s + site)))["total_views"_L1].toInteger() == views;
            },
            20s);
    };
    process.setReadChannel(QProcess::StandardError);
    QVERIFY(waitFor([&] { return process.canReadLine(); }, 20s));
    write(site + u".log"_s, logLine(1, "/a") + logLine(2, "/a"));
    QVERIFY(isCounted(2));
    QFile old(name);
    QVERIFY(old.open(how == u"hole" ? QFile::ReadWrite | QFile::Unbuffered : QFile::Append | QFile::Unbuffered));
    old.seek(old.size());
    old.write(logLine(3, "/a"));
    if (how == u"rename") {
        QVERIFY(QFile::rename(name, name + u".1"_s));
        write(site + u".log"_s, logLine(1, "/new"));
        QVERIFY(isCounted(4));
        old.write(logLine(4, "/a")); // by a server that has not been told yet
    } else {
        QVERIFY(isCounted(3));
        QVERIFY(QFile::resize(name, 0));
        if (how == u"cut")
            old.write(logLine(1, "/new"));
        old.write(logLine(2, "/new"));
        if (how == u"hole")
            old.write(logLine(5, "/new"));
    }
    QVERIFY(isCounted(5));
    process.terminate();
    const Run run = finish(process);
    QCOMPARE(run.exitCode, 0);
    QVERIFY2(run.lastLine.startsWith(u"Sent 5 events, skipped 0 lines"_s), qPrintable(run.lastLine));
    QCOMPARE(run.messages.size(), 1);
    QVERIFY2(run.messages[0].endsWith(u"waiting for it"_s), qPrintable(run.messages[0]));
}

void TestImport::aKilledServerLosesAndDoublesNothing()
{
    constexpr int half = 20'000; // lines; several requests
    QByteArray log[2];
    for (int i = 0; i < 2 * half; ++i)
        log[i / half] += logLine(i, "/p" + QByteArray::number(i % 10));

    QProcess process;
    process.start(m_stack.program(),
        {u"import"_s, u"--url"_s, m_stack.ingestUrl().toString(), u"--site"_s, u"killed"_s, u"-"_s});
    process.write(log[0]);
    QVERIFY(waitFor(
        [&] {
            return json(get(m_stack.statsUrl(u"/stats?site_id=killed"_s)))["total_events"_L1].toInteger() > 0;
        },
        60s));
    const qint64 server = m_stack.pid(u"server"_s);
    QVERIFY(server > 0);
    m_stack.kill(u"server"_s);
    process.write(log[1]);
    const Run run = finish(process);
    QCOMPARE(run.exitCode, 0);
    QVERIFY2(run.messages.join(u'\n').contains(u"trying again"_s), "the server was never missed");
    QCOMPARE(run.lastLine, u"Sent %1 events, skipped 0 lines, 0 already counted"_s.arg(2 * half));
    QVERIFY(m_stack.waitRestarted(u"server"_s, server));
    const Counted all = counted(u"killed"_s);
    QCOMPARE(all.events, 2 * half);
    QCOMPARE(all.views, 2 * half);
    QCOMPARE(all.users, 250);
}

void TestImport::aCutGzipFileFails()
{
    QFile whole(realLog);
    QVERIFY(whole.open(QFile::ReadOnly));
    const QString cut = write(u"cut.log.gz"_s, whole.readAll().first(100'000));
    const Run run = import({cut, u"--site"_s, u"cut"_s});
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.messages.last(), u"footfall import: %1: the gzip file is cut short"_s.arg(cut));
    // What came before the cut is there, and said.
    const qint64 sent = run.lastLine.section(u' ', 1, 1).toLongLong();
    QVERIFY(sent > 1000);
    const Counted cutLog = counted(u"cut"_s);
    QCOMPARE(cutLog.events + cutLog.bots, sent);
}

// What is sent is safe all the same.
void TestImport::withoutTheDatabaseNobodyKnowsWhatWasCounted()
{
    const QTemporaryDir folder;
    const IngestServer server(folder.path(), noDatabase);
    const QString log = write(u"early.log"_s, logLine(1, "/a"));
    const Run run = import(
        {log, u"--site"_s, u"early"_s, u"--url"_s, server.url().toString(), u"--patience"_s, u"1"_s});
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.lastLine, u"Sent 1 events, skipped 0 lines; how many were already counted is not known yet"_s);

    const QUrl url = server.url().resolved(u"/import?id=0a1b2c3d-0000-4000-8000-00000000000f"_s);
    QCOMPARE(get(url).status, 503);
}

void TestImport::importsAreAskedForById_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    const QString uuid = u"0A1b2c3d-0000-4000-8000-00000000000f"_s;
    QTest::newRow("unknown") << u"/import?id="_s + uuid << 200 << QString();
    QTest::newRow("missing") << u"/import"_s << 400 << u"Missing required parameter: id"_s;
    QTest::newRow("not a UUID") << u"/import?id=1"_s << 400 << u"id: expected a UUID"_s;
    QTest::newRow("in braces") << u"/import?id={%1}"_s.arg(uuid) << 400 << u"id: expected a UUID"_s;
    QTest::newRow("null") << u"/import?id=00000000-0000-0000-0000-000000000000"_s << 400 << u"id: expected a UUID"_s;
}

void TestImport::importsAreAskedForById()
{
    QFETCH(QString, path);
    QFETCH(int, status);
    QFETCH(QString, message);
    const HttpAnswer answer = get(m_stack.ingestUrl(path));
    QCOMPARE(answer.status, status);
    QCOMPARE(json(answer)["message"_L1].toString(), message);
    if (status == 200) {
        QCOMPARE(answer.body,
            R"({"import":"0a1b2c3d-0000-4000-8000-00000000000f","counted":0,"already_counted":0,"rejected":0})");
    }
}

void TestImport::onlyAnImporterNamesAnImport()
{
    const QByteArray event = R"([{"site_id":"named","event_type":"x"}])";
    const QString path = u"/events?import="_s;
    const HttpAnswer wrong = post(m_stack.ingestUrl(path + u"7"_s), event);
    QCOMPARE(wrong.status, 400);
    QCOMPARE(json(wrong)["message"_L1].toString(), u"import: expected a UUID"_s);
    const HttpAnswer page = post(m_stack.ingestUrl(path + u"0a1b2c3d-0000-4000-8000-00000000000f"_s), event,
        "application/json", {{"Origin", "https://example.com"}});
    QCOMPARE(page.status, 400);
    QCOMPARE(json(page)["message"_L1].toString(), u"import: not from a browser"_s);
}

void TestImport::aServerThatIsAwayIsWaitedForThenNamed()
{
    // Port 1 of this machine: nobody answers.
    const Run run = import(
        {realLog, u"--site"_s, u"away"_s, u"--url"_s, u"http://127.0.0.1:1"_s, u"--patience"_s, u"1"_s});
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.lastLine, u"Sent 0 events, skipped 0 lines, 0 already counted"_s);
    QVERIFY2(run.messages.first().contains(u"trying again in 0.5 s (Ctrl-C leaves)"_s),
        qPrintable(run.messages.first()));
    QVERIFY2(run.messages.last().contains(u"http://127.0.0.1:1: "_s), qPrintable(run.messages.last()));

    const Run missing = import({m_folder.filePath(u"missing"_s), u"--site"_s, u"away"_s});
    QCOMPARE(missing.exitCode, 1);
    QVERIFY(missing.messages.last().contains(m_folder.filePath(u"missing"_s)));
}

void TestImport::anythingElseThatAnswersIsRecognised()
{
    const Run run = import({realLog, u"--site"_s, u"wrong"_s, u"--url"_s, m_stack.statsUrl().toString()});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.messages.last().contains(u"the server answered 40"_s), qPrintable(run.messages.last()));
}

void TestImport::badOptionsAreNamed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    QTest::newRow("no site") << QStringList {u"x.log"_s} << u"--site"_s;
    QTest::newRow("site too long") << QStringList {u"x.log"_s, u"--site"_s, QString(129, u'x')}
                                   << u"--site"_s;
    QTest::newRow("no file") << QStringList {u"--site"_s, u"s"_s} << u"FILE"_s;
    QTest::newRow("format") << QStringList{u"x.log"_s, u"--site"_s, u"s"_s, u"--format"_s, u"excel"_s} << u"--format"_s;
    QTest::newRow("url") << QStringList {u"x.log"_s, u"--site"_s, u"s"_s, u"--url"_s, u"localhost"_s}
                         << u"--url"_s;
    QTest::newRow("unknown") << QStringList {u"x.log"_s, u"--site"_s, u"s"_s, u"--frobnicate"_s}
                             << u"--frobnicate"_s;
}

void TestImport::badOptionsAreNamed()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    const Run run = import(arguments);
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.messages.value(0).contains(named), qPrintable(run.messages.value(0)));
}

// Of all that the tests above have sent.
void TestImport::everyFigureIsWhatTheEventsSay()
{
    QVERIFY(drain());
    QProcess process;
    process.start(m_stack.program(), {u"verify"_s, u"--data"_s, m_stack.dataDirectory()});
    const Run run = finish(process);
    QVERIFY2(run.lastLine.contains(u" 6 tables "_s) && run.lastLine.endsWith(u": no difference"_s), qPrintable(run.lastLine));
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.messages, QStringList());
}

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"

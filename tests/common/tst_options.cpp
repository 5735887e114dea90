#include "common/options.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestOptions : public QObject {
    Q_OBJECT

private slots:
    void flagThenEnvironmentThenFileThenDefault_data();
    void flagThenEnvironmentThenFileThenDefault();
    void takesBothFormsOfAFlag();
    void theLastOfAFlagWins();
    void switches_data();
    void switches();
    void lists_data();
    void lists();
    void isAnErrorThatNamesIt_data();
    void isAnErrorThatNamesIt();
    void helpAndVersionAreNoErrors();
    void aVersionInTheEnvironmentIsNotAQuestionForOurs();
    void keepsATextOfTheFile_data();
    void keepsATextOfTheFile();
    void theConfigFileMayComeFromTheEnvironment();
    void positionalArguments();
    void sizes_data();
    void sizes();

private:
    using Parsed = tl::expected<Options, Options::Exit>;
    Parsed parse(const QStringList &arguments, const QStringList &environment = {}, const QByteArray &file = {});
    QString write(const QByteArray &ini);

    QTemporaryDir m_folder;
};

namespace {

Options::Program program()
{
    using Kind = Option::Kind;
    return {u"footfall-test"_s, u"Tries options."_s,
        {
            {u"database"_s, Kind::Text, u"URL"_s, u"dbname=footfall"_s, u"A text"_s},
            {u"ingest-port"_s, Kind::Port, u"PORT"_s, u"3000"_s, u"A port"_s},
            {u"workers"_s, Kind::Count, u"N"_s, u"1"_s, u"A count"_s},
            {u"spool-limit"_s, Kind::Bytes, u"SIZE"_s, u"10GiB"_s, u"A size"_s},
            {u"headless"_s, Kind::Switch, {}, {}, u"A switch"_s},
            {u"role"_s, Kind::Choice, {}, u"all"_s, u"A choice"_s, {u"all"_s, u"ingest"_s}},
            {u"pipe"_s, Kind::List, u"ENDPOINT"_s, u"ipc://default"_s, u"A list"_s},
        }};
}

}

QString TestOptions::write(const QByteArray &ini)
{
    QFile file(m_folder.filePath(u"footfall.ini"_s));
    if (!file.open(QFile::WriteOnly) || file.write(ini) != ini.size())
        qFatal("cannot write a temporary file");
    return file.fileName();
}

// `environment`: NAME=VALUE each; `file`: what the --config file says, if there is one.
TestOptions::Parsed TestOptions::parse(
    const QStringList &arguments, const QStringList &environment, const QByteArray &file)
{
    QProcessEnvironment variables;
    for (const QString &variable : environment)
        variables.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    QStringList all = arguments;
    if (!file.isEmpty())
        all += {u"--config"_s, write(file)};
    return Options::parse(program(), all, variables);
}

void TestOptions::flagThenEnvironmentThenFileThenDefault_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<quint16>("port");

    const QStringList flag = {u"--ingest-port"_s, u"1"_s};
    const QStringList variable = {u"FOOTFALL_INGEST_PORT=2"_s};
    const QByteArray file = "ingest-port = 3\n";
    QTest::newRow("flag over all") << flag << variable << file << quint16(1);
    QTest::newRow("flag over file") << flag << QStringList() << file << quint16(1);
    QTest::newRow("environment over file") << QStringList() << variable << file << quint16(2);
    QTest::newRow("file over default") << QStringList() << QStringList() << file << quint16(3);
    QTest::newRow("default") << QStringList() << QStringList() << QByteArray() << quint16(3000);
    QTest::newRow("an empty variable is none")
        << QStringList() << QStringList {u"FOOTFALL_INGEST_PORT="_s} << file << quint16(3);
    QTest::newRow("the file says other things")
        << QStringList() << QStringList() << QByteArray("workers = 3\n") << quint16(3000);
    QTest::newRow("the system's choice")
        << QStringList {u"--ingest-port"_s, u"0"_s} << variable << file << quint16(0);
}

void TestOptions::flagThenEnvironmentThenFileThenDefault()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QStringList, environment);
    QFETCH(const QByteArray, file);
    QFETCH(const quint16, port);
    const auto options = parse(arguments, environment, file);
    QVERIFY2(options, options ? "" : qPrintable(options.error().text));
    QCOMPARE(options->port(u"ingest-port"_s), port);
}

void TestOptions::takesBothFormsOfAFlag()
{
    const auto options = parse({u"--database=host=/run dbname=a"_s, u"--workers"_s, u"7"_s});
    QVERIFY(options);
    QCOMPARE(options->text(u"database"_s), u"host=/run dbname=a"_s);
    QCOMPARE(options->number(u"workers"_s), 7);
}

void TestOptions::theLastOfAFlagWins()
{
    const auto options = parse({u"--workers"_s, u"7"_s, u"--workers=8"_s});
    QVERIFY(options);
    QCOMPARE(options->number(u"workers"_s), 8);
}

void TestOptions::switches_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<bool>("on");

    const QStringList none;
    QTest::newRow("not said") << none << none << QByteArray() << false;
    QTest::newRow("flag") << QStringList {u"--headless"_s} << none << QByteArray() << true;
    QTest::newRow("environment, 1") << none << QStringList {u"FOOTFALL_HEADLESS=1"_s} << QByteArray() << true;
    QTest::newRow("environment, 0") << none << QStringList {u"FOOTFALL_HEADLESS=0"_s} << QByteArray() << false;
    QTest::newRow("file, true") << none << none << QByteArray("headless=true\n") << true;
    QTest::newRow("file, false") << none << none << QByteArray("headless=false\n") << false;
    QTest::newRow("a flag may say no")
        << QStringList {u"--headless=false"_s} << QStringList {u"FOOTFALL_HEADLESS=1"_s} << QByteArray() << false;
}

void TestOptions::switches()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QStringList, environment);
    QFETCH(const QByteArray, file);
    QFETCH(const bool, on);
    const auto options = parse(arguments, environment, file);
    QVERIFY(options);
    QCOMPARE(options->isOn(u"headless"_s), on);
}

void TestOptions::lists_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("list");

    const QStringList none;
    const QStringList two = {u"ipc://a"_s, u"tcp://b:1"_s};
    QTest::newRow("default") << none << none << QByteArray() << QStringList {u"ipc://default"_s};
    QTest::newRow("flags") << QStringList {u"--pipe"_s, two[0], u"--pipe="_s + two[1]} << none << QByteArray() << two;
    QTest::newRow("environment")
        << none << QStringList {u"FOOTFALL_PIPE=ipc://a,tcp://b:1"_s} << QByteArray() << two;
    QTest::newRow("file") << none << none << QByteArray("pipe = ipc://a, tcp://b:1\n") << two;
    QTest::newRow("a flag replaces, never adds")
        << QStringList {u"--pipe=x"_s} << QStringList {u"FOOTFALL_PIPE=a,b"_s} << QByteArray("pipe=c,d\n")
        << QStringList {u"x"_s};
}

void TestOptions::lists()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QStringList, environment);
    QFETCH(const QByteArray, file);
    const auto options = parse(arguments, environment, file);
    QVERIFY(options);
    QTEST(options->list(u"pipe"_s), "list");
}

void TestOptions::isAnErrorThatNamesIt_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("names");

    const auto flags = [](const char *name, const QStringList &arguments, const QStringList &names) {
        QTest::newRow(name) << arguments << QStringList() << QByteArray() << names;
    };
    flags("unknown flag", {u"--ingest-prot"_s, u"1"_s}, {u"--ingest-prot"_s});
    flags("unknown flag with a value", {u"--colour=red"_s}, {u"--colour"_s});
    flags("one dash", {u"-headless"_s}, {u"-headless"_s});
    flags("value missing", {u"--headless"_s, u"--database"_s}, {u"--database"_s, u"missing"_s});
    flags("not a port", {u"--ingest-port"_s, u"http"_s}, {u"--ingest-port"_s, u"http"_s, u"port"_s});
    flags("a port over 65535", {u"--ingest-port=65536"_s}, {u"--ingest-port"_s, u"65536"_s});
    flags("a negative port", {u"--ingest-port=-1"_s}, {u"--ingest-port"_s, u"-1"_s});
    flags("no workers", {u"--workers=0"_s}, {u"--workers"_s, u"at least 1"_s});
    flags("half a worker", {u"--workers=1.5"_s}, {u"--workers"_s, u"1.5"_s});
    flags("not a size", {u"--spool-limit=10GB"_s}, {u"--spool-limit"_s, u"10GB"_s});
    flags("not a choice", {u"--role=worker"_s}, {u"--role"_s, u"worker"_s, u"all, ingest"_s});
    flags("not a switch", {u"--headless=maybe"_s}, {u"--headless"_s, u"maybe"_s});
    flags("the first of two is bad", {u"--workers=x"_s, u"--workers=2"_s}, {u"--workers"_s, u"'x'"_s});
    flags("a positional argument", {u"file"_s}, {u"file"_s});
    flags("a placeholder in the value", {u"--role=%1%2"_s}, {u"--role"_s, u"%1%2"_s});
    flags("no such file", {u"--config"_s, u"/nowhere/x.ini"_s}, {u"--config"_s, u"/nowhere/x.ini"_s});
    QTest::newRow("in the environment")
        << QStringList() << QStringList {u"FOOTFALL_INGEST_PORT=x"_s} << QByteArray()
        << QStringList {u"FOOTFALL_INGEST_PORT"_s, u"'x'"_s};
    QTest::newRow("in the file") << QStringList() << QStringList() << QByteArray("workers = none\n")
                                 << QStringList {u"workers"_s, u"footfall.ini"_s, u"none"_s};
    QTest::newRow("in the file, behind a comma") << QStringList() << QStringList() << QByteArray("workers=1,x\n")
                                                 << QStringList {u"workers"_s, u"footfall.ini"_s};
}

void TestOptions::isAnErrorThatNamesIt()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QStringList, environment);
    QFETCH(const QByteArray, file);
    QFETCH(const QStringList, names);
    const auto options = parse(arguments, environment, file);
    QVERIFY(!options);
    QCOMPARE(options.error().code, 2);
    QVERIFY(options.error().text.startsWith(u"footfall-test: "));
    for (const QString &name : names)
        QVERIFY2(options.error().text.contains(name), qPrintable(options.error().text));
}

void TestOptions::helpAndVersionAreNoErrors()
{
    const auto help = parse({u"--headless"_s, u"--help"_s});
    QVERIFY(!help);
    QCOMPARE(help.error().code, 0);
    const QStringList flags = {u"--database"_s, u"--ingest-port"_s, u"--workers"_s, u"--spool-limit"_s,
        u"--headless"_s, u"--role"_s, u"--pipe"_s, u"--config"_s, u"--help"_s, u"--version"_s};
    for (const QString &flag : flags)
        QVERIFY2(help.error().text.contains(u"\n  "_s + flag + u' '), qPrintable(flag));
    QVERIFY(help.error().text.contains(u"(default 10GiB)"));

    const auto version = parse({u"--version"_s});
    QVERIFY(!version);
    QCOMPARE(version.error().code, 0);
    QCOMPARE(version.error().text, u"footfall-test " FOOTFALL_VERSION "\n"_s);
}

// An image or a unit file may well name the release that it installs.
void TestOptions::aVersionInTheEnvironmentIsNotAQuestionForOurs()
{
    const auto options = parse({}, {u"FOOTFALL_VERSION=1.2.3"_s});
    QVERIFY2(options, options ? "" : qPrintable(options.error().text));
}

void TestOptions::keepsATextOfTheFile_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("text");

    const auto row = [](const char *name, const char *value, const QString &text) {
        QTest::newRow(name) << "database = " + QByteArray(value) + "\nworkers = 2\n" << text;
    };
    row("words", "host=/run/footfall dbname=footfall", u"host=/run/footfall dbname=footfall"_s);
    row("a URL with two hosts", "postgresql://a:5432,b:5432/footfall?target_session_attrs=read-write",
        u"postgresql://a:5432,b:5432/footfall?target_session_attrs=read-write"_s);
    row("three commas", "a,b,c,d", u"a,b,c,d"_s);
    row("a URL with escapes", "postgresql://u:p%40ss@h/d", u"postgresql://u:p%40ss@h/d"_s);
    row("in quotes", "\"host=a,b password='x; y'\"", u"host=a,b password='x; y'"_s);
    row("a comma and a space, in quotes", "\"a, b\"", u"a, b"_s);
}

void TestOptions::keepsATextOfTheFile()
{
    QFETCH(const QByteArray, file);
    const auto options = parse({}, {}, file);
    QVERIFY2(options, options ? "" : qPrintable(options.error().text));
    QTEST(options->text(u"database"_s), "text");
    QCOMPARE(options->number(u"workers"_s), 2);
}

void TestOptions::theConfigFileMayComeFromTheEnvironment()
{
    const auto options = parse({}, {u"FOOTFALL_CONFIG="_s + write("workers=5\n")});
    QVERIFY(options);
    QCOMPARE(options->number(u"workers"_s), 5);
}

void TestOptions::positionalArguments()
{
    Options::Program importer = program();
    importer.arguments = u"FILE..."_s;
    const auto options = Options::parse(
        importer, {u"a"_s, u"--workers"_s, u"2"_s, u"-"_s, u"--"_s, u"--headless"_s}, QProcessEnvironment());
    QVERIFY(options);
    QCOMPARE(options->positional(), (QStringList {u"a"_s, u"-"_s, u"--headless"_s}));
    QCOMPARE(options->number(u"workers"_s), 2);
    QVERIFY(!options->isOn(u"headless"_s));
}

void TestOptions::sizes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes"); // -1: not a size

    const auto row = [](const QString &text, qint64 bytes) { QTest::newRow(qPrintable(text)) << text << bytes; };
    row(u"0"_s, 0);
    row(u"4096"_s, 4096);
    row(u"4096B"_s, 4096);
    row(u"64KiB"_s, 65536);
    row(u"512MiB"_s, 536'870'912);
    row(u"10GiB"_s, 10'737'418'240);
    row(u"2TiB"_s, 2'199'023'255'552);
    row(u"8388607TiB"_s, 9'223'370'937'343'148'032);
    row(u"8388608TiB"_s, -1); // 2^63
    row(u"9223372036854775807"_s, 9'223'372'036'854'775'807);
    row(u"9223372036854775808"_s, -1);
    row(u"10GB"_s, -1);
    row(u"10gib"_s, -1);
    row(u"1.5GiB"_s, -1);
    row(u"-1"_s, -1);
    row(u"GiB"_s, -1);
    row(u""_s, -1);
    row(u"10GiBB"_s, -1);
}

void TestOptions::sizes()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, bytes);
    QCOMPARE(parseBytes(text).value_or(-1), bytes);
}

QTEST_GUILESS_MAIN(TestOptions)

#include "tst_options.moc"

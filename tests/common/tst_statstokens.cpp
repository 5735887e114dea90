#include "common/statstokens.h"

#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestStatsTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { qunsetenv("FOOTFALL_STATS_TOKEN"); }
    void oneALine_data();
    void oneALine();
    void namesTheRule_data();
    void namesTheRule();
    void namesTheFileThatIsNotThere();
    void refusesAFileThatEverybodyCanOpen();
    void comesFromTheEnvironmentWithoutAFile();
    void aFileWins();

private:
    QString write(const QByteArray &content, QFile::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner);

    QTemporaryDir m_folder;
};

QString TestStatsTokens::write(const QByteArray &content, QFile::Permissions permissions)
{
    QFile file(m_folder.filePath(u"tokens"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.setPermissions(permissions))
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

void TestStatsTokens::oneALine_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArrayList>("tokens");
    QTest::newRow("one") << QByteArray("0123456789abcdef\n") << QByteArrayList {"0123456789abcdef"};
    QTest::newRow("no end of line") << QByteArray("0123456789abcdef") << QByteArrayList {"0123456789abcdef"};
    QTest::newRow("trimmed") << QByteArray("\r\n \t0123456789abcdef \r\n") << QByteArrayList {"0123456789abcdef"};
    QTest::newRow("the old and the new") << QByteArray("fedcba9876543210\n\n0123456789abcdef\n")
                                         << QByteArrayList {"fedcba9876543210", "0123456789abcdef"};
}

void TestStatsTokens::oneALine()
{
    QFETCH(const QByteArray, content);
    const auto tokens = readStatsTokens(write(content));
    QVERIFY2(tokens, qPrintable(tokens ? QString() : tokens.error().message));
    QTEST(*tokens, "tokens");
}

void TestStatsTokens::namesTheRule_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("rule");
    const QString form = u"a token is 16 to 512 visible ASCII characters, without spaces"_s;
    QTest::newRow("short") << QByteArray("0123456789abcde\n") << form;
    QTest::newRow("a short second") << QByteArray("0123456789abcdef\nshort\n") << form;
    QTest::newRow("long") << QByteArray(513, 'x') << form;
    QTest::newRow("a space") << QByteArray("0123456789 abcdef") << form;
    QTest::newRow("not ASCII") << QByteArray("0123456789abcdef\xc3\xa4") << form;
    QTest::newRow("empty") << QByteArray("\n") << u"there is no token in it"_s;
    QTest::newRow("huge") << QByteArray(65 * 1024, '\n') << u"at most 64 KiB"_s;
}

void TestStatsTokens::namesTheRule()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, rule);
    const QString file = write(content);
    const auto tokens = readStatsTokens(file);
    QVERIFY(!tokens);
    QCOMPARE(tokens.error().message, u"--stats-token-file: %1: %2"_s.arg(file, rule));
}

void TestStatsTokens::namesTheFileThatIsNotThere()
{
    const auto tokens = readStatsTokens(u"/nonexistent/tokens"_s);
    QVERIFY(!tokens);
    QVERIFY2(tokens.error().message.startsWith(u"--stats-token-file: cannot read /nonexistent/tokens: "),
        qPrintable(tokens.error().message));
}

void TestStatsTokens::refusesAFileThatEverybodyCanOpen()
{
    const QByteArray token = "0123456789abcdef";
    for (const QFile::Permission open : {QFile::ReadOther, QFile::WriteOther}) {
        const auto tokens = readStatsTokens(write(token, QFile::ReadOwner | open));
        QVERIFY(!tokens);
        QVERIFY2(tokens.error().message.contains(u"chmod o="), qPrintable(tokens.error().message));
    }
    QVERIFY(readStatsTokens(write(token, QFile::ReadOwner | QFile::ReadGroup)));
}

void TestStatsTokens::comesFromTheEnvironmentWithoutAFile()
{
    QCOMPARE(readStatsTokens({}).value(), QByteArrayList());
    qputenv("FOOTFALL_STATS_TOKEN", "0123456789abcdef");
    QCOMPARE(readStatsTokens({}).value(), QByteArrayList {"0123456789abcdef"});
    qputenv("FOOTFALL_STATS_TOKEN", "short");
    const auto tokens = readStatsTokens({});
    QVERIFY(!tokens);
    QVERIFY2(tokens.error().message.startsWith(u"FOOTFALL_STATS_TOKEN: a token is"), qPrintable(tokens.error().message));
    QVERIFY(!tokens.error().message.contains(u"short"));
}

void TestStatsTokens::aFileWins()
{
    qputenv("FOOTFALL_STATS_TOKEN", "from-the-environment");
    QCOMPARE(readStatsTokens(write("0123456789abcdef")).value(), QByteArrayList {"0123456789abcdef"});
}

QTEST_GUILESS_MAIN(TestStatsTokens)

#include "tst_statstokens.moc"

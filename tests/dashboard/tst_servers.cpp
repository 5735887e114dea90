#include "dashboard/servers/filetokens.h"
#include "dashboard/servers/keychaintokens.h"
#include "dashboard/servers/plaintokens.h"
#include "dashboard/servers/server.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

const QUrl here(u"http://127.0.0.1:4000"_s);
const QUrl there(u"https://stats.example/footfall"_s);

// A keychain as it may be: locked, refused by its user, gone.
class BrokenTokens : public TokenStore {
public:
    void read(const QUrl &, Read then) override { then(unavailable(u"locked"_s)); }
    void write(const QUrl &, const QByteArray &, Written then) override { then(unavailable(u"locked"_s)); }
    QString whereabouts() const override { return u"nowhere"_s; }
};

// Waits for the answer, which may come at once or later.
Result<QByteArray> readFrom(TokenStore &store, const QUrl &service)
{
    std::optional<Result<QByteArray>> result;
    store.read(service, [&](const Result<QByteArray> &token) { result = token; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 10'000))
        return failed(u"the test has waited in vain"_s);
    return *result;
}

QString writeTo(TokenStore &store, const QUrl &service, const QByteArray &token)
{
    std::optional<Result<void>> result;
    store.write(service, token, [&](const Result<void> &done) { result = done; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 10'000))
        return u"the test has waited in vain"_s;
    return *result ? QString() : result->error().message;
}

}

class TestServers : public QObject {
    Q_OBJECT
private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void areReadBack();
    void aShorterListIsShorter();
    void whatCannotBeReadIsLeftOut();
    void checksWhatWasTyped_data();
    void checksWhatWasTyped();
    void tokensAreNotInTheSettings();
    void keepTokens_data();
    void keepTokens();
    void aFileOfTokensIsItsOwnersAlone();
    void aFileThatOthersReadIsRefused();
    void aFileThatIsNoneIsLeftAlone();
    void withoutAKeychainTheFallbackIsUsedAndSaid();
    void theKeychainTakesOverWhatTheFallbackKept();
    void anEmptyKeychainIsWhereATokenWouldBe();
    void aFileIsUsedOnceSomebodySaysSo();
    void aMissingKeychainSaysSo();

private:
    QString path(const QString &name) const { return m_directory->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestServers::areReadBack()
{
    const QList<Server> servers {{u"This machine"_s, here, QUrl(u"http://127.0.0.1:3000"_s)}, {u"\u05D0 & b/c=%41"_s, there, {}}};
    {
        QSettings settings(path(u"s.ini"_s), QSettings::IniFormat);
        writeServers(settings, servers);
    }
    QSettings settings(path(u"s.ini"_s), QSettings::IniFormat);
    QCOMPARE(readServers(settings), servers);
}

void TestServers::aShorterListIsShorter()
{
    QSettings settings(path(u"s.ini"_s), QSettings::IniFormat);
    QVERIFY(readServers(settings).isEmpty());
    writeServers(settings, {{u"a"_s, here, {}}, {u"b"_s, there, {}}});
    writeServers(settings, {{u"b"_s, there, {}}});
    QCOMPARE(readServers(settings), (QList<Server> {{u"b"_s, there, {}}}));
}

void TestServers::whatCannotBeReadIsLeftOut()
{
    QSettings settings(path(u"s.ini"_s), QSettings::IniFormat);
    writeServers(settings, {{u"a"_s, QUrl(u"ftp://x"_s), {}}, {u"b"_s, there, {}}, {u"b"_s, here, {}}, {QString(), here, {}}});
    QCOMPARE(readServers(settings), (QList<Server> {{u"b"_s, there, {}}}));
}

void TestServers::checksWhatWasTyped_data()
{
    QTest::addColumn<QStringList>("typed");
    QTest::addColumn<QString>("complaint");
    const QString stats = u"Stats service: expected an address such as http://127.0.0.1:4000"_s;
    QTest::newRow("good") << QStringList {u" b "_s, u" http://h:4000 "_s, u""_s} << QString();
    QTest::newRow("https and a path") << QStringList {u"b"_s, u"https://h/footfall/"_s, u"https://h/in"_s} << QString();
    QTest::newRow("no name") << QStringList {u"  "_s, u"http://h"_s, u""_s} << u"Name: give it one"_s;
    QTest::newRow("the same name") << QStringList {u"a "_s, u"http://h"_s, u""_s} << u"Name: there is a server of this name already"_s;
    QTest::newRow("no address") << QStringList {u"b"_s, u""_s, u""_s} << stats;
    QTest::newRow("no scheme") << QStringList {u"b"_s, u"127.0.0.1:4000"_s, u""_s} << stats;
    QTest::newRow("a query") << QStringList {u"b"_s, u"http://h/?x=1"_s, u""_s} << stats;
    QTest::newRow("bad ingest") << QStringList {u"b"_s, u"http://h"_s, u"h:3000"_s}
                                << u"Ingest service: expected an address such as http://127.0.0.1:3000, or nothing"_s;
}

void TestServers::checksWhatWasTyped()
{
    QFETCH(QStringList, typed);
    const auto server = checkedServer(typed[0], typed[1], typed[2], {{u"a"_s, here, {}}});
    QTEST(server ? QString() : server.error().message, "complaint");
    if (server)
        QCOMPARE(server->name, u"b"_s);
}

void TestServers::tokensAreNotInTheSettings()
{
    SessionTokens tokens;
    QCOMPARE(writeTo(tokens, here, "0123456789abcdef"), QString());
    QSettings settings(path(u"s.ini"_s), QSettings::IniFormat);
    writeServers(settings, {{u"a"_s, here, {}}});
    settings.sync();
    QFile file(path(u"s.ini"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("0123456789abcdef"));
}

void TestServers::keepTokens_data()
{
    QTest::addColumn<bool>("inAFile");
    QTest::newRow("session") << false;
    QTest::newRow("file") << true;
}

void TestServers::keepTokens()
{
    QFETCH(bool, inAFile);
    SessionTokens session;
    FileTokens file(path(u"sub/tokens.json"_s));
    TokenStore &store = inAFile ? static_cast<TokenStore &>(file) : session;
    QCOMPARE(readFrom(store, here).value_or("?"), QByteArray());
    QCOMPARE(writeTo(store, here, "0123456789abcdef"), QString());
    QCOMPARE(writeTo(store, there, "another token, 16"), QString());
    QCOMPARE(readFrom(store, here).value_or("?"), "0123456789abcdef");
    QCOMPARE(writeTo(store, here, {}), QString());
    QCOMPARE(readFrom(store, here).value_or("?"), QByteArray());
    QCOMPARE(readFrom(store, there).value_or("?"), "another token, 16");
    QVERIFY(!store.whereabouts().isEmpty());
}

void TestServers::aFileOfTokensIsItsOwnersAlone()
{
    FileTokens tokens(path(u"tokens.json"_s));
    for (const QByteArray &token : {QByteArray("first, a token"), QByteArray("second, a token")}) {
        QCOMPARE(writeTo(tokens, here, token), QString());
        constexpr auto most = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(QFile::permissions(path(u"tokens.json"_s)) & ~most, QFile::Permissions());
    }
    QVERIFY(tokens.whereabouts().contains(path(u"tokens.json"_s)));
}

void TestServers::aFileThatOthersReadIsRefused()
{
    FileTokens tokens(path(u"tokens.json"_s));
    QCOMPARE(writeTo(tokens, here, "0123456789abcdef"), QString());
    QVERIFY(QFile::setPermissions(path(u"tokens.json"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    const Result<QByteArray> token = readFrom(tokens, here);
    QVERIFY(!token);
    QVERIFY2(token.error().message.endsWith(u"its owner alone must (chmod 600)"), qPrintable(token.error().message));
}

void TestServers::aFileThatIsNoneIsLeftAlone()
{
    QFile file(path(u"tokens.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(R"({"v":2,"tokens":{"x":"kept"}})");
    file.close();
    FileTokens tokens(path(u"tokens.json"_s));
    QVERIFY(writeTo(tokens, here, "0123456789abcdef").endsWith(u"not a file of tokens of this version"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("kept"));
}

void TestServers::withoutAKeychainTheFallbackIsUsedAndSaid()
{
    BrokenTokens broken;
    SessionTokens session;
    FallbackTokens tokens(broken, session);
    QCOMPARE(writeTo(tokens, here, "0123456789abcdef"), QString());
    QCOMPARE(tokens.whereabouts(), u"in memory, until the dashboard is closed (locked)"_s);
    QCOMPARE(readFrom(tokens, here).value_or("?"), "0123456789abcdef");
}

void TestServers::theKeychainTakesOverWhatTheFallbackKept()
{
    SessionTokens keychain;
    SessionTokens fallback;
    QCOMPARE(writeTo(fallback, here, "0123456789abcdef"), QString());
    FallbackTokens tokens(keychain, fallback);
    QCOMPARE(readFrom(tokens, here).value_or("?"), "0123456789abcdef"); // from a time without a keychain
    QCOMPARE(writeTo(tokens, here, "fedcba9876543210"), QString());
    QCOMPARE(tokens.whereabouts(), keychain.whereabouts());
    QCOMPARE(readFrom(keychain, here).value_or("?"), "fedcba9876543210");
    QCOMPARE(readFrom(fallback, here).value_or("?"), QByteArray()); // in one place only
    QCOMPARE(writeTo(tokens, here, {}), QString());
    QCOMPARE(readFrom(tokens, here).value_or("?"), QByteArray());
}

void TestServers::anEmptyKeychainIsWhereATokenWouldBe()
{
    FileTokens keychain(path(u"keychain"_s));
    SessionTokens session;
    FallbackTokens tokens(keychain, session);
    QCOMPARE(readFrom(tokens, here).value_or("?"), QByteArray());
    QCOMPARE(tokens.whereabouts(), keychain.whereabouts());
    QVERIFY(!tokens.isInFile());
}

void TestServers::aFileIsUsedOnceSomebodySaysSo()
{
    QSettings settings(path(u"s.ini"_s), QSettings::IniFormat);
    BrokenTokens broken;
    SessionTokens session;
    FileTokens file(path(u"tokens"_s));
    PlainTokens plain(session, file, settings);
    FallbackTokens tokens(broken, plain);
    QCOMPARE(writeTo(tokens, here, "0123456789abcdef"), QString());
    QVERIFY(!QFile::exists(path(u"tokens"_s)));
    QCOMPARE(tokens.isInFile(), false);
    tokens.setInFile(true);
    QVERIFY(tokens.whereabouts().startsWith(file.whereabouts()));
    QCOMPARE(writeTo(tokens, here, "0123456789abcdef"), QString());
    QCOMPARE(readFrom(session, here).value_or("?"), QByteArray()); // in one place only
    SessionTokens nextSession;
    PlainTokens nextTime(nextSession, file, settings);
    QCOMPARE(readFrom(nextTime, here).value_or("?"), "0123456789abcdef");
    tokens.setInFile(false);
    QCOMPARE(writeTo(tokens, here, "fedcba9876543210"), QString());
    QCOMPARE(readFrom(file, here).value_or("?"), QByteArray());
}

void TestServers::aMissingKeychainSaysSo()
{
    KeychainTokens keychain;
    const Result<QByteArray> token = readFrom(keychain, here);
    QVERIFY(!token);
    QVERIFY2(token.error().message.contains(u"keychain"), qPrintable(token.error().message));
    QVERIFY(writeTo(keychain, here, "0123456789abcdef").contains(u"keychain"));
}

int main(int argc, char *argv[])
{
    // No test may reach a real keychain.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    qunsetenv("XDG_CURRENT_DESKTOP");
    QCoreApplication application(argc, argv);
    TestServers test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_servers.moc"

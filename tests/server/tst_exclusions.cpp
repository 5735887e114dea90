#include "server/ingest/exclusions.h"

#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

class TestExclusions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hostsAreBlocked_data();
    void hostsAreBlocked();
    void aBadListIsRefused_data();
    void aBadListIsRefused();
    void aListThatIsNotThereIsRefused();
    void eventsAreExcluded_data();
    void eventsAreExcluded();
    void anUnwantedEventIsInOneNumber();

private:
    QString fileOf(const QByteArray &text);

    QTemporaryDir m_folder;
};

QString TestExclusions::fileOf(const QByteArray &text)
{
    QFile file(m_folder.filePath(u"blocked"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("no file");
    return file.fileName();
}

void TestExclusions::hostsAreBlocked_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isBlocked");
    const auto row = [](const char *host, bool isBlocked) { QTest::newRow(host) << QByteArray(host) << isBlocked; };
    row("spam.example", true);
    row("a.b.spam.example", true);
    row("notspam.example", false);
    row("spam.example.org", false);
    row("deep.spam.test", true);
    row("x.deep.spam.test", true);
    row("spam.test", false);
    row("capitals.example", true);
    row("xn--80ak6aa92e.com", true);
    row("last.example", true);
    row("example", false);
    row("", false);
    row(".", false);
    row("..spam.example", true);
}

void TestExclusions::hostsAreBlocked()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, isBlocked);
    const auto blocked = BlockedHosts::read(
        fileOf("# From somewhere\n\nspam.example\r\n  deep.spam.test  # seen twice\nWWW.Capitals.EXAMPLE\n"
               "\xd0\xb0\xd1\x80\xd1\x80\xd3\x8f\xd0\xb5.com\nlast.example"));
    QVERIFY2(blocked, blocked ? "" : qPrintable(blocked.error().message));
    QCOMPARE(blocked->contains(host.toStdString()), isBlocked);
    QVERIFY(!BlockedHosts().contains(host.toStdString()));
}

void TestExclusions::aBadListIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("a URL") << QByteArray("good.example\nhttps://spam.example/\n")
                           << u"line 2: expected a host such as spam.example, not 'https://spam.example/'"_s;
    QTest::newRow("words") << QByteArray("# well\n\n\nspam example") << u"line 4: expected a host such as spam.example, not 'spam example'"_s;
    QTest::newRow("one word") << QByteArray("spam") << u"line 1: expected a host such as spam.example, not 'spam'"_s;
    QTest::newRow("a pattern") << QByteArray("*.spam.example") << u"line 1: expected a host such as spam.example, not '*.spam.example'"_s;
}

void TestExclusions::aBadListIsRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, complaint);
    const QString path = fileOf(text);
    const auto blocked = BlockedHosts::read(path);
    QVERIFY(!blocked);
    QCOMPARE(blocked.error().message, path + u": "_s + complaint);
}

void TestExclusions::aListThatIsNotThereIsRefused()
{
    for (const QString &path : {m_folder.filePath(u"missing"_s), m_folder.path()}) {
        const auto blocked = BlockedHosts::read(path);
        QVERIFY(!blocked);
        QVERIFY2(blocked.error().message.startsWith(path + u": "_s), qPrintable(blocked.error().message));
    }
}

void TestExclusions::eventsAreExcluded_data()
{
    QTest::addColumn<bool>("isNotToBeTracked");
    QTest::addColumn<bool>("isBrowser");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("referrer");
    QTest::addColumn<bool>("respectsDnt");
    QTest::addColumn<bool>("isExcluded");
    const QString other = u"198.51.100.1"_s;
    QTest::newRow("anybody") << false << true << other << QByteArray() << true << false;
    QTest::newRow("do not track") << true << true << other << QByteArray() << true << true;
    QTest::newRow("do not track, not asked for") << true << true << other << QByteArray() << false << false;
    QTest::newRow("do not track, of a program") << true << false << other << QByteArray() << true << false;
    QTest::newRow("the office") << false << true << u"203.0.113.9"_s << QByteArray() << true << true;
    QTest::newRow("the office, by IPv6") << false << false << u"::ffff:203.0.113.9"_s << QByteArray() << true << true;
    QTest::newRow("beside the office") << false << true << u"203.0.114.9"_s << QByteArray() << true << false;
    QTest::newRow("an advertisement") << false << false << other << QByteArray("https://www.Spam.example/buy?x") << true << true;
    QTest::newRow("another referrer") << false << true << other << QByteArray("https://blog.example/spam.example") << true << false;
}

void TestExclusions::eventsAreExcluded()
{
    QFETCH(bool, isNotToBeTracked);
    QFETCH(bool, isBrowser);
    QFETCH(QString, address);
    QFETCH(QByteArray, referrer);
    QFETCH(bool, respectsDnt);
    Exclusions exclusions({respectsDnt, AddressList::parse({u"203.0.113.0/24"_s}).value(),
        BlockedHosts::read(fileOf("spam.example")).value()});
    Request request;
    request.isNotToBeTracked = isNotToBeTracked;
    request.peer = QHostAddress(address);
    Event event;
    event.referrer = referrer.toStdString();
    QTEST(exclusions.excludes(event, request, isBrowser), "isExcluded");
}

void TestExclusions::anUnwantedEventIsInOneNumber()
{
    Exclusions exclusions({true, AddressList::parse({u"203.0.113.0/24"_s}).value(),
        BlockedHosts::read(fileOf("spam.example")).value()});
    Request request;
    request.isNotToBeTracked = true;
    request.peer = QHostAddress(u"203.0.113.9"_s);
    Event event;
    event.referrer = "https://spam.example/";
    event.count = 3;
    QVERIFY(exclusions.excludes(event, request, true));
    QCOMPARE(exclusions.counts().notTracked, 3u);
    QVERIFY(exclusions.excludes(event, request, false));
    QCOMPARE(exclusions.counts().excludedAddresses, 3u);
    request.peer = QHostAddress(u"198.51.100.1"_s);
    QVERIFY(exclusions.excludes(event, request, false));
    QCOMPARE(exclusions.counts().blockedReferrers, 3u);
    QCOMPARE(exclusions.counts().notTracked + exclusions.counts().excludedAddresses, 6u);
}

QTEST_GUILESS_MAIN(TestExclusions)
#include "tst_exclusions.moc"

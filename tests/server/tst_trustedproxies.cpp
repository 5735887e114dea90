#include "tests/server/rawclient.h"

#include "server/http/httpservice.h"
#include "server/http/listeningsocket.h"
#include "server/servicethread.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

class TestTrustedProxies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contains_data();
    void contains();
    void aWrongOneIsNamed_data();
    void aWrongOneIsNamed();
    void theClientIsTheRightmostThatIsNotTrusted_data();
    void theClientIsTheRightmostThatIsNotTrusted();
    void overHttp_data();
    void overHttp();

private:
    ConnectionCaps m_caps {10, 10, [](const QHostAddress &) { return false; }};
};

void TestTrustedProxies::contains_data()
{
    QTest::addColumn<QStringList>("list");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("expected");

    const auto row = [](const QString &list, const QString &address, bool expected) {
        QTest::addRow("%s, %s", qPrintable(list), qPrintable(address)) << QStringList {list} << address << expected;
    };
    row(u""_s, u"127.0.0.1"_s, false);
    row(u"127.0.0.1"_s, u"127.0.0.1"_s, true);
    row(u"127.0.0.1"_s, u"127.0.0.2"_s, false);
    row(u"127.0.0.1"_s, u"::ffff:127.0.0.1"_s, true);
    row(u"127.0.0.1"_s, u"::1"_s, false);
    row(u"10.0.0.0/8"_s, u"10.255.0.1"_s, true);
    row(u"10.0.0.0/8"_s, u"11.0.0.1"_s, false);
    row(u"10.0.0.0/8, ::1"_s, u"::1"_s, true); // as in the environment
    row(u"2001:db8::/32"_s, u"2001:db8:1::5"_s, true);
    row(u"2001:db8::/32"_s, u"2001:db9::5"_s, false);
    row(u"0.0.0.0/0"_s, u"203.0.113.9"_s, true);
}

void TestTrustedProxies::contains()
{
    QFETCH(const QStringList, list);
    QFETCH(const QString, address);
    const auto proxies = TrustedProxies::parse(list);
    QVERIFY(proxies);
    QTEST(proxies->contains(QHostAddress(address)), "expected");
}

void TestTrustedProxies::aWrongOneIsNamed_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"proxy.example", "10", "10/8", "127.0.0.1/33", "127.0.0.1:80", "127.0.0.1/", "::1/129"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestTrustedProxies::aWrongOneIsNamed()
{
    QFETCH(const QString, text);
    const auto proxies = TrustedProxies::parse({u"127.0.0.1"_s, text});
    QVERIFY(!proxies);
    QCOMPARE(proxies.error().message, u"--trusted-proxies: expected ADDRESS or ADDRESS/PREFIX, not '%1'"_s.arg(text));
}

void TestTrustedProxies::theClientIsTheRightmostThatIsNotTrusted_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("forwardedFor");
    QTest::addColumn<QString>("client");

    const QString proxy = u"10.0.0.1"_s;
    const auto row = [](const char *name, const QString &peer, const char *forwardedFor, const QString &client) {
        QTest::newRow(name) << peer << QByteArray(forwardedFor) << client;
    };
    row("no header", proxy, "", proxy);
    row("one", proxy, "203.0.113.9", u"203.0.113.9"_s);
    row("spaces", proxy, " 203.0.113.9 ", u"203.0.113.9"_s);
    row("what the client says of itself", proxy, "198.51.100.1, 203.0.113.9", u"203.0.113.9"_s);
    row("garbage from the client", proxy, "x'; DROP, , 203.0.113.9", u"203.0.113.9"_s);
    row("another proxy of ours", proxy, "203.0.113.9,10.0.0.2", u"203.0.113.9"_s);
    row("only ours", proxy, "10.0.0.3, 10.0.0.2", u"10.0.0.3"_s);
    row("garbage", proxy, "unknown", proxy);
    row("garbage behind one of ours", proxy, "203.0.113.9, unknown, 10.0.0.2", proxy);
    row("nothing behind the comma", proxy, "203.0.113.9,", proxy);
    row("IPv6", proxy, "2001:db8::1", u"2001:db8::1"_s);
    row("IPv4 in IPv6", proxy, "::ffff:203.0.113.9", u"203.0.113.9"_s);
    row("a proxy in IPv6's clothes", u"::ffff:10.0.0.1"_s, "203.0.113.9", u"203.0.113.9"_s);
    row("spoofed by a stranger", u"192.0.2.1"_s, "203.0.113.9", u"192.0.2.1"_s);
    row("spoofed as one of ours", u"192.0.2.1"_s, "203.0.113.9, 10.0.0.1", u"192.0.2.1"_s);
}

void TestTrustedProxies::theClientIsTheRightmostThatIsNotTrusted()
{
    QFETCH(const QString, peer);
    QFETCH(const QByteArray, forwardedFor);
    QFETCH(const QString, client);
    const auto proxies = TrustedProxies::parse({u"10.0.0.0/24"_s});
    QVERIFY(proxies);
    QCOMPARE(proxies->clientOf(QHostAddress(peer), forwardedFor), QHostAddress(client));
}

void TestTrustedProxies::overHttp_data()
{
    QTest::addColumn<QString>("trusted");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("client");

    const QByteArray one = "X-Forwarded-For: 203.0.113.9\r\n";
    const QByteArray two = "X-Forwarded-For: 198.51.100.1\r\nx-forwarded-for: 203.0.113.9, 127.0.0.1\r\n";
    QTest::newRow("believed") << u"127.0.0.1"_s << one << QByteArray("203.0.113.9");
    QTest::newRow("on several lines") << u"127.0.0.1"_s << two << QByteArray("203.0.113.9");
    QTest::newRow("all lines joined") << u"127.0.0.1,203.0.113.9"_s << two << QByteArray("198.51.100.1");
    QTest::newRow("not believed") << u"10.0.0.1"_s << one << QByteArray("127.0.0.1");
}

void TestTrustedProxies::overHttp()
{
    QFETCH(const QString, trusted);
    QFETCH(const QByteArray, headers);
    const auto socket = listeningSocket(QHostAddress::LocalHost, 0, false);
    QVERIFY(socket);
    const ServiceThread thread(u"service"_s, [&, this, fd = *socket] {
        auto service = std::make_unique<HttpService>(nullptr, TrustedProxies::parse({trusted}).value());
        service->route("GET", "/", [](const Request &request, const Reply &reply) {
            reply.send({200, request.peer.toString().toUtf8()});
        });
        service->listenOn(fd, m_caps);
        return service;
    });
    RawClient client(portOf(*socket));
    client.send("GET / HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n");
    QTEST(client.next().body, "client");
}

QTEST_GUILESS_MAIN(TestTrustedProxies)

#include "tst_trustedproxies.moc"

#include "tests/server/rawclient.h"

#include "server/http/listeningsocket.h"
#include "server/servicethread.h"
#include "server/stats/statsservice.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

// A real stats service, over real HTTP; behind it no database, so that who gets in gets a 503.
class TestTokenGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void wantsAToken_data();
    void wantsAToken();
    void everyEndpointButHealth_data();
    void everyEndpointButHealth();
    void withoutTokensEverybodyMay();

private:
    struct Service {
        explicit Service(const QByteArrayList &tokens);
        ~Service() { pool.close(); }

        RawClient::Answer get(const QByteArray &path, const QByteArray &headers = {}) const;

        SegmentCache cache {1 << 20};
        QueryPool pool {u"host=/nonexistent"_s, 1};
        ConnectionCaps caps {10, 10, [](const QHostAddress &) { return false; }};
        quint16 port = 0;
        std::unique_ptr<ServiceThread> thread;
    };
    std::unique_ptr<Service> m_guarded;
};

TestTokenGuard::Service::Service(const QByteArrayList &tokens)
{
    const auto socket = listeningSocket(QHostAddress::LocalHost, 0, false);
    if (!socket)
        qFatal("%s", qPrintable(socket.error().message));
    port = portOf(*socket);
    thread = std::make_unique<ServiceThread>(u"stats"_s, [this, fd = *socket, tokens] {
        auto service = std::make_unique<StatsService>(pool, cache, systemNow, TokenGuard(tokens));
        service->listenOn(fd, caps);
        return service;
    });
}

RawClient::Answer TestTokenGuard::Service::get(const QByteArray &path, const QByteArray &headers) const
{
    RawClient client(port);
    client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n");
    return client.next();
}

void TestTokenGuard::initTestCase()
{
    m_guarded = std::make_unique<Service>(QByteArrayList {"the-old-token-0123", "the-new-token-4567"});
}

void TestTokenGuard::cleanupTestCase()
{
    m_guarded.reset();
}

void TestTokenGuard::wantsAToken_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("challenge");

    const QByteArray missing = "Bearer realm=\"footfall\"";
    const QByteArray wrong = missing + ", error=\"invalid_token\"";
    const auto row = [](const char *name, const QByteArray &authorization, const QByteArray &challenge) {
        QTest::newRow(name) << QByteArray("Authorization: " + authorization + "\r\n")
                            << (challenge.isNull() ? 503 : 401) << challenge;
    };
    QTest::newRow("missing") << QByteArray() << 401 << missing;
    row("empty", "", missing);
    row("another scheme", "Basic dGhlLW5ldy10b2tlbi00NTY3", missing);
    row("no scheme", "the-new-token-4567", missing);
    row("only the scheme", "Bearer", missing);
    row("wrong", "Bearer the-new-token-4568", wrong);
    row("the beginning of one", "Bearer the-new-token-456", wrong);
    row("more than one", "Bearer the-new-token-45678", wrong);
    row("both", "Bearer the-old-token-0123 the-new-token-4567", wrong);
    row("in capitals", "Bearer THE-NEW-TOKEN-4567", wrong);
    row("right", "Bearer the-new-token-4567", {});
    row("right, the other", "Bearer the-old-token-0123", {});
    row("the scheme in any case", "bEARER the-new-token-4567", {});
}

void TestTokenGuard::wantsAToken()
{
    QFETCH(const QByteArray, headers);
    const RawClient::Answer answer = m_guarded->get("/stats?site_id=s", headers);
    QTEST(answer.status, "status");
    QTEST(answer.header("WWW-Authenticate"), "challenge");
    QVERIFY2(answer.body.startsWith("{\"status\":\"error\",\"message\":\""), answer.body.constData());
    QVERIFY(!answer.body.contains("token-"));
}

void TestTokenGuard::everyEndpointButHealth_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("stats") << QByteArray("/stats?site_id=s") << 401;
    QTest::newRow("before it looks at the question") << QByteArray("/stats") << 401;
    QTest::newRow("aggregated") << QByteArray("/stats/aggregated?site_id=s") << 401;
    QTest::newRow("sites") << QByteArray("/sites") << 401;
    QTest::newRow("health") << QByteArray("/health") << 503;
}

void TestTokenGuard::everyEndpointButHealth()
{
    QFETCH(const QByteArray, path);
    QTEST(m_guarded->get(path).status, "status");
}

void TestTokenGuard::withoutTokensEverybodyMay()
{
    const Service open({});
    QCOMPARE(open.get("/sites").status, 503);
    QCOMPARE(open.get("/sites", "Authorization: Bearer whatever\r\n").status, 503);
}

QTEST_GUILESS_MAIN(TestTokenGuard)

#include "tst_tokenguard.moc"

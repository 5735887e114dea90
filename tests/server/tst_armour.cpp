#include "tests/server/rawclient.h"

#include "server/http/httpservice.h"
#include "server/http/listeningsocket.h"
#include "server/servicethread.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTest>

#include <memory>
#include <sys/resource.h>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 maxBody = 100 << 10;
constexpr qint64 heldLimit = 1 << 20;
constexpr qsizetype bigAnswer = 4 << 20;

// So short that a test need not wait, so long that an honest client keeps them.
HttpLimits quick()
{
    HttpLimits limits;
    limits.held = heldLimit;
    limits.pendingRequests = 10;
    limits.unsentAnswers = 3 * bigAnswer;
    limits.headTimeout = 400ms;
    limits.bodyGrace = 400ms;
    limits.idleTimeout = 800ms;
    limits.writeTimeout = 400ms;
    limits.lingerTimeout = 2s;
    limits.lingerPause = 300ms;
    limits.checkEvery = 20ms;
    return limits;
}

QByteArray post(const QByteArray &path, qint64 length, const QByteArray &headers = {})
{
    return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + QByteArray::number(length) + "\r\n" + headers
        + "\r\n";
}

qint64 milliseconds(const rusage &usage)
{
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000
        + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1'000;
}

constexpr char getNow[] = "GET /now HTTP/1.1\r\nHost: h\r\n\r\n";

}

// What hostile clients do, over real connections; and that it harms nobody else.
class TestArmour : public QObject {
    Q_OBJECT

    quint16 m_port = 0;
    std::unique_ptr<ConnectionCaps> m_caps;
    std::vector<Reply> m_late; // in the service's thread
    std::atomic<int> m_calls = 0;
    HttpService *m_service = nullptr;
    std::unique_ptr<ServiceThread> m_thread;

    void verifyItGoesOn()
    {
        RawClient client(m_port);
        client.send(getNow);
        QCOMPARE(client.next().body, QByteArray("now"));
    }
    void start(const HttpLimits &limits, int perAddress = 500)
    {
        m_thread.reset();
        m_caps = std::make_unique<ConnectionCaps>(500, perAddress, [](const QHostAddress &) { return false; });
        const auto socket = listeningSocket(QHostAddress::LocalHost, 0, false);
        QVERIFY(socket);
        m_port = portOf(*socket);
        QSemaphore ready;
        m_thread = std::make_unique<ServiceThread>(u"service"_s, [&, fd = *socket] {
            auto service = std::make_unique<HttpService>();
            service->route("GET", "/now", [this](const Request &, const Reply &reply) {
                ++m_calls;
                reply.send({200, "now"});
            });
            service->route("POST", "/echo", [this](const Request &request, const Reply &reply) {
                ++m_calls;
                reply.send({200, request.body});
            }, maxBody);
            service->route("GET", "/big", [this](const Request &, const Reply &reply) {
                ++m_calls;
                reply.send({200, QByteArray(bigAnswer, 'x')});
            });
            service->route("POST", "/late", [this](const Request &, const Reply &reply) {
                m_late.push_back(reply);
                ++m_calls;
            });
            service->listenOn(fd, *m_caps, limits);
            m_service = service.get();
            ready.release();
            return service;
        });
        ready.acquire();
    }
    bool waitForConnections(int connections)
    {
        return QTest::qWaitFor([&] { return m_caps->count() == connections; }, 10'000);
    }

private Q_SLOTS:
    void init()
    {
        m_calls = 0;
        start(quick());
    }
    void cleanup()
    {
        verifyItGoesOn();
        QVERIFY(waitForConnections(0));
        m_thread.reset();
        m_late.clear();
    }

    // The client sends all of it before it reads the answer, as many do.
    void tooLargeABodyIsAnswered_413()
    {
        RawClient client(m_port);
        client.send(post("/echo", 64 << 20) + QByteArray(64 << 20, 'x'));
        const RawClient::Answer answer = client.next();
        QCOMPARE(answer.status, 413);
        QVERIFY(answer.body.contains("Body: at most 100 KiB"));
        QCOMPARE(answer.header("Connection"), QByteArray("close"));
        QVERIFY(client.isClosed());
        QCOMPARE(m_calls, 0);
    }
    void tooLargeABodyIsAnswered_413_beforeItComes()
    {
        RawClient client(m_port);
        client.send(post("/echo", maxBody + 1));
        QCOMPARE(client.next().status, 413);
        RawClient huge(m_port);
        huge.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n");
        QCOMPARE(huge.next().status, 413);
    }
    void tooLargeABodyIsAnswered_413_inChunks()
    {
        RawClient client(m_port);
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
        const QByteArray chunk = "2000\r\n" + QByteArray(0x2000, 'x') + "\r\n";
        for (int i = 0; i < 100; ++i)
            client.send(chunk);
        QCOMPARE(client.next().status, 413);
        QCOMPARE(m_calls, 0);
        RawClient justOver(m_port);
        justOver.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeated(13)
            + "0\r\n\r\n");
        QCOMPARE(justOver.next().status, 413);
        QCOMPARE(m_calls, 0);
    }
    void theLargestBodyIsTaken()
    {
        RawClient client(m_port);
        client.send(post("/echo", maxBody) + QByteArray(maxBody, 'x'));
        QCOMPARE(client.next().body, QByteArray(maxBody, 'x'));
        client.send(getNow);
        QCOMPARE(client.next().status, 200);
    }
    void chunksAreTaken()
    {
        RawClient client(m_port);
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n");
        client.send("0\r\n\r\n");
        const RawClient::Answer answer = client.next();
        QCOMPARE(answer.body, QByteArray("abcde"));
        QCOMPARE(answer.header("Connection"), QByteArray("close"));
        QVERIFY(client.isClosed());
    }
    // What stands behind a chunked body might be its trailers, or another's request.
    void nothingIsTakenBehindChunks()
    {
        RawClient client(m_port);
        client.send(QByteArray("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n")
            + getNow + "\r\n" + getNow);
        QCOMPARE(client.next().status, 200);
        QVERIFY(client.isClosed());
        QCOMPARE(m_calls, 1);
    }

    void tooLongHeadersAreAnswered_431_data()
    {
        QTest::addColumn<QByteArray>("head");

        const QByteArray line = "GET /now HTTP/1.1\r\nHost: h\r\n";
        QTest::newRow("one") << QByteArray(line + "A: " + QByteArray(40'000, 'x') + "\r\n\r\n");
        QTest::newRow("one that does not end") << QByteArray(line + "A: " + QByteArray(1 << 20, 'x'));
        QTest::newRow("many") << QByteArray(line + QByteArray("A: b\r\n").repeated(101) + "\r\n");
        QTest::newRow("a path") << QByteArray("GET /" + QByteArray(40'000, 'x') + " HTTP/1.1\r\n\r\n");
        QTest::newRow("blanks before it") << QByteArray(QByteArray("\r\n").repeated(20'000) + line + "\r\n");
    }
    void tooLongHeadersAreAnswered_431()
    {
        QFETCH(const QByteArray, head);
        RawClient client(m_port);
        client.send(head);
        QCOMPARE(client.next().status, 431);
        QVERIFY(client.isClosed());
        QCOMPARE(m_calls, 0);
        RawClient slow(m_port); // piece by piece
        for (qsizetype at = 0; at < head.size(); at += 5'000)
            slow.send(head.mid(at, 5'000));
        QCOMPARE(slow.next().status, 431);
        QCOMPARE(m_calls, 0);
    }
    void blanksBeforeARequestArePassedOver()
    {
        RawClient client(m_port);
        client.send("\r\n");
        client.send(QByteArray("\r\n \t") + getNow);
        QCOMPARE(client.next().status, 200);
        client.send(QByteArray("\r\n") + getNow);
        QCOMPARE(client.next().status, 200);
    }

    void theClientIsToldToGoOn_100()
    {
        RawClient client(m_port);
        client.send(post("/echo", 5, "Expect: 100-continue\r\n"));
        QCOMPARE(client.next(false).status, 100);
        client.send("hello");
        QCOMPARE(client.next().body, QByteArray("hello"));
    }
    void theClientIsToldNotTo_413()
    {
        RawClient client(m_port);
        client.send(post("/echo", maxBody + 1, "Expect: 100-continue\r\n"));
        QCOMPARE(client.next().status, 413);
    }
    void http10IsAnsweredAndClosed()
    {
        RawClient client(m_port);
        client.send("GET /now HTTP/1.0\r\n\r\n");
        QCOMPARE(client.next().body, QByteArray("now"));
        QVERIFY(client.isClosed());
        RawClient staying(m_port);
        for (int i = 0; i < 2; ++i) {
            staying.send("GET /now HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            QCOMPARE(staying.next().header("Connection"), QByteArray("keep-alive"));
        }
    }
    void aWebSocketIsRefused()
    {
        RawClient client(m_port);
        client.send("GET /now HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        QCOMPARE(client.next().status, 400);
        QCOMPARE(m_calls, 0);
    }
    // Behind a request that still waits, and its answer comes first.
    void aRefusalKeepsItsPlace()
    {
        RawClient client(m_port);
        client.send(post("/late", 0) + post("/echo", maxBody + 1) + getNow);
        QVERIFY(QTest::qWaitFor([&] { return m_calls == 1; }, 10'000));
        QMetaObject::invokeMethod(m_service, [&] { m_late.at(0).send({200, "late"}); }, Qt::BlockingQueuedConnection);
        QCOMPARE(client.next().body, QByteArray("late"));
        QCOMPARE(client.next().status, 413);
        QVERIFY(client.isClosed());
        QCOMPARE(m_calls, 1);
    }

    void aSlowClientIsCut_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("drop"); // again and again, well within every pause

        QTest::newRow("says nothing") << QByteArray() << QByteArray();
        QTest::newRow("a head that stops") << QByteArray("GET /now HT") << QByteArray();
        QTest::newRow("a head that trickles") << QByteArray("GET /now HTTP/1.1\r\nA: ") << QByteArray("x");
        QTest::newRow("blanks that trickle") << QByteArray("\r\n") << QByteArray("\r\n");
        QTest::newRow("a body that stops") << post("/echo", 5) + "abc" << QByteArray();
        QTest::newRow("a body that trickles") << post("/echo", 50'000) + "abc" << QByteArray("x");
        QTest::newRow("chunks that trickle")
            << QByteArray("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
            << QByteArray("1\r\nx\r\n");
        QTest::newRow("between two requests") << QByteArray(getNow) << QByteArray();
    }
    void aSlowClientIsCut()
    {
        QFETCH(const QByteArray, first);
        QFETCH(const QByteArray, drop);
        QElapsedTimer clock;
        clock.start();
        RawClient client(m_port);
        client.send(first);
        if (first == getNow)
            QCOMPARE(client.next().status, 200);
        QVERIFY(waitForConnections(1));
        QVERIFY(QTest::qWaitFor(
            [&] {
                client.send(drop);
                return m_caps->count() == 0;
            },
            10'000));
        QVERIFY(clock.elapsed() >= (first == getNow ? 800 : 400)); // it had its time
        QVERIFY(clock.elapsed() < 3'000);
    }
    void whoDoesNotReadIsCut()
    {
        RawClient client(m_port);
        client.send(QByteArray("GET /big HTTP/1.1\r\nHost: h\r\n\r\n").repeated(2)); // more than sockets hold
        QVERIFY(QTest::qWaitFor([&] { return m_calls > 0; }, 10'000));
        QVERIFY(waitForConnections(0));
    }
    void aBigAnswerIsDelivered()
    {
        HttpLimits limits = quick();
        limits.held = 64 << 20;
        start(limits);
        RawClient client(m_port);
        for (int i = 0; i < 3; ++i) {
            client.send("GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
            QCOMPARE(client.next().body.size(), bigAnswer);
        }
    }
    void pipeliningHasItsLimit_429()
    {
        RawClient client(m_port);
        client.send(QByteArray(post("/late", 0)).repeated(11));
        QVERIFY(QTest::qWaitFor([&] { return m_calls == 10; }, 10'000));
        QMetaObject::invokeMethod(
            m_service,
            [&] {
                for (const Reply &reply : m_late)
                    reply.send({200, "late"});
            },
            Qt::BlockingQueuedConnection);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(client.next().status, 200);
        QCOMPARE(client.next().status, 429);
        QVERIFY(client.isClosed());
    }

    // Memory: whoever moves slowest goes first.
    void halfSentBodiesAreBounded_theHonestOneGetsThrough()
    {
        HttpLimits limits = quick();
        limits.bodyGrace = 1h;
        start(limits);
        std::vector<std::unique_ptr<RawClient>> hostile;
        for (int i = 0; i < 30; ++i) { // three times what may be held
            hostile.push_back(std::make_unique<RawClient>(m_port));
            hostile.back()->send(post("/echo", maxBody) + QByteArray(maxBody - 1, 'x'));
        }
        QVERIFY(QTest::qWaitFor([&] { return m_caps->count() <= 10; }, 10'000));
        RawClient honest(m_port);
        honest.send(post("/echo", maxBody) + QByteArray(maxBody - 10, 'x'));
        honest.send(QByteArray(10, 'x'));
        QCOMPARE(honest.next().status, 200);
    }
    // Each is accepted by us, and none by Qt past us.
    void manyConnectionsComeAndGo()
    {
        for (int i = 0; i < 50; ++i) {
            std::vector<std::unique_ptr<RawClient>> clients;
            for (int j = 0; j < 10; ++j)
                clients.push_back(std::make_unique<RawClient>(m_port));
            for (const auto &client : clients)
                client->send(post("/echo", 2) + "{}");
            for (const auto &client : clients)
                QCOMPARE(client->next().body, QByteArray("{}"));
            QCOMPARE(m_caps->count(), 10);
            clients.clear();
            QVERIFY(waitForConnections(0));
        }
    }
    void anAddressHasItsShareOfConnections()
    {
        start(quick(), 3);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 3; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_port));
            clients.back()->send(getNow);
            QCOMPARE(clients.back()->next().status, 200);
        }
        RawClient another(m_port);
        QVERIFY(another.isClosed());
        clients.clear();
        QVERIFY(waitForConnections(0));
    }
    // Out of descriptors (EMFILE) it waits, and accepts again when there are some.
    void descriptorsRunOut()
    {
        rlimit before {};
        getrlimit(RLIMIT_NOFILE, &before);
        RawClient first(m_port);
        first.send(getNow);
        QCOMPARE(first.next().status, 200);
        const int next = dup(0); // the lowest that is free
        ::close(next);
        const auto waiting = std::make_unique<QTcpSocket>();
        const rlimit few {rlim_t(next) + 1, before.rlim_max}; // one more: the client's own end
        setrlimit(RLIMIT_NOFILE, &few);
        waiting->connectToHost(QHostAddress::LocalHost, m_port); // the kernel takes it, the service cannot
        const bool isConnected = waiting->waitForConnected(10'000);
        waiting->write(getNow);
        rusage from {}, to {};
        getrusage(RUSAGE_SELF, &from);
        const bool isAnswered = waiting->waitForReadyRead(500);
        getrusage(RUSAGE_SELF, &to);
        setrlimit(RLIMIT_NOFILE, &before);
        QVERIFY(milliseconds(to) - milliseconds(from) < 100); // it does not try without a pause
        QVERIFY(isConnected);
        QVERIFY(!isAnswered);
        QVERIFY(waiting->waitForReadyRead(10'000));
        QVERIFY(waiting->readAll().endsWith("now"));
    }
    // It answers when there is nobody to answer any more; under a sanitizer this is the proof.
    void anAnswerToOneThatWasCut()
    {
        {
            RawClient client(m_port);
            client.send(post("/late", 0) + "GET /now HT");
            QVERIFY(QTest::qWaitFor([&] { return m_calls == 1; }, 10'000));
            QVERIFY(waitForConnections(0)); // for its second request, which never came
        }
        QMetaObject::invokeMethod(m_service, [&] { m_late.at(0).send({200, "late"}); }, Qt::BlockingQueuedConnection);
    }
};

QTEST_GUILESS_MAIN(TestArmour)
#include "tst_armour.moc"

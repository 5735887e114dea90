#include "tests/server/rawclient.h"

#include "server/http/httpservice.h"
#include "server/http/listeningsocket.h"
#include "server/servicethread.h"

#include <QSemaphore>
#include <QTest>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

// Over real connections to a service in a thread of its own, as the programs have it.
class TestHttpService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void routes_data();
    void routes();
    void headHasNoBody_data();
    void headHasNoBody();
    void aConnectionTakesManyRequests();
    void aRequestMayComeInPieces();
    void connectionClose();
    void nothingIsTakenBehindConnectionClose();
    void answersKeepTheOrderOfTheirRequests();
    void answersKeepTheOrderOfTheirRequests_evenBackwards();
    void aRefusalDoesNotOvertake();
    void theFirstAnswerCounts();
    void anAnswerToAClientThatHasGone_data();
    void anAnswerToAClientThatHasGone();
    void anAnswerToAServiceThatHasGone();
    void malformedHeadersAreRefused_data();
    void malformedHeadersAreRefused();
    void malformedHeadersAreRefused_behindAnotherRequest();
    void drainingAnswersWhatWasTaken();
    void drainingAnswersWhatWasTaken_inItsOrder();
    void drainingEndsWhatHasNothingToSay_data();
    void drainingEndsWhatHasNothingToSay();
    void drainingAcceptsNobody();
    void drainingDoesNotWaitForWhoDoesNotRead();

private:
    static bool isReady(const std::future<void> &drained, int ms = 10'000)
    {
        return drained.wait_for(std::chrono::milliseconds(ms)) == std::future_status::ready;
    }
    void inService(const std::function<void()> &call);
    void answerLate(std::size_t index, const QByteArray &body);
    bool waitForCalls(int calls) { return QTest::qWaitFor([=, this] { return m_calls >= calls; }, 10'000); }
    bool waitForConnections(int connections);
    void verifyItGoesOn();

    quint16 m_port = 0;
    ConnectionCaps m_caps {100, 100, [](const QHostAddress &) { return false; }};
    HttpService *m_service = nullptr; // in its thread
    std::vector<Reply> m_late; // in the service's thread; of POST /late, in the order of their coming
    std::atomic<int> m_calls = 0; // of any handler
    std::unique_ptr<ServiceThread> m_thread;
};

namespace {

QByteArray get(const QByteArray &path, const QByteArray &headers = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n";
}

QByteArray post(const QByteArray &path, const QByteArray &body, const QByteArray &headers = {})
{
    return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n"
        + headers + "\r\n" + body;
}

}

void TestHttpService::init()
{
    m_calls = 0;
    const auto socket = listeningSocket(QHostAddress::LocalHost, 0, false);
    QVERIFY(socket);
    m_port = portOf(*socket);
    QSemaphore ready;
    m_thread = std::make_unique<ServiceThread>(u"service"_s, [&, fd = *socket] {
        auto service = std::make_unique<HttpService>([](const RequestHead &) { return QByteArray("X-Always: yes\r\n"); });
        const auto route = [&](const char *method, const char *path, const HttpService::Handler &handler) {
            service->route(method, path, [this, handler](const Request &request, const Reply &reply) {
                handler(request, reply);
                ++m_calls;
            });
        };
        const auto now = [](const Request &, const Reply &reply) { reply.send({200, "now"}); };
        const auto echo = [](const Request &request, const Reply &reply) { reply.send({200, request.body}); };
        route("GET", "/now", now);
        route("GET", "/any/{thing}/here",
            [](const Request &request, const Reply &reply) { reply.send({200, request.path}); });
        route("GET", "/both", now);
        route("POST", "/both", echo);
        route("POST", "/echo", echo);
        route("POST", "/twice", [](const Request &, const Reply &reply) {
            reply.send({200, "first"});
            reply.send({200, "second"});
        });
        route("POST", "/late", [this](const Request &, const Reply &reply) { m_late.push_back(reply); });
        route("GET", "/large", [](const Request &, const Reply &reply) { reply.send({200, QByteArray(6 << 20, 'x')}); });
        HttpLimits limits;
        limits.drainTimeout = std::chrono::milliseconds(300);
        service->listenOn(fd, m_caps, limits);
        m_service = service.get();
        ready.release();
        return service;
    });
    ready.acquire();
}

void TestHttpService::cleanup()
{
    m_thread.reset();
    m_late.clear();
}

void TestHttpService::inService(const std::function<void()> &call)
{
    QMetaObject::invokeMethod(m_service, call, Qt::BlockingQueuedConnection);
}

void TestHttpService::answerLate(std::size_t index, const QByteArray &body)
{
    inService([&] { m_late.at(index).send({200, body}); });
}

bool TestHttpService::waitForConnections(int connections)
{
    return QTest::qWaitFor(
        [&] {
            int open = 0;
            inService([&] { open = int(m_service->findChildren<QTcpSocket *>().size()); });
            return open == connections;
        },
        10'000);
}

void TestHttpService::verifyItGoesOn()
{
    RawClient client(m_port);
    client.send(get("/now"));
    QCOMPARE(client.next().body, QByteArray("now"));
}

void TestHttpService::routes_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body"); // or, of an error, what it says
    QTest::addColumn<QByteArray>("allow");

    const auto row = [](const char *name, const QByteArray &request, int status, const QByteArray &body,
                         const QByteArray &allow = {}) {
        QTest::newRow(name) << request << status << body << allow;
    };
    row("GET", get("/now"), 200, "now");
    row("with a query", get("/now?a=1"), 200, "now");
    row("escaped", get("/n%6Fw"), 200, "now");
    row("POST", post("/echo", "hello"), 200, "hello");
    row("POST without a body", post("/echo", ""), 200, "");
    row("one path, two methods", post("/both", "x"), 200, "x");
    row("unknown path", get("/nowhere"), 404, "/nowhere");
    row("the root", get("/"), 404, "/");
    row("a slash at the end", get("/now/"), 404, "/now/");
    row("a segment that may be any", get("/any/thing/here"), 200, "/any/thing/here");
    row("none there", get("/any//here"), 404, "/any//here");
    row("one more", get("/any/thing/here/more"), 404, "/any/thing/here/more");
    row("its other methods", post("/any/thing/here", "{}"), 405, "GET, HEAD", "GET, HEAD");
    row("and in its case", get("/Now"), 404, "/Now");
    row("unknown path, any method", post("/nowhere", "{}"), 404, "/nowhere");
    row("POST to what is GET", post("/now", "{}"), 405, "GET, HEAD", "GET, HEAD");
    row("GET of what is POST", get("/echo"), 405, "POST", "POST");
    row("PUT", "PUT /both HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", 405, "GET, HEAD, POST",
        "GET, HEAD, POST");
    row("DELETE", "DELETE /now HTTP/1.1\r\nHost: h\r\n\r\n", 405, "GET, HEAD", "GET, HEAD");
    row("OPTIONS", "OPTIONS /now HTTP/1.1\r\nHost: h\r\n\r\n", 405, "GET, HEAD", "GET, HEAD");
}

void TestHttpService::routes()
{
    QFETCH(const QByteArray, request);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, allow);
    RawClient client(m_port);
    client.send(request);
    const RawClient::Answer answer = client.next();
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.header("Allow"), allow);
    QCOMPARE(answer.header("X-Always"), QByteArray("yes"));
    QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
    if (status == 200) {
        QCOMPARE(answer.body, body);
    } else {
        QVERIFY2(answer.body.startsWith(R"({"status":"error","message":")"), answer.body.constData());
        QVERIFY2(answer.body.endsWith(QByteArray(body + "\"}")), answer.body.constData());
    }
    client.send(get("/now")); // an error does not end the connection
    QCOMPARE(client.next().body, QByteArray("now"));
}

void TestHttpService::headHasNoBody_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");

    QTest::newRow("of a GET") << QByteArray("/now") << 200;
    QTest::newRow("of nothing") << QByteArray("/nowhere") << 404;
    QTest::newRow("of a POST") << QByteArray("/echo") << 405;
}

void TestHttpService::headHasNoBody()
{
    QFETCH(const QByteArray, path);
    QFETCH(const int, status);
    RawClient client(m_port);
    client.send("HEAD " + path + " HTTP/1.1\r\nHost: h\r\n\r\n" + get(path));
    const RawClient::Answer head = client.next(false);
    QCOMPARE(head.status, status);
    const RawClient::Answer answer = client.next(); // a body before it would break its head
    QCOMPARE(answer.status, status);
    QCOMPARE(head.head, answer.head);
    QCOMPARE(head.header("Content-Length").toLongLong(), answer.body.size());
}

void TestHttpService::aConnectionTakesManyRequests()
{
    RawClient client(m_port);
    for (int i = 0; i < 20; ++i) {
        client.send(post("/echo", QByteArray::number(i)));
        QCOMPARE(client.next().body, QByteArray::number(i));
    }
}

void TestHttpService::aRequestMayComeInPieces()
{
    RawClient client(m_port);
    RawClient other(m_port);
    const QByteArray request = post("/echo", "hello");
    for (const qsizetype cut : {3, 10, 30, int(request.size()) - 2}) {
        client.send(request.first(cut));
        other.send(get("/now")); // nobody waits for the rest
        QCOMPARE(other.next().body, QByteArray("now"));
        client.send(request.mid(cut));
        QCOMPARE(client.next().body, QByteArray("hello"));
    }
}

void TestHttpService::connectionClose()
{
    RawClient client(m_port);
    client.send(get("/now", "Connection: close\r\n"));
    const RawClient::Answer answer = client.next();
    QCOMPARE(answer.body, QByteArray("now"));
    QCOMPARE(answer.header("Connection"), QByteArray("close"));
    QVERIFY(client.isClosed());
    verifyItGoesOn();
}

void TestHttpService::nothingIsTakenBehindConnectionClose()
{
    RawClient client(m_port);
    client.send(post("/late", "{}", "Connection: close\r\n") + post("/echo", "more"));
    QVERIFY(waitForCalls(1));
    answerLate(0, "late");
    QCOMPARE(client.next().body, QByteArray("late"));
    QVERIFY(client.isClosed());
    QVERIFY(waitForConnections(0));
    QCOMPARE(m_calls, 1); // what gets no answer is not done either
}

void TestHttpService::answersKeepTheOrderOfTheirRequests()
{
    RawClient client(m_port);
    client.send(post("/late", "{}") + get("/now") + post("/echo", "echo"));
    QVERIFY(waitForCalls(3)); // the later ones have their answers
    answerLate(0, "late");
    QCOMPARE(client.next().body, QByteArray("late"));
    QCOMPARE(client.next().body, QByteArray("now"));
    QCOMPARE(client.next().body, QByteArray("echo"));
}

void TestHttpService::answersKeepTheOrderOfTheirRequests_evenBackwards()
{
    RawClient client(m_port);
    constexpr std::size_t requests = 5;
    for (std::size_t i = 0; i < requests; ++i)
        client.send(post("/late", "{}"));
    QVERIFY(waitForCalls(int(requests)));
    for (std::size_t i = requests; i-- > 0;)
        answerLate(i, QByteArray::number(qulonglong(i)));
    for (std::size_t i = 0; i < requests; ++i)
        QCOMPARE(client.next().body, QByteArray::number(qulonglong(i)));
}

void TestHttpService::aRefusalDoesNotOvertake()
{
    RawClient client(m_port);
    client.send(post("/late", "{}") + get("/nowhere") + get("/now"));
    QVERIFY(waitForCalls(2));
    answerLate(0, "late");
    QCOMPARE(client.next().status, 200);
    QCOMPARE(client.next().status, 404);
    QCOMPARE(client.next().status, 200);
}

void TestHttpService::theFirstAnswerCounts()
{
    RawClient client(m_port);
    client.send(post("/twice", "") + post("/late", "") + get("/now"));
    QCOMPARE(client.next().body, QByteArray("first"));
    QVERIFY(waitForCalls(3));
    answerLate(0, "late");
    QCOMPARE(client.next().body, QByteArray("late"));
    answerLate(0, "again"); // after it has been sent
    QCOMPARE(client.next().body, QByteArray("now"));
    client.send(get("/now"));
    QCOMPARE(client.next().body, QByteArray("now"));
}

void TestHttpService::anAnswerToAClientThatHasGone_data()
{
    QTest::addColumn<bool>("waits");

    QTest::newRow("long ago") << true; // its socket is deleted
    QTest::newRow("just now") << false; // or not yet
}

void TestHttpService::anAnswerToAClientThatHasGone()
{
    QFETCH(const bool, waits);
    for (std::size_t i = 0; i < 20; ++i) {
        RawClient client(m_port);
        client.send(post("/late", "{}") + get("/now"));
        QVERIFY(waitForCalls(int(2 * i + 2)));
        client.abort();
        if (waits)
            QVERIFY(waitForConnections(0));
        answerLate(i, "late");
    }
    QVERIFY(waitForConnections(0));
    verifyItGoesOn();
}

// The spool's answers may come while the server is stopping.
void TestHttpService::anAnswerToAServiceThatHasGone()
{
    RawClient client(m_port);
    client.send(post("/late", "{}"));
    QVERIFY(waitForCalls(1));
    m_thread.reset();
    m_late.at(0).send({200, "late"});
    QVERIFY(client.isClosed());
}

void TestHttpService::malformedHeadersAreRefused_data()
{
    QTest::addColumn<QByteArray>("request");

    QTest::newRow("no colon") << QByteArray("GET /now HTTP/1.1\r\nHost: h\r\nnot a header\r\n\r\n");
    QTest::newRow("the first") << QByteArray("GET /now HTTP/1.1\r\nnot a header\r\n\r\n");
    QTest::newRow("with a body") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: h\r\nnot a header\r\nContent-Length: 4\r\n\r\nbody");
    // Qt would take it for the next request.
    QTest::newRow("with a body that looks like a request") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: h\r\nnot a header\r\nContent-Length: 99\r\n\r\n" + post("/echo", "smuggled"));
}

void TestHttpService::malformedHeadersAreRefused()
{
    QFETCH(const QByteArray, request);
    RawClient client(m_port);
    client.send(request);
    const RawClient::Answer answer = client.next();
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.header("Connection"), QByteArray("close"));
    QVERIFY(answer.body.contains("header"));
    QVERIFY(client.isClosed());
    QVERIFY(waitForConnections(0));
    QCOMPARE(m_calls, 0);
    verifyItGoesOn();
}

void TestHttpService::malformedHeadersAreRefused_behindAnotherRequest()
{
    RawClient client(m_port);
    client.send(post("/late", "{}") + "POST /echo HTTP/1.1\r\nnot a header\r\nContent-Length: 99\r\n\r\n"
        + post("/echo", "smuggled"));
    QVERIFY(waitForCalls(1));
    answerLate(0, "late");
    QCOMPARE(client.next().body, QByteArray("late"));
    QCOMPARE(client.next().status, 400);
    QVERIFY(client.isClosed());
    QVERIFY(waitForConnections(0));
    QCOMPARE(m_calls, 1);
}

void TestHttpService::drainingAnswersWhatWasTaken()
{
    RawClient client(m_port);
    client.send(post("/late", "{}"));
    QVERIFY(waitForCalls(1));
    const auto drained = m_thread->drain();
    client.send(post("/echo", "more"));
    QVERIFY(!isReady(drained, 500)); // longer than drainTimeout: it is not the client that is slow
    answerLate(0, "late");
    const RawClient::Answer answer = client.next();
    QCOMPARE(answer.body, QByteArray("late"));
    QCOMPARE(answer.header("Connection"), QByteArray("close"));
    QVERIFY(client.isClosed());
    QVERIFY(isReady(drained));
    QCOMPARE(m_calls, 1); // what gets no answer is not done either
}

void TestHttpService::drainingAnswersWhatWasTaken_inItsOrder()
{
    RawClient client(m_port);
    client.send(post("/late", "1") + post("/late", "2") + get("/now"));
    QVERIFY(waitForCalls(3));
    answerLate(1, "second");
    const auto drained = m_thread->drain();
    answerLate(0, "first");
    for (const char *body : {"first", "second", "now"})
        QCOMPARE(client.next().body, QByteArray(body));
    QVERIFY(client.isClosed());
    QVERIFY(isReady(drained));
}

void TestHttpService::drainingEndsWhatHasNothingToSay_data()
{
    QTest::addColumn<QByteArray>("unfinished");

    QTest::newRow("nothing since its answer") << QByteArray();
    QTest::newRow("half a head") << get("/now").first(20);
    QTest::newRow("half a body") << post("/echo", "hello").chopped(2);
}

void TestHttpService::drainingEndsWhatHasNothingToSay()
{
    QFETCH(const QByteArray, unfinished);
    RawClient fresh(m_port);
    RawClient client(m_port);
    client.send(get("/now"));
    QCOMPARE(client.next().body, QByteArray("now"));
    client.send(unfinished);
    const auto drained = m_thread->drain();
    QVERIFY(client.isClosed());
    QVERIFY(fresh.isClosed());
    QVERIFY(isReady(drained));
    QCOMPARE(m_calls, 1);
}

void TestHttpService::drainingAcceptsNobody()
{
    const auto drained = m_thread->drain();
    QVERIFY(isReady(drained));
    QTcpSocket late;
    late.connectToHost(QHostAddress::LocalHost, m_port);
    QVERIFY(!late.waitForConnected(10'000));
    QCOMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestHttpService::drainingDoesNotWaitForWhoDoesNotRead()
{
    RawClient client(m_port);
    client.send(get("/large") + get("/large")); // more than the kernel takes for it
    QVERIFY(waitForCalls(2));
    const auto drained = m_thread->drain();
    QVERIFY(!isReady(drained, 150)); // but for drainTimeout
    QVERIFY(isReady(drained));
}

QTEST_GUILESS_MAIN(TestHttpService)

#include "tst_httpservice.moc"

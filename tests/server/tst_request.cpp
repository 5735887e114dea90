#include "tests/server/rawclient.h"

#include "server/http/httpservice.h"
#include "server/http/listeningsocket.h"
#include "server/servicethread.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

// Through a real service: a QHttpServerRequest cannot be made otherwise.
class TestRequest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_thread.reset(); }
    void copiesWhatWasSent_data();
    void copiesWhatWasSent();
    void decodesParameters_data();
    void decodesParameters();

private:
    quint16 m_port = 0;
    ConnectionCaps m_caps {10, 10, [](const QHostAddress &) { return false; }};
    std::unique_ptr<ServiceThread> m_thread;
};

namespace {

// What the service has seen, line by line.
QByteArray text(const Request &request)
{
    return request.method + '\n' + request.path + '\n' + request.query + '\n' + request.contentType + '\n'
        + (request.origin.isEmpty() ? "-" : request.origin) + '\n'
        + request.peer.toString().toUtf8() + '\n' + request.body;
}

}

void TestRequest::initTestCase()
{
    const auto socket = listeningSocket(QHostAddress::LocalHost, 0, false);
    QVERIFY(socket);
    m_port = portOf(*socket);
    m_thread = std::make_unique<ServiceThread>(u"service"_s, [this, fd = *socket] {
        auto service = std::make_unique<HttpService>();
        const auto echo = [](const Request &request, const Reply &reply) { reply.send({200, text(request)}); };
        const auto value = [](const Request &request, const Reply &reply) {
            const auto found = request.parameter("a");
            reply.send({found ? 200 : 404, found.value_or("none")});
        };
        for (const char *path : {"/e", "/a b", "/a+b", "/\xc3\xa4"})
            service->route("POST", path, echo);
        service->route("GET", "/e", echo);
        service->route("GET", "/value", value);
        service->listenOn(fd, m_caps);
        return service;
    });
}

void TestRequest::copiesWhatWasSent_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("seen"); // without the peer

    const auto row = [](const char *name, const QByteArray &line, const QByteArray &headers, const QByteArray &body,
                         const QByteArray &head) {
        QTest::newRow(name) << QByteArray(line + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n" + body)
                            << QByteArray(head + "\n127.0.0.1\n");
    };
    const QByteArray length = "Content-Length: 2\r\n";
    row("the least", "GET /e", "", "", "GET\n/e\n\n\n-");
    row("a body", "POST /e", length, "{}", "POST\n/e\n\n\n-");
    row("bytes in it", "POST /e", length, QByteArray("\0\xff", 2), "POST\n/e\n\n\n-");
    row("a query as sent", "GET /e?a=%26+b&c", "", "", "GET\n/e\na=%26+b&c\n\n-");
    row("a path with escapes", "POST /a%20b", length, "{}", "POST\n/a b\n\n\n-");
    row("a plus in the path is a plus", "POST /a+b", length, "{}", "POST\n/a+b\n\n\n-");
    row("UTF-8 in the path", "POST /%C3%A4", length, "{}", "POST\n/\xc3\xa4\n\n\n-");
    row("a content type", "POST /e", length + "Content-Type: application/json\r\n", "{}",
        "POST\n/e\n\napplication/json\n-");
    row("its parameters do not matter", "POST /e", length + "Content-Type: Text/PLAIN; charset=UTF-8\r\n", "{}",
        "POST\n/e\n\ntext/plain\n-");
    row("nor does a space before them", "POST /e", length + "content-type:  text/plain ;charset=UTF-8\r\n", "{}",
        "POST\n/e\n\ntext/plain\n-");
    row("from a page", "POST /e", length + "Origin: https://example.com\r\n", "{}", "POST\n/e\n\n\nhttps://example.com");
    row("from a page without an origin of its own", "POST /e", length + "Origin: null\r\n", "{}",
        "POST\n/e\n\n\nnull");
}

void TestRequest::copiesWhatWasSent()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const QByteArray, seen);
    RawClient client(m_port);
    client.send(sent);
    const RawClient::Answer answer = client.next();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, QByteArray(seen + sent.mid(sent.indexOf("\r\n\r\n") + 4)));
}

void TestRequest::decodesParameters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("there");

    const auto row = [](const char *query, const QByteArray &value) {
        QTest::newRow(query) << QByteArray(query) << value << true;
    };
    const auto none = [](const char *query) {
        QTest::newRow(*query ? query : "nothing") << QByteArray(query) << QByteArray("none") << false;
    };
    row("a=1", "1");
    row("b=2&a=1", "1");
    row("a=1&b=2", "1");
    row("a=1&a=2", "1"); // the first
    row("a=", "");
    row("a", "");
    row("a=x+y", "x y");
    row("a=x%20y", "x y");
    row("a=x%2By", "x+y");
    row("a=x%26b=y", "x&b=y");
    row("a=x%3Dy", "x=y");
    row("a=x=y", "x=y");
    row("a=%2Fprices%3Fq", "/prices?q");
    row("a=/prices?q", "/prices?q");
    row("a=%C3%A4", "\xc3\xa4");
    row("a=%41%62c", "Abc");
    row("a=100%25", "100%");
    row("a=%2520", "%20"); // decoded once
    row("&&a=1&", "1");
    none("");
    none("b=1");
    none("aa=1");
    none("A=1");
    none("b=a");
    none("=a");
}

void TestRequest::decodesParameters()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, value);
    QFETCH(const bool, there);
    RawClient client(m_port);
    client.send("GET /value?" + query + " HTTP/1.1\r\nHost: h\r\n\r\n");
    const RawClient::Answer answer = client.next();
    QCOMPARE(answer.body, value);
    QCOMPARE(answer.status, there ? 200 : 404);
}

QTEST_GUILESS_MAIN(TestRequest)

#include "tst_request.moc"

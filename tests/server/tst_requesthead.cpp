#include "server/http/requesthead.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;

namespace {

constexpr int maxLines = 5;

QByteArray lines(int count)
{
    return QByteArray("A: b\r\n").repeated(count);
}

}

class TestRequestHead : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsAtTheBlankLine_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("end");

        QTest::newRow("nothing") << QByteArray() << -1;
        QTest::newRow("a line") << QByteArray("GET / HTTP/1.1\r\n") << -1;
        QTest::newRow("no headers") << QByteArray("G\r\n\r\n") << 5;
        QTest::newRow("headers") << QByteArray("G\r\nA: b\r\n\r\nbody\r\n\r\n") << 11;
        QTest::newRow("LF alone") << QByteArray("G\nA: b\n\nbody") << 8;
        QTest::newRow("LF, CRLF") << QByteArray("G\nA: b\n\r\nbody") << 9;
        QTest::newRow("a CR too few") << QByteArray("G\r\nA: b\r\n\r") << -1;
    }
    void endsAtTheBlankLine()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, end);
        // However it was cut into pieces.
        for (qsizetype seen = 0; seen < (end < 0 ? bytes.size() : end); ++seen) {
            QCOMPARE(RequestHead::endIn(QByteArrayView(bytes).first(seen), 0), -1);
            QCOMPARE(RequestHead::endIn(bytes, seen), end);
        }
    }

    void takes_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("length"); // -1: none
        QTest::addColumn<Persistence>("persistence");

        const auto row = [](const char *name, const QByteArray &line, const QByteArray &headers, const char *method,
                             const char *path, int length, Persistence persistence) {
            QTest::newRow(name) << QByteArray(line + "\r\n" + headers + "\r\n") << QByteArray(method)
                                << QByteArray(path) << length << persistence;
        };
        using enum Persistence;
        row("the least", "GET / HTTP/1.1", "", "GET", "/", -1, Assumed);
        row("a query", "GET /stats?a=/b HTTP/1.1", "", "GET", "/stats", -1, Assumed);
        row("escapes", "GET /a%20b HTTP/1.1", "", "GET", "/a b", -1, Assumed);
        row("as a proxy asks", "GET http://h:1/a?b HTTP/1.1", "", "GET", "/a", -1, Assumed);
        row("a proxy's root", "GET http://h HTTP/1.1", "", "GET", "/", -1, Assumed);
        row("a length", "POST /e HTTP/1.1", "content-length:  12 \r\n", "POST", "/e", 12, Assumed);
        row("a method of its own", "BREW /e HTTP/1.1", "", "BREW", "/e", -1, Assumed);
        row("close", "GET / HTTP/1.1", "Connection: close\r\n", "GET", "/", -1, Closed);
        row("close among others", "GET / HTTP/1.1", "connection: TE, Close\r\n", "GET", "/", -1, Closed);
        row("keep-alive", "GET / HTTP/1.1", "Connection: keep-alive\r\n", "GET", "/", -1, Assumed);
        row("HTTP/1.0", "GET / HTTP/1.0", "", "GET", "/", -1, Closed);
        row("HTTP/1.0 that stays", "GET / HTTP/1.0", "Connection: Keep-Alive\r\n", "GET", "/", -1, Announced);
        row("chunks", "POST / HTTP/1.1", "Transfer-Encoding: Chunked\r\n", "POST", "/", -1, Closed);
        row("an upgrade to HTTP/2 may be passed over", "GET / HTTP/1.1",
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n", "GET", "/", -1, Assumed);
        row("bytes over 127 in a value", "GET / HTTP/1.1", "A: \xff\t\r\n", "GET", "/", -1, Assumed);
        row("as many lines as may be", "GET / HTTP/1.1", lines(maxLines), "GET", "/", -1, Assumed);
    }
    void takes()
    {
        QFETCH(const QByteArray, head);
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, path);
        QFETCH(const int, length);
        QFETCH(const Persistence, persistence);
        const auto read = RequestHead::read(head, maxLines);
        QVERIFY2(read, read ? "" : read.error().body.constData());
        QCOMPARE(read->method, method);
        QCOMPARE(read->path, path);
        QCOMPARE(read->contentLength.value_or(-1), length);
        QCOMPARE(read->isChunked, head.contains("Chunked"));
        QCOMPARE(read->persistence, persistence);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("word"); // of the message

        const auto row = [](const char *name, const QByteArray &head, int status, const char *word) {
            QTest::newRow(name) << head << status << QByteArray(word);
        };
        const auto post = [](const QByteArray &headers) -> QByteArray {
            return "POST /e HTTP/1.1\r\n" + headers + "\r\n\r\n";
        };
        row("nothing", "\r\n", 400, "request line");
        row("a word", "GET\r\n\r\n", 400, "request line");
        row("no version", "GET /\r\n\r\n", 400, "request line");
        row("no target", "GET  HTTP/1.1\r\n\r\n", 400, "request line");
        row("two targets", "GET /a /b HTTP/1.1\r\n\r\n", 400, "request line");
        row("a method that is none", "G@T / HTTP/1.1\r\n\r\n", 400, "request line");
        row("TLS", QByteArray("\x16\x03\x01 \x02 \x01\r\n\r\n"), 400, "request line");
        row("a NUL in the line", QByteArray("GET /\0 HTTP/1.1\r\n\r\n", 19), 400, "request line");
        row("HTTP/2", "PRI * HTTP/2.0\r\n\r\n", 505, "HTTP version");
        row("HTTP/0.9", "GET / HTTP/0.9\r\n\r\n", 505, "HTTP version");
        row("no colon", post("not a header"), 400, "headers");
        row("a space before the colon", post("Content-Length : 1"), 400, "headers");
        row("a folded line", post("A: b\r\n c"), 400, "headers");
        row("a CR within", post("A: b\rc"), 400, "headers");
        row("a NUL within", post(QByteArray("A: b\0c", 6)), 400, "headers");
        row("a line too many", "GET / HTTP/1.1\r\n" + lines(maxLines + 1) + "\r\n", 431, "5 lines");
        row("two lengths", post("Content-Length: 1\r\nContent-Length: 1"), 400, "Content-Length");
        row("a list of lengths", post("Content-Length: 1, 1"), 400, "Content-Length");
        row("a negative length", post("Content-Length: -1"), 400, "Content-Length");
        row("a signed length", post("Content-Length: +1"), 400, "Content-Length");
        row("an empty length", post("Content-Length:"), 400, "Content-Length");
        row("a length that is none", post("Content-Length: 1x"), 400, "Content-Length");
        row("gzip", post("Transfer-Encoding: gzip"), 501, "Transfer-Encoding");
        row("gzip, chunked", post("Transfer-Encoding: gzip, chunked"), 501, "Transfer-Encoding");
        row("chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"), 501, "Transfer-Encoding");
        row("a length and chunks", post("Content-Length: 1\r\nTransfer-Encoding: chunked"), 400, "Transfer-Encoding");
        row("chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "Transfer-Encoding");
        row("another expectation", post("Expect: miracles"), 417, "Expect");
        row("a WebSocket", post("Connection: Upgrade\r\nUpgrade: WebSocket"), 400, "Upgrade");
    }
    void refuses()
    {
        QFETCH(const QByteArray, head);
        QFETCH(const int, status);
        QFETCH(const QByteArray, word);
        const auto read = RequestHead::read(head, maxLines);
        QVERIFY(!read);
        QCOMPARE(read.error().status, status);
        QVERIFY2(read.error().body.contains(word), read.error().body.constData());
    }

    // It is the limit that is broken then, not the form.
    void aLengthBeyondAllNumbersIsHuge()
    {
        const auto read = RequestHead::read("POST /e HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", maxLines);
        QVERIFY(read);
        QCOMPARE(*read->contentLength, std::numeric_limits<qint64>::max());
    }
};

QTEST_APPLESS_MAIN(TestRequestHead)
#include "tst_requesthead.moc"

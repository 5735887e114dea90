#include "server/http/answer.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;

class TestAnswer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWrittenInOnePiece_data();
    void isWrittenInOnePiece();
    void anErrorHasAStatus_data();
    void anErrorHasAStatus();
    void anErrorIsJsonWhateverItSays();
};

void TestAnswer::isWrittenInOnePiece_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("expected");

    const Answer ok = Answer::json("{\"a\":1}");
    const QByteArray okHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n";
    QTest::newRow("plain") << ok.toBytes({}, true, Persistence::Assumed) << okHead + "\r\n{\"a\":1}";
    QTest::newRow("for HEAD") << ok.toBytes({}, false, Persistence::Assumed) << okHead + "\r\n";
    QTest::newRow("the last of its connection")
        << ok.toBytes({}, true, Persistence::Closed) << okHead + "Connection: close\r\n\r\n{\"a\":1}";
    QTest::newRow("with headers") << ok.toBytes("B: 2\r\n", true, Persistence::Assumed) << okHead + "B: 2\r\n\r\n{\"a\":1}";
    QTest::newRow("its own headers first")
        << Answer {404, "x", "text/plain", "A: 1\r\n"}.toBytes("B: 2\r\n", true, Persistence::Assumed)
        << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n"
                      "A: 1\r\nB: 2\r\n\r\nx");
    QTest::newRow("an empty body") << Answer {200, {}}.toBytes({}, true, Persistence::Assumed)
                                   << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                                 "Content-Length: 0\r\n\r\n");
    // RFC 9110: neither has a body, and 204 no Content-Length.
    QTest::newRow("204") << Answer {204, {}}.toBytes({}, true, Persistence::Assumed) << QByteArray("HTTP/1.1 204 No Content\r\n\r\n");
    QTest::newRow("304") << Answer {304, {}, {}, "ETag: \"a\"\r\n"}.toBytes({}, true, Persistence::Assumed)
                         << QByteArray("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n");
    QTest::newRow("bytes, not characters") << Answer::json("\xc3\xa4").toBytes({}, true, Persistence::Assumed)
                                           << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                                         "Content-Length: 2\r\n\r\n\xc3\xa4");
}

void TestAnswer::isWrittenInOnePiece()
{
    QFETCH(const QByteArray, written);
    QFETCH(const QByteArray, expected);
    QCOMPARE(written, expected);
}

void TestAnswer::anErrorHasAStatus_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers");

    const auto row = [](const char *name, Error::Kind kind, int status, const QByteArray &headers) {
        QTest::newRow(name) << int(kind) << status << headers;
    };
    row("invalid", Error::Kind::Invalid, 400, "");
    row("too large", Error::Kind::TooLarge, 413, "");
    row("forbidden", Error::Kind::Forbidden, 403, {});
    row("full", Error::Kind::Full, 503, "Retry-After: 5\r\n");
    row("unavailable", Error::Kind::Unavailable, 503, "Retry-After: 5\r\n");
    row("failed", Error::Kind::Failed, 503, "Retry-After: 5\r\n");
}

void TestAnswer::anErrorHasAStatus()
{
    QFETCH(const int, kind);
    QFETCH(const int, status);
    QFETCH(const QByteArray, headers);
    const Answer answer = Answer::error(Error {Error::Kind(kind), QStringLiteral("path: at most 2048 bytes")});
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.headers, headers);
    QCOMPARE(answer.contentType, QByteArray("application/json"));
    QCOMPARE(answer.body, QByteArray(R"({"status":"error","message":"path: at most 2048 bytes"})"));
}

void TestAnswer::anErrorIsJsonWhateverItSays()
{
    const Answer answer = Answer::error(404, QStringLiteral("\"a\\b\"\n\r\t\u0001 \u00e4 %1"));
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.body,
        QByteArray("{\"status\":\"error\",\"message\":\"\\\"a\\\\b\\\"\\n\\r\\t\\u0001 \xc3\xa4 %1\"}"));
}

QTEST_GUILESS_MAIN(TestAnswer)

#include "tst_answer.moc"

#include "cli/import/accesslogtext.h"
#include "cli/import/formats/combined.h"

#include <QTest>

using namespace footfall;
using namespace footfall::cli;
using namespace Qt::StringLiterals;

namespace {

using Kind = AccessLogLine::Kind;

constexpr char agent[] = "\"Mozilla/5.0 (X11; Linux x86_64)\"";

// A good line whose request, status, size and referrer are `middle`.
QByteArray lineWith(const QByteArray &middle)
{
    return "83.149.9.216 - - [17/May/2015:10:05:03 +0000] " + middle + ' ' + agent;
}

QByteArray bytes(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

QByteArray isoTime(const AccessLogLine &line)
{
    std::string text;
    appendTimestamp(text, line.time);
    return bytes(text);
}

}

class TestAccessLog : public QObject {
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void tellsViewsAssetsAndRequestsApart_data();
    void tellsViewsAssetsAndRequestsApart();
    void keepsThePathAsLogged_data();
    void keepsThePathAsLogged();
    void readsTimes_data();
    void readsTimes();
    void readsReferrers_data();
    void readsReferrers();
    void aLongUserAgentIsCut();
    void commonHasNoReferrer();
    void saysWhyALineIsUnreadable_data();
    void saysWhyALineIsUnreadable();
    void neverReadsPastAnyCut();
    void makesUtf8_data();
    void makesUtf8();
};

void TestAccessLog::reads_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("address");

    const QByteArray rest = R"( [17/May/2015:10:05:03 +0000] "GET /a HTTP/1.1" 200 5 "-" "x")";
    QTest::newRow("IPv4") << "83.149.9.216 - -" + rest << QByteArray("83.149.9.216");
    QTest::newRow("IPv6") << "2001:db8::7f - -" + rest << QByteArray("2001:db8::7f");
    QTest::newRow("IPv6, mapped") << "::ffff:192.0.2.1 - -" + rest << QByteArray("192.0.2.1");
    QTest::newRow("host name") << "crawl-66-249.example - -" + rest << QByteArray("crawl-66-249.example");
    QTest::newRow("user") << "192.0.2.1 - frank" + rest << QByteArray("192.0.2.1");
    QTest::newRow("user with spaces") << "192.0.2.1 - frank the third" + rest << QByteArray("192.0.2.1");
    QTest::newRow("user with brackets") << "192.0.2.1 - [me] [" + rest << QByteArray("192.0.2.1");
    QTest::newRow("user is empty quotes") << "192.0.2.1 - \"\"" + rest << QByteArray("192.0.2.1");
    QTest::newRow("fields after the agent")
        << "192.0.2.1 - -" + rest + R"( "10.0.0.1" 0.004 -)" << QByteArray("192.0.2.1");
    QTest::newRow("IPv6, another form") << "2001:0DB8:0::007F - -" + rest << QByteArray("2001:db8::7f");
    QTest::newRow("spaces at the end") << "192.0.2.1 - -" + rest + "  " << QByteArray("192.0.2.1");
    const QByteArray start = R"(192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET /a HTTP/1.1" 200 )";
    QTest::newRow("size unknown") << start + R"(- "-" "x")" << QByteArray("192.0.2.1");
    QTest::newRow("empty agent") << start + R"(5 "" "")" << QByteArray("192.0.2.1");
    QTest::newRow("agent with escaped quotes") << start + R"(5 "-" "a \"b\" c\\")" << QByteArray("192.0.2.1");
}

void TestAccessLog::reads()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, address);
    const auto read = readCombinedLine(line.toStdString(), true);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(bytes(read->address), address);
    QCOMPARE(isoTime(*read), "2015-05-17T10:05:03.000000Z");
    QCOMPARE(bytes(read->path), "/a");
    QCOMPARE(bytes(read->referrer), "");
    QVERIFY(read->kind == Kind::View);
}

void TestAccessLog::tellsViewsAssetsAndRequestsApart_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<Kind>("kind");

    for (const char *status : {"200", "204", "299", "304"})
        QTest::addRow("GET %s", status) << QByteArray("GET /a HTTP/1.1") << QByteArray(status) << Kind::View;
    QTest::newRow("GET 206") << QByteArray("GET /a HTTP/1.1") << QByteArray("206") << Kind::Asset;
    for (const char *path : {"/site.css", "/app.js?v=3", "/app.mjs", "/app.js.map", "/LOGO.PNG", "/a.jpeg", "/a.svg",
             "/favicon.ico", "/a.b/font.woff2", "/font.ttf"})
        QTest::newRow(path) << "GET " + QByteArray(path) + " HTTP/1.1" << QByteArray("304") << Kind::Asset;
    for (const char *path :
        {"/css", "/page.html", "/jquery.js/", "/js?file=app.js", "/feed.xml", "/paper.pdf", "/.", "/a.cssx"})
        QTest::newRow(path) << "GET " + QByteArray(path) + " HTTP/1.1" << QByteArray("200") << Kind::View;
    QTest::newRow("a script that is not there")
        << QByteArray("GET /app.js HTTP/1.1") << QByteArray("404") << Kind::Request;
    QTest::newRow("HEAD of an image") << QByteArray("HEAD /a.png HTTP/1.1") << QByteArray("200") << Kind::Request;
    for (const char *status :
        {"101", "301", "302", "303", "307", "400", "403", "404", "416", "499", "500", "503"})
        QTest::addRow("GET %s", status) << QByteArray("GET /a HTTP/1.1") << QByteArray(status) << Kind::Request;
    for (const char *method : {"HEAD", "POST", "OPTIONS", "PUT", "PROPFIND"})
        QTest::addRow("%s 200", method) << method + QByteArray(" /a HTTP/1.1") << QByteArray("200") << Kind::Request;
    QTest::newRow("HTTP/0.9") << QByteArray("GET /a") << QByteArray("200") << Kind::View;
    QTest::newRow("HTTP/2") << QByteArray("GET /a HTTP/2.0") << QByteArray("200") << Kind::View;
    QTest::newRow("get in small letters") << QByteArray("get /a HTTP/1.1") << QByteArray("200") << Kind::Request;
    QTest::newRow("no request") << QByteArray("-") << QByteArray("408") << Kind::Request;
    QTest::newRow("empty request") << QByteArray("") << QByteArray("400") << Kind::Request;
}

void TestAccessLog::tellsViewsAssetsAndRequestsApart()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, status);
    QFETCH(Kind, kind);
    const QByteArray line = lineWith('"' + request + "\" " + status + " 5 \"-\"");
    const auto read = readCombinedLine(line.toStdString(), true);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QVERIFY(read->kind == kind);
}

void TestAccessLog::keepsThePathAsLogged_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("path");

    const auto row = [](const char *name, const QByteArray &target, const QByteArray &path) {
        QTest::newRow(name) << "GET " + target + " HTTP/1.1" << path;
    };
    row("plain", "/", "/");
    row("query", "/a?b=c", "/a");
    row("two question marks", "/a?b?c", "/a");
    row("only a query", "?b", "");
    row("percent-encoded stays", "/caf%C3%A9%20au%20lait", "/caf%C3%A9%20au%20lait");
    row("dots and slashes stay", "//a/../b/./", "//a/../b/./");
    row("fragment stays", "/a#b", "/a#b");
    row("a space", "/a b/c", "/a b/c");
    row("a version within", "/a HTTP/1.0/b", "/a HTTP/1.0/b");
    row("escaped quote", R"(/say-\"hi\")", R"(/say-\"hi\")");
    row("escaped backslash before the end", R"(/a\\)", R"(/a\\)");
    row("quote that the server left as it was", R"(/say-"hi"-now)", R"(/say-"hi"-now)");
    row("hexadecimal escapes", R"(/\x22\xE4)", R"(/\x22\xE4)");
    row("UTF-8", "/caf\xc3\xa9", "/caf\xc3\xa9");
    row("Latin-1 byte", "/caf\xe9", "/caf%E9");
    row("a zero byte", QByteArray("/a\0b", 4), "/a%00b");
    row("brackets", "/[17/May/2015:10:05:03 +0000]", "/[17/May/2015:10:05:03 +0000]");
    row("absolute", "http://shop.example/a?b", "http://shop.example/a");
    row("of a proxy's CONNECT", "shop.example:443", "shop.example:443");
    row("long", '/' + QByteArray(5000, 'a'), '/' + QByteArray(5000, 'a'));
    QTest::newRow("star") << QByteArray("OPTIONS * HTTP/1.0") << QByteArray("*");
    QTest::newRow("without a version") << QByteArray("GET /a?b") << QByteArray("/a");
    QTest::newRow("no path") << QByteArray("GET") << QByteArray("");
    QTest::newRow("no request") << QByteArray("-") << QByteArray("");
    QTest::newRow("empty request") << QByteArray("") << QByteArray("");
    QTest::newRow("TLS to the wrong port") << QByteArray(R"(\x16\x03\x01\x02 \x01\xFC)") << QByteArray("");
    QTest::newRow("raw TLS") << QByteArray("\x16\x03\x01 \xfc\xff") << QByteArray("");
}

void TestAccessLog::keepsThePathAsLogged()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, path);
    const QByteArray line = lineWith('"' + request + R"(" 200 5 "-")");
    const auto read = readCombinedLine(line.toStdString(), true);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(bytes(read->path), path);
}

void TestAccessLog::readsTimes_data()
{
    QTest::addColumn<QByteArray>("logged");
    QTest::addColumn<QByteArray>("time"); // empty: none

    const auto row = [](const char *logged, const char *time) {
        QTest::newRow(logged) << QByteArray(logged) << QByteArray(time);
    };
    row("17/May/2015:10:05:03 +0000", "2015-05-17T10:05:03.000000Z");
    row("01/Jan/2024:00:00:00 -0330", "2024-01-01T03:30:00.000000Z");
    row("31/Dec/2023:23:59:59 +0545", "2023-12-31T18:14:59.000000Z");
    row("29/Feb/2024:12:00:00 +0100", "2024-02-29T11:00:00.000000Z");
    row("31/Dec/2016:23:59:60 +0000", "2016-12-31T23:59:59.999999Z");
    row("29/Feb/2023:12:00:00 +0100", "");
    row("31/Apr/2023:12:00:00 +0100", "");
    row("00/Apr/2023:12:00:00 +0100", "");
    row("17/Mai/2015:10:05:03 +0000", "");
    row("17/ayJ/2015:10:05:03 +0000", "");
    row("17/May/2015:24:05:03 +0000", "");
    row("17/May/2015:10:60:03 +0000", "");
    row("17/May/2015:10:05:61 +0000", "");
    row("17/May/2015:10:05:03 0000", "");
    row("17/May/2015:10:05:03 +2400", "");
    row("17/May/2015:10:05:03", "");
    row("17/05/2015:10:05:03 +0000", "");
    row("2015-05-17T10:05:03+02:00", "2015-05-17T08:05:03.000000Z"); // nginx's $time_iso8601
    row("17/May/2015:10:05:03.25 +0000", "2015-05-17T10:05:03.250000Z");
    row("", "");
}

void TestAccessLog::readsTimes()
{
    QFETCH(QByteArray, logged);
    QFETCH(QByteArray, time);
    const QByteArray line = "192.0.2.1 - - [" + logged + R"(] "GET / HTTP/1.1" 200 5)";
    const auto read = readCombinedLine(line.toStdString(), false);
    QCOMPARE(read.has_value(), !time.isEmpty());
    if (read)
        QCOMPARE(isoTime(*read), time);
}

void TestAccessLog::readsReferrers_data()
{
    QTest::addColumn<QByteArray>("logged");
    QTest::addColumn<QByteArray>("referrer");

    const QByteArray limit(2048, 'r');
    QTest::newRow("none") << QByteArray("-") << QByteArray();
    QTest::newRow("empty") << QByteArray("") << QByteArray();
    QTest::newRow("with its query") << QByteArray("http://a.example/?q=b c")
                                    << QByteArray("http://a.example/?q=b c");
    QTest::newRow("escapes stay") << QByteArray(R"(http://\xe4\xe5.\"/)")
                                  << QByteArray(R"(http://\xe4\xe5.\"/)");
    QTest::newRow("invalid UTF-8") << QByteArray("http://\xe4/") << QByteArray("http://%E4/");
    QTest::newRow("at the limit") << limit << limit;
    QTest::newRow("over the limit") << limit + "abc" << limit;
    QTest::newRow("over the limit within a character")
        << limit.chopped(1) + "\xe2\x82\xac" << limit.chopped(1);
}

void TestAccessLog::readsReferrers()
{
    QFETCH(QByteArray, logged);
    QFETCH(QByteArray, referrer);
    const QByteArray line = lineWith(R"("GET / HTTP/1.1" 200 5 ")" + logged + '"');
    const auto read = readCombinedLine(line.toStdString(), true);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(bytes(read->referrer), referrer);
    QCOMPARE(bytes(read->userAgent), QByteArray(agent).mid(1).chopped(1));
}

void TestAccessLog::aLongUserAgentIsCut()
{
    const QByteArray limit(1024, 'u');
    const QByteArray line = lineWith(R"("GET / HTTP/1.1" 200 5 "-")").chopped(qsizetype(sizeof agent) - 1) + '"' + limit + "more\"";
    const auto read = readCombinedLine(line.toStdString(), true);
    QVERIFY(read);
    QCOMPARE(bytes(read->userAgent), limit);
}

void TestAccessLog::commonHasNoReferrer()
{
    const QByteArray combined = lineWith(R"("GET /a HTTP/1.1" 200 5 "http://b.example/")");
    const auto read = readCombinedLine(combined.toStdString(), false);
    QVERIFY(read);
    QCOMPARE(bytes(read->path), "/a");
    QCOMPARE(bytes(read->referrer), "");
}

void TestAccessLog::saysWhyALineIsUnreadable_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("why"); // its beginning

    const QByteArray start = "192.0.2.1 - - [17/May/2015:10:05:03 +0000] ";
    QTest::newRow("empty") << QByteArray() << u"no time"_s;
    QTest::newRow("no log") << QByteArray("# Fields: date time") << u"no time"_s;
    QTest::newRow("JSON") << QByteArray(R"({"site_id":"a","event_type":"page_view"})") << u"no time"_s;
    QTest::newRow("bracket never closed")
        << QByteArray("192.0.2.1 - - [17/May/2015:10:05:03") << u"no time"_s;
    QTest::newRow("nothing after the time") << start << u"no request"_s;
    QTest::newRow("no quotes") << start + "GET / HTTP/1.1 200 5" << u"no request"_s;
    QTest::newRow("cut in the request") << start + "\"GET / HT" << u"no request"_s;
    QTest::newRow("cut after a backslash") << start + "\"GET /\\" << u"no request"_s;
    QTest::newRow("no status") << start + R"("GET / HTTP/1.1")" << u"no status"_s;
    QTest::newRow("status of a letter") << start + R"("GET / HTTP/1.1" 20x 5 "-" "-")" << u"no status"_s;
    QTest::newRow("status of four digits") << start + R"("GET / HTTP/1.1" 2000 5 "-" "-")" << u"no status"_s;
    QTest::newRow("no size") << start + R"("GET / HTTP/1.1" 200)" << u"no size"_s;
    QTest::newRow("negative size") << start + R"("GET / HTTP/1.1" 200 -5 "-" "-")" << u"no size"_s;
    QTest::newRow("a common log") << start + R"("GET / HTTP/1.1" 200 5)" << u"no referrer"_s;
    QTest::newRow("cut in the referrer")
        << start + R"("GET / HTTP/1.1" 200 5 "http://a.exa)" << u"no referrer"_s;
    QTest::newRow("no agent") << start + R"("GET / HTTP/1.1" 200 5 "-")" << u"no user agent"_s;
    QTest::newRow("cut in the agent")
        << start + R"("GET / HTTP/1.1" 200 5 "-" "Mozilla/5.0 (c)" << u"no user agent"_s;
}

void TestAccessLog::saysWhyALineIsUnreadable()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, why);
    const auto read = readCombinedLine(line.toStdString(), true);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Invalid);
    QVERIFY2(read.error().message.startsWith(why), qPrintable(read.error().message));
}

void TestAccessLog::neverReadsPastAnyCut()
{
    const std::string whole = lineWith(R"("GET /a\"b?c HTTP/1.1" 200 5 "http://\xe4/")").toStdString();
    QVERIFY(readCombinedLine(whole, true));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        // A copy of exactly that length, for the address sanitizer to guard.
        const std::vector<char> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
        QVERIFY(!readCombinedLine(std::string_view(cut.data(), cut.size()), true));
    }
}

void TestAccessLog::makesUtf8_data()
{
    QTest::addColumn<QByteArray>("logged");
    QTest::addColumn<QByteArray>("text");

    const auto row = [](const char *name, const QByteArray &logged, const QByteArray &text) {
        QTest::newRow(name) << logged << text;
    };
    row("ASCII", "a\tb\x7f", "a\tb\x7f");
    row("two bytes", "\xc3\xa9", "\xc3\xa9");
    row("three bytes", "\xe2\x82\xac", "\xe2\x82\xac");
    row("four bytes", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80");
    row("the last code point", "\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf");
    row("after the last code point", "\xf4\x90\x80\x80", "%F4%90%80%80");
    row("continuation alone", "a\x80z", "a%80z");
    row("overlong slash", "\xc0\xaf", "%C0%AF");
    row("overlong, three bytes", "\xe0\x80\xaf", "%E0%80%AF");
    row("surrogate", "\xed\xa0\x80", "%ED%A0%80");
    row("cut at the end", "a\xe2\x82", "a%E2%82");
    row("broken by ASCII", "\xe2z", "%E2z");
    row("broken by another", "\xe2\xc3\xa9", "%E2\xc3\xa9");
    row("no such bytes", "\xfe\xff", "%FE%FF");
    row("zero", QByteArray("\0", 1), "%00");
}

void TestAccessLog::makesUtf8()
{
    QFETCH(QByteArray, logged);
    QFETCH(QByteArray, text);
    QCOMPARE(bytes(asUtf8(logged.toStdString())), text);
    QVERIFY(text.isValidUtf8());
}

QTEST_GUILESS_MAIN(TestAccessLog)
#include "tst_accesslog.moc"

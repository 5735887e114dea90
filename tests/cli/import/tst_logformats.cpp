// A line of each format, read as one log: which it is is recognised, and it says the same of the visit.
#include "cli/import/accesslog.h"
#include "cli/import/clientaddress.h"
#include "cli/import/logprefix.h"
#include "cli/import/logtime.h"
#include "cli/import/skippedlines.h"

#include <QTest>

using namespace footfall;
using namespace footfall::cli;
using namespace Qt::StringLiterals;

namespace {

constexpr char agent[] = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";
constexpr char encodedAgent[] = "Mozilla/5.0%20(X11;%20Linux%20x86_64;%20rv:133.0)%20Gecko/20100101%20Firefox/133.0";
constexpr char plusAgent[] = "Mozilla/5.0+(X11;+Linux+x86_64;+rv:133.0)+Gecko/20100101+Firefox/133.0";

QByteArray bytes(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

// What `log` says of its last line that stands for a request: "KIND ADDRESS HOST TIME PATH REFERRER|AGENT".
QByteArray lastVisit(const QByteArray &content, const QString &format = u"auto"_s)
{
    AccessLog log(format);
    log.begin(std::string_view(content.data(), static_cast<std::size_t>(content.size())));
    QByteArray visit = "none";
    for (const QByteArray &line : content.split('\n')) {
        if (line.isEmpty())
            continue;
        const auto read = log.read(line.toStdString());
        if (!read) {
            visit = "error: " + read.error().message.toUtf8();
        } else if (*read) {
            const AccessLogLine &found = **read;
            using Kind = AccessLogLine::Kind;
            visit = found.kind == Kind::View ? "view" : found.kind == Kind::Asset ? "asset" : "request";
            std::string time;
            appendTimestamp(time, found.time);
            visit += ' ' + bytes(found.address) + ' ' + (found.host.empty() ? "-" : bytes(found.host)) + ' '
                + bytes(time) + ' ' + bytes(found.path) + ' ' + bytes(found.referrer) + '|' + bytes(found.userAgent);
        }
    }
    return visit;
}

}

class TestLogFormats : public QObject {
    Q_OBJECT

private slots:
    void recognisesEachFormat_data();
    void recognisesEachFormat();
    void namesReadTheirFormatsOnly();
    void fieldsMayChangeWithinAFile();
    void aFileIsReadByMostOfItsFirstLines();
    void findsTheClient_data();
    void findsTheClient();
    void takesPrefixesOff_data();
    void takesPrefixesOff();
    void writesAnAddressInOneForm_data();
    void writesAnAddressInOneForm();
    void readsTimes_data();
    void readsTimes();
    void saysAReasonOnce();
};

void TestLogFormats::recognisesEachFormat_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("tail"); // referrer|agent

    const QByteArray both = QByteArray("https://news.example/|") + agent;
    const QByteArray agentOnly = QByteArray("|") + agent;
    const QByteArray clf = "[02/Jan/2026:10:00:00 +0000] \"GET /a?q=1 HTTP/1.1\" 200 512";
    const QByteArray quoted = QByteArray(" \"https://news.example/\" \"") + agent + '"';
    const auto row = [](const char *name, const QByteArray &log, const char *host, const QByteArray &tail) {
        QTest::newRow(name) << log << QByteArray(host) << tail;
    };
    row("common", "192.0.2.1 - - " + clf, "-", "|");
    row("combined", "192.0.2.1 - - " + clf + quoted, "-", both);
    row("vhost_combined", "shop.example:443 192.0.2.1 - - " + clf + quoted, "shop.example", both);
    row("vhost_combined, the host an address", "127.0.1.1:80 192.0.2.1 - - " + clf + quoted, "127.0.1.1", both);
    row("two hosts", "shop.example www.shop.example 192.0.2.1 - - " + clf + quoted, "shop.example", both);
    row("catch-all host", "_ 192.0.2.1 - - " + clf + quoted, "-", both);
    row("lighttpd", "192.0.2.1 shop.example - " + clf + quoted, "shop.example", both);
    row("lighttpd, the host an address", "192.0.2.1 198.51.100.7 - " + clf + quoted, "198.51.100.7", both);
    row("OVH", "192.0.2.1 shop.example frank " + clf + quoted, "shop.example", both);
    row("host, then identity and user", "192.0.2.1 shop.example - frank " + clf + quoted, "shop.example", both);
    row("without identity and user", "192.0.2.1 " + clf + quoted, "-", both);
    row("microseconds at the end", "192.0.2.1 - - " + clf + quoted + " 1234", "-", both);
    row("microseconds between", "192.0.2.1 - - " + clf + " 1234" + quoted, "-", both);
    row("nginx with times between", "192.0.2.1 - - " + clf + " 0.003 0.002" + quoted, "-", both);
    row("nginx with a time before the status",
        "192.0.2.1 - - [02/Jan/2026:10:00:00 +0000] \"GET /a HTTP/2.0\" 0.003 200 512" + quoted, "-", both);
    row("nginx with times and names at the end",
        "192.0.2.1 - - " + clf + quoted + " rt=0.003 uct=\"0.001\" urt=\"0.002\"", "-", both);
    row("nginx main, forwarded", "10.0.0.1 - - " + clf + quoted + " \"192.0.2.1, 10.0.0.9\"", "-", both);
    row("nginx main, not forwarded", "192.0.2.1 - - " + clf + quoted + " \"-\"", "-", both);
    row("nginx with the host at the end", "192.0.2.1 - - " + clf + quoted + " \"-\" \"shop.example\" sn=\"x\"",
        "shop.example", both);
    row("nginx, ISO time, host before the request",
        "192.0.2.1 - [2026-01-02T11:00:00+01:00] shop.example \"GET /a HTTP/1.1\" 200 19747" + quoted, "shop.example",
        both);
    row("Gandi", "shop.example 192.0.2.1 - - [02/Jan/2026:10:00:00 +0000] (0 s) \"GET /a HTTP/1.1\" 200 512" + quoted,
        "shop.example", both);
    row("Traefik, common", "192.0.2.1 - - " + clf + quoted + " 12 \"web@docker\" \"http://10.0.0.2:80\" 3ms", "-",
        both);
    row("host in quotes", "\"shop.example\" 192.0.2.1 - - " + clf + quoted, "shop.example", both);
    row("no referrers", "192.0.2.1 - - " + clf + " \"" + agent + '"', "-", agentOnly);
    row("LiteSpeed, a quote before the line", "\"192.0.2.1 - - " + clf + quoted, "-", both);
    row("tabs", "192.0.2.1\t-\t-\t" + clf + quoted, "-", both);

    const QByteArray iis
        = "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: 2026-01-02 10:00:00\n";
    row("IIS",
        iis
            + "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) "
              "cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n"
              "2026-01-02 10:00:00 10.0.0.1 GET /a q=1 443 - 192.0.2.1 "
            + plusAgent + " https://news.example/ 200 0 0 15",
        "-", both);
    row("IIS, another order, forwarded",
        iis
            + "#Fields: c-ip time date sc-status cs-host cs(Referer) cs(User-Agent) cs-uri-stem cs-method "
              "X-Forwarded-For\n"
              "10.0.0.1 10:00:00 2026-01-02 200 shop.example https://news.example/ "
            + plusAgent + " /a GET 192.0.2.1,+10.0.0.2",
        "shop.example", both);
    row("IIS, the date of the file",
        iis
            + "#Fields: time c-ip cs-method cs-uri-stem sc-status cs(User-Agent)\n"
              "10:00:00 192.0.2.1 GET /a 200 "
            + plusAgent,
        "-", agentOnly);
    row("IIS Advanced Logging",
        "#Fields:   date-local time-local c-ip cs-method cs-uri-stem cs(User-Agent) cs(Referer) cs(Host) sc-status\n"
        "2026-01-02 10:00:00.000 \"192.0.2.1\" GET /a \""
            + QByteArray(agent) + "\" \"https://news.example/\" \"shop.example\" 200",
        "shop.example", both);
    const QByteArray cloudFront
        = "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status "
          "cs(Referer) cs(User-Agent) cs-uri-query x-host-header x-forwarded-for\n";
    row("CloudFront",
        cloudFront
            + "2026-01-02\t10:00:00\tFRA2\t182\t192.0.2.1\tGET\td1.cloudfront.example\t/a\t200\thttps://news.example/\t"
            + encodedAgent + "\t-\tshop.example\t-",
        "shop.example", both);
    row("CloudFront, encoded twice, forwarded",
        cloudFront
            + "2026-01-02\t10:00:00\tFRA2\t182\t10.0.0.1\tGET\td1.cloudfront.example\t/a\t200\thttps://news.example/\t"
            + QByteArray(encodedAgent).replace("%20", "%2520") + "\t-\t-\t192.0.2.1,%2010.0.0.3",
        "d1.cloudfront.example", both);
    row("Incapsula",
        "#Fields: date time c-ip cs(User-Agent) cs-uri cs(Referrer) cs-method sc-status\n"
        "\"2026-01-02\" \"10:00:00\" \"192.0.2.1\" \""
            + QByteArray(agent) + "\" \"shop.example/a\" \"https://news.example/\" \"GET\" \"200\"",
        "shop.example", both);

    const QByteArray elb
        = QByteArray(" 0.000086 0.001048 0.001337 200 200 0 57 \"GET https://shop.example:443/a?q=1 HTTP/1.1\" \"")
        + agent + "\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2";
    row("classic load balancer", "2026-01-02T10:00:00.000000Z my-elb 192.0.2.1:2817 10.0.0.1:80" + elb, "shop.example",
        agentOnly);
    row("application load balancer",
        "h2 2026-01-02T10:00:00.000000Z app/my-alb/50dc6c495c0c9188 192.0.2.1:2817 10.0.0.1:80" + elb
            + " arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/t/73e2d6bc24d8a067 "
              "\"Root=1-58337262-36d228ad5d99923122bbe354\" \"shop.example\" \"-\" 0 2026-01-02T10:00:00.000000Z "
              "\"forward\" \"-\" \"-\"",
        "shop.example", agentOnly);
    row("S3",
        "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be shop.example [02/Jan/2026:10:00:00 +0000] "
        "192.0.2.1 - 3E57427F3EXAMPLE WEBSITE.GET.OBJECT a \"GET /a?q=1 HTTP/1.1\" 200 - 113 113 7 6"
            + quoted
            + " - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= - - - shop.example - -",
        "shop.example", both);

    const QByteArray haproxy = "Jan  2 10:00:00 lb haproxy[14389]: 192.0.2.1:33317 [02/Jan/2026:10:00:00.000] http-in~ "
                               "static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 ";
    row("HAProxy", haproxy + "\"GET /a?q=1 HTTP/1.1\"", "-", "|");
    row("HAProxy, captured headers",
        haproxy + "{shop.example|" + agent + "|https://news.example/} {nginx||} \"GET /a HTTP/1.1\"", "shop.example",
        both);
    row("HAProxy, HTTP/2", haproxy + "\"GET https://shop.example/a HTTP/2.0\"", "shop.example", "|");
    row("HAProxy, httpslog",
        haproxy + "\"GET /a HTTP/1.1\" 0/0000000000000000/0/0/0 shop.example/TLSv1.3/TLS_AES_128_GCM_SHA256", "-", "|");

    row("Caddy",
        R"({"level":"info","ts":1767348000.0,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"10.0.0.1","client_ip":"192.0.2.1","proto":"HTTP/2.0","method":"GET","host":"shop.example","uri":"/a?q=1","headers":{"User-Agent":[")"
            + QByteArray(agent)
            + R"("],"Referer":["https://news.example/"]}},"duration":0.001,"size":3609,"status":200,"resp_headers":{"Server":["Caddy"]}})",
        "shop.example", both);
    row("Caddy 2.4, ISO time",
        R"({"ts":"2026-01-02T10:00:00.000Z","request":{"remote_addr":"192.0.2.1:4711","method":"GET","host":"shop.example:443","uri":"/a","headers":{"User-Agent":[")"
            + QByteArray(agent) + R"("]}},"status":200})",
        "shop.example", agentOnly);
    row("Traefik",
        R"({"ClientAddr":"10.0.0.9:52458","ClientHost":"192.0.2.1","DownstreamStatus":200,"OriginStatus":200,"RequestHost":"shop.example","RequestMethod":"GET","RequestPath":"/a?q=1","StartLocal":"2026-01-02T11:00:00+01:00","StartUTC":"2026-01-02T10:00:00Z","request_User-Agent":")"
            + QByteArray(agent)
            + R"(","request_Referer":"https://news.example/","level":"info","msg":"","time":"2026-01-02T10:00:05Z"})",
        "shop.example", both);
    row("nginx, JSON",
        R"({"time_local":"02/Jan/2026:10:00:00 +0000","remote_addr":"192.0.2.1","request":"GET /a?q=1 HTTP/1.1","status":"200","http_referrer":"https://news.example/","http_user_agent":")"
            + QByteArray(agent) + R"("})",
        "-", both);
    row("nginx, JSON, another",
        R"({"idsite":1,"ip":"192.0.2.1","host":"shop.example","path":"/a?q=1","status":"200","method":"GET","referrer":"https://news.example/","user_agent":")"
            + QByteArray(agent) + R"(","date":"2026-01-02T11:00:00+01:00"})",
        "shop.example", both);
    row("Google Cloud",
        R"({"httpRequest":{"requestMethod":"GET","requestUrl":"https://shop.example/a?q=1","status":200,"userAgent":")"
            + QByteArray(agent)
            + R"(","remoteIp":"192.0.2.1","referer":"https://news.example/"},"timestamp":"2026-01-02T10:00:00Z"})",
        "shop.example", both);
    row("Cloudflare",
        R"({"ClientIP":"192.0.2.1","ClientRequestHost":"shop.example","ClientRequestMethod":"GET","ClientRequestURI":"/a?q=1","ClientRequestUserAgent":")"
            + QByteArray(agent) + R"(","EdgeResponseStatus":200,"EdgeStartTimestamp":1767348000000000000})",
        "shop.example", agentOnly);

    row("Docker's JSON",
        R"({"log":"192.0.2.1 - - [02/Jan/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 512 \"https://news.example/\" \")"
            + QByteArray(agent) + R"(\"\n","stream":"stdout","time":"2026-01-02T10:00:00.5Z"})",
        "-", both);
    row("journald's JSON",
        R"({"__REALTIME_TIMESTAMP":"1767348000000000","MESSAGE":"192.0.2.1 - - [02/Jan/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 512"})",
        "-", "|");
    row("Caddy in Docker's JSON",
        R"({"log":"{\"ts\":1767348000,\"request\":{\"remote_ip\":\"192.0.2.1\",\"method\":\"GET\",\"host\":\"shop.example\",\"uri\":\"/a\"},\"status\":200}\n","stream":"stderr"})",
        "shop.example", "|");
    row("Traefik in Kubernetes",
        R"(2026-01-02T10:00:00.1Z stdout F {"ClientHost":"192.0.2.1","DownstreamStatus":200,"RequestMethod":"GET","RequestPath":"/a","StartUTC":"2026-01-02T10:00:00Z"})",
        "-", "|");
}

void TestLogFormats::recognisesEachFormat()
{
    QFETCH(QByteArray, log);
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, tail);
    QCOMPARE(lastVisit(log), "view 192.0.2.1 " + host + " 2026-01-02T10:00:00.000000Z /a " + tail);
}

void TestLogFormats::namesReadTheirFormatsOnly()
{
    const QByteArray combined = R"(192.0.2.1 - - [02/Jan/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 5 "-" "x/1")";
    QVERIFY(lastVisit(combined, u"combined"_s).startsWith("view "));
    QVERIFY(lastVisit(combined, u"common"_s).endsWith("/a |"));
    QVERIFY(lastVisit(combined, u"traefik"_s).startsWith("view "));
    for (const char *name : {"w3c", "iis", "cloudfront", "elb", "s3", "json", "caddy"})
        QVERIFY2(lastVisit(combined, QString::fromLatin1(name)).startsWith("error: "), name);
    for (const char *nothing : {"hello", "{}", "{\"a\":1}", "[02/Jan/2026:10:00:00 +0000]", "a b c d e f g",
             "- - - [02/Jan/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 5"})
        QCOMPARE(lastVisit(nothing), "error: in none of the formats that --format knows");
}

void TestLogFormats::fieldsMayChangeWithinAFile()
{
    QByteArray log = "#Fields: date time c-ip cs-method cs-uri-stem sc-status\n"
                     "2026-01-02 10:00:00 192.0.2.1 GET /a 200\n";
    QVERIFY(lastVisit(log).startsWith("view 192.0.2.1 "));
    log += "#Fields: date time cs-uri-stem cs-method sc-status c-ip cs(User-Agent)\n"
           "2026-01-02 10:00:01 /my+page GET 200 192.0.2.2 a+b\n";
    QCOMPARE(lastVisit(log), "view 192.0.2.2 - 2026-01-02T10:00:01.000000Z /my%20page |a b");
    QCOMPARE(lastVisit(log + "2026-01-02 10:00:01 /a GET 200"), "error: not as many fields as the #Fields: line has");
    QCOMPARE(lastVisit("2026-01-02 10:00:01 /a GET 200", u"iis"_s), "error: no #Fields: line before it");
}

void TestLogFormats::aFileIsReadByMostOfItsFirstLines()
{
    const QByteArray combined = "192.0.2.1 - - [02/Jan/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"x/1\"\n";
    // A line that is cut after its size is no reason to read the others without their user agents.
    const QByteArray cut = "192.0.2.1 - - [02/Jan/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 5\n";
    QVERIFY(lastVisit("what is this\n" + cut + combined + combined + combined).endsWith("|x/1"));
    QVERIFY(lastVisit(combined + combined + cut).startsWith("error: no referrer"));
}

void TestLogFormats::findsTheClient_data()
{
    QTest::addColumn<QByteArray>("before"); // the time
    QTest::addColumn<QByteArray>("client"); // and the host
    const auto row = [](const char *before, const char *client) {
        QTest::newRow(before) << QByteArray(before) << QByteArray(client);
    };
    row("192.0.2.1:40001 - -", "192.0.2.1 -");
    row("[2001:db8::1]:443 - -", "2001:db8::1 -");
    row("192.0.2.9, 10.0.0.1 - -", "192.0.2.9 -");
    row("192.0.2.9,10.0.0.1 - -", "192.0.2.9 -");
    row("10.0.0.7, 192.0.2.9, 10.0.0.1 - -", "192.0.2.9 -");
    row("10.0.0.7, 10.0.0.1 - -", "10.0.0.7 -");
    row("\"192.0.2.9, 10.0.0.1\" - -", "192.0.2.9 -");
    row("192.0.2.9 10.0.0.1 - -", "192.0.2.9 -");
    row("- 192.0.2.9 - -", "192.0.2.9 -");
    row("shop.example 192.0.2.9, 10.0.0.1 - -", "192.0.2.9 shop.example");
    row("Shop.Example.:8443 2001:db8::1 - frank the third", "2001:db8::1 shop.example");
    row("198.51.100.7:443 192.0.2.1 - -", "192.0.2.1 198.51.100.7");
    row("localhost 192.0.2.1 - -", "192.0.2.1 localhost");
    row("192.0.2.1 - 10.0.0.1", "192.0.2.1 -");
    row("192.0.2.1 - shop.example", "192.0.2.1 -");
    row("crawl-7.example - -", "crawl-7.example -");
    row("crawl-7.example - 10.0.0.1", "crawl-7.example -");
}

void TestLogFormats::findsTheClient()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, client);
    const QByteArray visit = lastVisit(before + R"( [02/Jan/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 5 "-" "x/1")");
    QVERIFY2(visit.startsWith(QByteArray("view " + client + ' ')), visit);
}

void TestLogFormats::takesPrefixesOff_data()
{
    QTest::addColumn<QByteArray>("prefix");
    for (const char *prefix :
        {"", "Jan  2 10:00:00 web1 nginx: ", "Jan 12 10:00:00 web1 nginx[123]: ", "<190>Jan  2 10:00:00 web1 nginx: ",
            "<190>Jan  2 10:00:00 nginx: ", "<190>nginx: ", "2026-01-02T10:00:00.123456+01:00 web1 nginx: ",
            "2026-01-02T10:00:00+0100 web1 nginx[1]: ", "<13>1 2026-01-02T10:00:00.1Z web1 nginx 123 - - ",
            "<13>1 2026-01-02T10:00:00Z web1 nginx - ID47 [a@1 b=\"c \\\"] d\"][e@2] ",
            "<13>1 2026-01-02T10:00:00Z web1 nginx - - - \xef\xbb\xbf", "2026-01-02T10:00:00.0Z stdout F ",
            "2026-01-02T10:00:00.123456789+01:00 stderr F ", "2026-01-02T10:00:00.0Z ", "web-1  | ",
            "web-1  | 2026-01-02T10:00:00.0Z ", "[pod/web-1/nginx] ", "  "})
        QTest::newRow(prefix) << QByteArray(prefix);
}

void TestLogFormats::takesPrefixesOff()
{
    QFETCH(QByteArray, prefix);
    for (const std::string line : {"192.0.2.1 - - [x] \"GET / HTTP/1.1\"", "2001:db8:: - - [x]",
             "shop.example:443 192.0.2.1 - -", "{\"a\":\"b | c\"}"})
        QCOMPARE(bytes(std::string(withoutLogPrefix(prefix.toStdString() + line))), bytes(line));
}

void TestLogFormats::writesAnAddressInOneForm_data()
{
    QTest::addColumn<QByteArray>("logged");
    QTest::addColumn<QByteArray>("address"); // empty: none
    const auto row = [](const char *logged, const char *address) {
        QTest::newRow(logged) << QByteArray(logged) << QByteArray(address);
    };
    row("192.0.2.1", "192.0.2.1");
    row("192.0.2.1:80", "192.0.2.1");
    row("::ffff:192.0.2.1", "192.0.2.1");
    row("::FFFF:c000:0201", "192.0.2.1");
    row("[::ffff:192.0.2.1]:80", "192.0.2.1");
    row("2001:DB8:0:0:0:0:0:1", "2001:db8::1");
    row("[2001:db8::1]", "2001:db8::1");
    row("fe80::1%eth0", "fe80::1");
    for (const char *none : {"", "-", "200", "1.2", "1.2.3", "1.2.3.4.5", "256.1.1.1", "192.0.2.1:x", "[192.0.2.1",
             "[::1]x", "::g", "unknown", "a.example"})
        row(none, "");
}

void TestLogFormats::writesAnAddressInOneForm()
{
    QFETCH(QByteArray, logged);
    QFETCH(QByteArray, address);
    QCOMPARE(bytes(canonicalAddress(logged.toStdString()).value_or(std::string())), address);
}

void TestLogFormats::readsTimes_data()
{
    QTest::addColumn<QByteArray>("logged");
    QTest::addColumn<QByteArray>("time"); // empty: none
    const auto row
        = [](const char *logged, const char *time) { QTest::newRow(logged) << QByteArray(logged) << QByteArray(time); };
    row("2026-01-02T10:00:00Z", "2026-01-02T10:00:00.000000Z");
    row("2026-01-02 10:00:00", "2026-01-02T10:00:00.000000Z");
    row("2026/01/02 10:00:00.25", "2026-01-02T10:00:00.250000Z");
    row("2026-01-02T11:00:00.250+0100", "2026-01-02T10:00:00.250000Z");
    row("02/Jan/2026:11:00:00 +0100", "2026-01-02T10:00:00.000000Z");
    row("02/Jan/2026:07:00:00.5", "2026-01-02T12:00:00.500000Z"); // here: New York
    row("1767348000.25", "2026-01-02T10:00:00.250000Z");
    row("1767348000250", "2026-01-02T10:00:00.250000Z");
    row("1767348000250000", "2026-01-02T10:00:00.250000Z");
    row("1767348000250000000", "2026-01-02T10:00:00.250000Z");
    for (const char *none : {"", "-", "0", "12", "inf", "nan", "-1767348000", "1e30", "2026-01-02", "10:00:00",
             "2026-13-02T10:00:00Z", "1767348000x"})
        row(none, "");
}

void TestLogFormats::readsTimes()
{
    QFETCH(QByteArray, logged);
    QFETCH(QByteArray, time);
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", "America/New_York");
    const auto found = parseLogTime(logged.toStdString());
    qputenv("TZ", before);
    std::string text;
    if (found)
        appendTimestamp(text, *found);
    QCOMPARE(bytes(text), time);
}

void TestLogFormats::saysAReasonOnce()
{
    SkippedLines skipped;
    for (const qint64 line : {7, 3, 9})
        skipped.add(line, u"no time"_s);
    skipped.add(5, u"no size"_s);
    QCOMPARE(skipped.report(u"f"_s), (QStringList {u"f:3: no time (3 lines)"_s, u"f:5: no size"_s}));
    QCOMPARE(skipped.report(u"f"_s), QStringList());
    for (int i = 1; i <= 1000; ++i)
        skipped.add(i, QString::number(i));
    QCOMPARE(skipped.report(u"f"_s).last(), u"f:101: for other reasons (900 lines)"_s);
}

QTEST_GUILESS_MAIN(TestLogFormats)
#include "tst_logformats.moc"

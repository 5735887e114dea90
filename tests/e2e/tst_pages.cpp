#include "tests/support/http.h"
#include "tests/support/ingestserver.h"
#include "tests/support/query.h"
#include "tests/support/stack.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// What pages send, without a browser: see tests/browser for one.
class TestPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void visitorsAreCountedOnceADay();
    void visitorsOutliveTheServer();
    void botsAreCountedApart();
    void whatIsKnownOfAPageView();
    void whoIsNotCountedIsAnswered_data();
    void whoIsNotCountedIsAnswered();
    void pathsAndReferrersHaveOneForm();
    void countIsNotForBrowsers();
    void thePixelIsAPageView();
    void aPixelWithoutASiteSaysSo();
    void theTrackerIsServed();
    void serversShareTheSaltsOfTheDatabase();
    void aStartWithoutPostgresHasSaltsOfItsOwn();
    void aBadDatabaseOfCountriesEndsTheStart();
    void theAddressIsNowhereOnDisk();

private:
    HttpAnswer send(const QByteArray &siteId, const QByteArray &userAgent, const QByteArray &address,
        const QByteArray &more = {}) const;
    bool isCounted(const QByteArray &siteId, int events) const; // so many and no more
    QJsonObject stats(const QByteArray &siteId) const;

    Stack m_stack;
};

namespace {

const QByteArray firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";
const QByteArray chrome
    = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
const QByteArray googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

// More of an event.
const QByteArray asAnna = R"(,"user_id":"anna")";
const QByteArray withAnId = R"(,"event_id":"1")";
const QByteArray fromGoogle = R"(,"referrer":"https://www.google.com/","query":"?utm_medium=mail&utm_campaign=spring+sale")";
const QByteArray fromWithin = R"(,"referrer":"https://www.shop.example/a")";
const QByteArray fromSpam = R"(,"referrer":"https://buy.spam.example/x")";
const QByteArray fromMail = R"(,"referrer":"https://jane:x@Mail.example:443/read?u=jane#1")";
const QByteArray fiveTimes = R"(,"count":5)";

HttpHeaders page(const QByteArray &userAgent, const QByteArray &address)
{
    return {{"Origin", "https://shop.example"}, {"User-Agent", userAgent}, {"X-Forwarded-For", address}};
}

QByteArray saltOfToday(const QString &folder)
{
    QFile file(folder + u"/salts.json"_s);
    const QJsonObject object = file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    for (const QJsonValue &salt : object[u"salts"].toArray()) {
        if (salt[u"day"].toString() == QDateTime::currentDateTimeUtc().date().toString(Qt::ISODate))
            return salt[u"salt"].toString().toLatin1();
    }
    return {};
}

}

HttpAnswer TestPages::send(
    const QByteArray &siteId, const QByteArray &userAgent, const QByteArray &address, const QByteArray &more) const
{
    return post(m_stack.ingestUrl(u"/event"_s), R"({"site_id":")" + siteId + R"(","event_type":"page_view")" + more + '}',
        "text/plain;charset=UTF-8", page(userAgent, address));
}

QJsonObject TestPages::stats(const QByteArray &siteId) const
{
    return json(get(m_stack.statsUrl(u"/stats?site_id="_s + QString::fromLatin1(siteId))));
}

bool TestPages::isCounted(const QByteArray &siteId, int events) const
{
    return waitFor([&] { return stats(siteId)[u"total_events"].toInt() >= events; }, 20s)
        && waitFor([&] { return json(get(m_stack.ingestUrl(u"/health"_s)))[u"queue_size"].toInt() == 0; }, 20s)
        && stats(siteId)[u"total_events"].toInt() == events;
}

void TestPages::initTestCase()
{
    // The server may be another user, who cannot read the files of the one who tests.
    const QString countries = m_stack.dataDirectory() + u"/countries.mmdb"_s;
    QVERIFY(QFile::copy(QStringLiteral(FOOTFALL_SOURCE_DIR "/tests/data/countries.mmdb"), countries));
    QFile blocked(m_stack.dataDirectory() + u"/blocked"_s);
    QVERIFY(blocked.open(QIODevice::WriteOnly) && blocked.write("# advertisements\nspam.example\n") > 0);
    blocked.close();
    m_stack.setArguments({u"--exclude-addresses"_s, u"203.0.113.0/28"_s, u"--block-referrers"_s, blocked.fileName(),
        u"--trailing-slash"_s, u"drop"_s});
    m_stack.setEnvironment(u"FOOTFALL_TRUSTED_PROXIES"_s, u"127.0.0.1"_s);
    m_stack.setEnvironment(u"FOOTFALL_GEOIP"_s, countries);
    QVERIFY(m_stack.start());
}

void TestPages::visitorsAreCountedOnceADay()
{
    for (int i = 0; i < 3; ++i)
        QCOMPARE(send("visitors", firefox, "192.0.2.1").status, 200);
    QCOMPARE(send("visitors", chrome, "192.0.2.1").status, 200);
    QCOMPARE(send("visitors", firefox, "192.0.2.2").status, 200);
    QCOMPARE(send("visitors", firefox, "192.0.2.2", asAnna).status, 200);
    QVERIFY(isCounted("visitors", 6));
    QCOMPARE(stats("visitors")[u"unique_users"].toInt(), 4);
    QCOMPARE(queryValue(m_stack.database(),
                 "SELECT count(*) FROM events WHERE site_id = 'visitors' AND user_id ~ '^~[0-9a-f]{32}$'"),
        QByteArray("5"));
}

void TestPages::visitorsOutliveTheServer()
{
    QCOMPARE(send("restart", firefox, "192.0.2.1").status, 200);
    const qint64 server = m_stack.pid(u"server"_s);
    m_stack.kill(u"server"_s);
    QVERIFY(m_stack.waitRestarted(u"server"_s, server));
    QVERIFY(waitFor([&] { return send("restart", firefox, "192.0.2.1", withAnId).status == 200; }, 20s));
    QVERIFY(isCounted("restart", 2));
    QCOMPARE(stats("restart")[u"unique_users"].toInt(), 1);
}

void TestPages::botsAreCountedApart()
{
    QCOMPARE(send("bots", googlebot, "192.0.2.1").status, 200);
    QCOMPARE(send("bots", firefox, "192.0.2.1").status, 200);
    // A program says by an event's User-Agent whose visit it was.
    const QByteArray imported = R"({"site_id":"bots","event_type":"page_view","user_agent":")" + googlebot + R"("})";
    QCOMPARE(post(m_stack.ingestUrl(u"/event"_s), imported, "application/json", {{"User-Agent", firefox}}).status, 200);
    QVERIFY(waitFor(
        [&] { return queryValue(m_stack.database(), "SELECT bots FROM totals WHERE site_id = 'bots'") == "2"; }, 20s));
    QVERIFY(isCounted("bots", 1));
    QCOMPARE(stats("bots")[u"total_views"].toInt(), 1);
    QCOMPARE(stats("bots")[u"unique_users"].toInt(), 1);
}

void TestPages::whatIsKnownOfAPageView()
{
    QCOMPARE(send("known", chrome, "198.51.100.9",
                 fromGoogle)
                 .status,
        200);
    QCOMPARE(send("known", firefox, "2001:db8::1", fromWithin).status, 200);
    QVERIFY(isCounted("known", 2));
    const auto rows = queryRows(m_stack.database(),
        "SELECT source, utm_medium, utm_campaign, browser, os, device, country FROM events WHERE site_id = 'known' "
        "ORDER BY browser");
    QCOMPARE(rows, (QList<QByteArrayList> {{"google", "mail", "spring sale", "Chrome", "Windows", "desktop", "NZ"},
                       {"", "", "", "Firefox", "Linux", "desktop", "JP"}}));
}

void TestPages::whoIsNotCountedIsAnswered_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("header"); // "1" for it
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QString>("number"); // in /health
    QTest::newRow("dnt") << QByteArray("192.0.2.1") << QByteArray("DNT") << QByteArray() << u"not_tracked"_s;
    QTest::newRow("gpc") << QByteArray("192.0.2.1") << QByteArray("Sec-GPC") << QByteArray() << u"not_tracked"_s;
    QTest::newRow("office") << QByteArray("203.0.113.9") << QByteArray() << QByteArray() << u"excluded_addresses"_s;
    QTest::newRow("spam") << QByteArray("192.0.2.1") << QByteArray() << fromSpam << u"blocked_referrers"_s;
}

void TestPages::whoIsNotCountedIsAnswered()
{
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, more);
    QFETCH(QString, number);
    const QByteArray siteId = QByteArray("not-counted-") + QTest::currentDataTag();
    const auto health = [&] { return json(get(m_stack.ingestUrl(u"/health"_s)))[number].toInt(); };
    const int before = health();
    HttpHeaders headers = page(firefox, address);
    if (!header.isEmpty())
        headers += {header, "1"};
    const QByteArray event = R"({"site_id":")" + siteId + R"(","event_type":"page_view","path":"/x")";
    const HttpAnswer answer = post(m_stack.ingestUrl(u"/event"_s), event + more + '}', "text/plain", headers);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, "{\"status\":\"accepted\"}");
    headers.removeFirst(); // an image has no Origin
    const QString pixel = u"/f.gif?s=%1&p=/x&r=https://buy.spam.example/"_s.arg(QString::fromLatin1(siteId));
    QCOMPARE(get(m_stack.ingestUrl(pixel), headers).body.size(), 43);
    QCOMPARE(health(), before + 2);
    QCOMPARE(post(m_stack.ingestUrl(u"/event"_s), "{}", "text/plain", headers).status, 400);
    // A program is taken at its word, but for its address.
    const HttpHeaders program {{"X-Forwarded-For", "192.0.2.1"}, {"DNT", "1"}, {"Sec-GPC", "1"}};
    QCOMPARE(post(m_stack.ingestUrl(u"/event"_s), event + '}', "application/json", program).status, 200);
    QVERIFY(isCounted(siteId, 1));
}

void TestPages::pathsAndReferrersHaveOneForm()
{
    for (const char *path : {"/caf%c3%a9", "/caf%C3%A9/", "/caf\xc3\xa9"})
        QCOMPARE(send("forms", firefox, "192.0.2.1", fromMail + ",\"path\":\"" + path + '"').status, 200);
    QVERIFY(isCounted("forms", 3));
    QCOMPARE(queryRows(m_stack.database(), "SELECT DISTINCT path, referrer, source FROM events WHERE site_id = 'forms'"),
        (QList<QByteArrayList> {{"/caf\xc3\xa9", "https://mail.example/read", "mail.example"}}));
    for (const QString &path : {u"/caf%25c3%25a9"_s, u"/caf%C3%A9"_s}) {
        QCOMPARE(json(get(m_stack.statsUrl(u"/stats?site_id=forms&path="_s + path)))[u"total_views"].toInt(), 3);
        QVERIFY(get(m_stack.statsUrl(u"/report?site_id=forms&page="_s + path)).body.contains("\"v\":3"));
    }
}

void TestPages::countIsNotForBrowsers()
{
    const HttpAnswer answer = send("count", firefox, "192.0.2.1", fiveTimes);
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.body.contains("count: "));
}

void TestPages::thePixelIsAPageView()
{
    const QUrl url = m_stack.ingestUrl(u"/f.gif?site_id=pixel&path=%2Fprices&referrer=https%3A%2F%2Fblog.example%2F"_s);
    const HttpAnswer answer = get(url, {{"User-Agent", firefox}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.value("content-type"), QByteArray("image/gif"));
    QCOMPARE(answer.headers.value("cache-control"), QByteArray("no-store"));
    QCOMPARE(answer.body.size(), 43);
    QVERIFY(answer.body.startsWith("GIF89a") && answer.body.endsWith(';'));
    QCOMPARE(get(m_stack.ingestUrl(u"/f.gif?s=pixel&p=/prices"_s), {{"User-Agent", googlebot}}).status, 200);
    QVERIFY(isCounted("pixel", 1));
    QVERIFY(waitFor(
        [&] { return queryValue(m_stack.database(), "SELECT bots FROM totals WHERE site_id = 'pixel'") == "1"; }, 20s));
    QCOMPARE(queryRows(m_stack.database(),
                 "SELECT path, source, browser, length(user_id) FROM events WHERE site_id = 'pixel' AND bot IS NULL"),
        (QList<QByteArrayList> {{"/prices", "blog.example", "Firefox", "33"}}));
}

void TestPages::aPixelWithoutASiteSaysSo()
{
    const HttpAnswer answer = get(m_stack.ingestUrl(u"/f.gif?path=/"_s));
    QCOMPARE(answer.status, 400);
    QCOMPARE(json(answer)[u"message"].toString(), u"Missing required parameter: site_id"_s);
}

void TestPages::theTrackerIsServed()
{
    const HttpAnswer answer = get(m_stack.ingestUrl(u"/f.js"_s), {{"Accept-Encoding", "identity"}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.value("content-type"), QByteArray("text/javascript; charset=utf-8"));
    QVERIFY(answer.headers.value("cache-control").contains("max-age="));
    QVERIFY(answer.body.contains("page_view"));
    QVERIFY2(answer.body.size() < 2'000, QByteArray::number(answer.body.size()).constData());
    QVERIFY(!answer.headers.contains("content-encoding"));
    QCOMPARE(get(m_stack.ingestUrl(u"/footfall.js"_s)).body, answer.body); // what the client has unpacked
    const HttpAnswer packed = get(m_stack.ingestUrl(u"/f.js"_s), {{"Accept-Encoding", "br, gzip;q=0.5"}});
    QCOMPARE(packed.headers.value("content-encoding"), QByteArray("gzip"));
    QCOMPARE(packed.headers.value("vary"), QByteArray("Accept-Encoding, Origin"));
    QVERIFY2(packed.body.size() < 1'200, QByteArray::number(packed.body.size()).constData());
    QVERIFY(packed.headers.value("etag") != answer.headers.value("etag")); // it is of these bytes
    QCOMPARE(get(m_stack.ingestUrl(u"/f.js"_s), {{"Accept-Encoding", "gzip;q=0"}}).body, answer.body);
    const HttpAnswer again = get(m_stack.ingestUrl(u"/f.js"_s),
        {{"If-None-Match", answer.headers.value("etag")}, {"Accept-Encoding", "identity"}});
    QCOMPARE(again.status, 304);
    QCOMPARE(again.body, QByteArray());
    QCOMPARE(get(m_stack.ingestUrl(u"/f.js"_s), {{"If-None-Match", "\"another\""}}).status, 200);
}

void TestPages::serversShareTheSaltsOfTheDatabase()
{
    QCOMPARE(queryValue(m_stack.database(), "SELECT count(*) FROM salts"), QByteArray("8"));
    const QTemporaryDir folder;
    const IngestServer another(folder.path(), m_stack.database());
    QVERIFY(!another.url().isEmpty());
    QCOMPARE(saltOfToday(folder.path()),
        queryValue(m_stack.database(),
            "SELECT encode(salt, 'hex') FROM salts WHERE day = (now() AT TIME ZONE 'UTC')::date"));
}

void TestPages::aStartWithoutPostgresHasSaltsOfItsOwn()
{
    const QTemporaryDir folder;
    QByteArray salt;
    for (int start = 0; start < 2; ++start) {
        const IngestServer server(folder.path(), noDatabase);
        QVERIFY(!server.url().isEmpty());
        QCOMPARE(saltOfToday(folder.path()).size(), 64);
        QVERIFY(salt.isEmpty() || salt == saltOfToday(folder.path()));
        salt = saltOfToday(folder.path());
        QCOMPARE(get(server.url().resolved(QUrl(u"/f.gif?s=alone"_s)), {{"User-Agent", firefox}}).status, 200);
    }
}

void TestPages::aBadDatabaseOfCountriesEndsTheStart()
{
    QProcess server;
    server.start(QStringLiteral(FOOTFALL_BIN_DIR "/footfall-server"), {u"--geoip"_s, u"/nonexistent.mmdb"_s});
    QVERIFY(server.waitForFinished());
    QCOMPARE(server.exitCode(), 2);
    const QByteArray error = server.readAllStandardError();
    QVERIFY2(error.contains("--geoip: /nonexistent.mmdb: "), error.constData());
}

void TestPages::theAddressIsNowhereOnDisk()
{
    const QByteArray address = "203.0.113.77";
    QCOMPARE(send("nowhere", firefox, address).status, 200);
    QCOMPARE(send("nowhere", firefox, address, fiveTimes).status, 400);
    QVERIFY(isCounted("nowhere", 1));
    int files = 0;
    for (QDirIterator it(m_stack.dataDirectory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            continue; // it is gone again
        const QByteArray content = file.readAll();
        ++files;
        QVERIFY2(!content.contains(address) && !content.contains(QByteArray::fromHex("cb00714d")), qPrintable(file.fileName()));
    }
    QVERIFY(files > 100);
}

QTEST_GUILESS_MAIN(TestPages)
#include "tst_pages.moc"

#include "tests/support/http.h"
#include "tests/support/ingestserver.h"
#include "tests/support/stack.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// For which sites, and from which pages, events are taken.
class TestSites : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void registrationNeedsNoRestart();
    void anUnregisteredSiteIsRefused();
    void aBatchIsJudgedEventByEvent();
    void onlyFromTheOriginsOfASite();
    void listsAndRemoves();
    void badArgumentsAreNamed_data();
    void badArgumentsAreNamed();
    void aRestartWithoutPostgresKeepsTheList();
    void withoutAnyListItAcceptsNothing();
    void originsCountWhereAnySiteMaySend();

private:
    struct Run {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;
    };
    Run site(const QStringList &arguments) const;
    HttpAnswer send(const QByteArray &siteId, const QByteArray &origin = {}) const;

    Stack m_stack;
    QTemporaryDir m_folder;
};

namespace {

QByteArray pageView(const QByteArray &siteId)
{
    return R"({"site_id":")" + siteId + R"(","event_type":"page_view"})";
}

HttpAnswer sendTo(const QUrl &ingest, const QByteArray &siteId, const QByteArray &origin = {})
{
    return post(ingest.resolved(QUrl(u"/event"_s)), pageView(siteId), "application/json",
        origin.isEmpty() ? HttpHeaders() : HttpHeaders {{"Origin", origin}});
}

}

TestSites::Run TestSites::site(const QStringList &arguments) const
{
    QProcess process;
    process.start(m_stack.program(), QStringList {u"site"_s, u"--data"_s, m_stack.dataDirectory()} + arguments);
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

HttpAnswer TestSites::send(const QByteArray &siteId, const QByteArray &origin) const
{
    return sendTo(m_stack.ingestUrl(), siteId, origin);
}

void TestSites::initTestCase()
{
    m_stack.setEnvironment(u"FOOTFALL_SITES"_s, u"registered"_s);
    QVERIFY(m_stack.start());
    QCOMPARE(send("shop").status, 403);
    QCOMPARE(site({u"list"_s}).out, QByteArray());
    QCOMPARE(site({u"add"_s, u"blog"_s}).out, QByteArray("Registered blog: any origin\n"));
    const Run shop = site({u"add"_s, u"shop"_s, u"--origin"_s, u"https://Shop.example:443"_s, u"--origin"_s,
        u"http://localhost:8080"_s});
    QCOMPARE(shop.err, QByteArray());
    QCOMPARE(shop.out, QByteArray("Registered shop: https://shop.example http://localhost:8080\n"));
    QVERIFY(waitFor([&] { return send("shop").status == 200; }, 20s));
}

void TestSites::registrationNeedsNoRestart()
{
    const qint64 server = m_stack.pid(u"server"_s);
    QCOMPARE(send("new").status, 403);
    QCOMPARE(site({u"add"_s, u"new"_s}).exitCode, 0);
    QVERIFY(waitFor([&] { return send("new").status == 200; }, 20s));
    QCOMPARE(site({u"add"_s, u"new"_s, u"--origin"_s, u"https://new.example"_s}).exitCode, 0); // replaces
    QVERIFY(waitFor([&] { return send("new", "https://old.example").status == 403; }, 20s));
    QCOMPARE(site({u"remove"_s, u"new"_s}).exitCode, 0);
    QVERIFY(waitFor([&] { return send("new").status == 403; }, 20s));
    QCOMPARE(m_stack.pid(u"server"_s), server);
}

void TestSites::anUnregisteredSiteIsRefused()
{
    const HttpAnswer answer = send("stranger");
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.body, QByteArray(R"({"status":"error","message":"site_id: not registered: stranger"})"));
}

void TestSites::aBatchIsJudgedEventByEvent()
{
    const QUrl url = m_stack.ingestUrl(u"/events"_s);
    const HttpAnswer some = post(url, '[' + pageView("stranger") + ',' + pageView("blog") + ",{}," + pageView("shop") + ']');
    QCOMPARE(some.status, 200);
    QCOMPARE(json(some)[u"accepted"].toInt(), 2);
    const QJsonArray rejected = json(some)[u"rejected"].toArray();
    QCOMPARE(rejected.size(), 2);
    QCOMPARE(rejected[0][u"index"].toInt(), 0);
    QCOMPARE(rejected[0][u"message"].toString(), u"site_id: not registered: stranger"_s);
    QCOMPARE(rejected[1][u"index"].toInt(), 2);

    const HttpAnswer none = post(url, pageView("stranger") + '\n', "application/x-ndjson");
    QCOMPARE(none.status, 400);
    QCOMPARE(json(none)[u"accepted"].toInt(-1), 0);
    QCOMPARE(json(none)[u"rejected"][0][u"message"].toString(), u"site_id: not registered: stranger"_s);
}

void TestSites::onlyFromTheOriginsOfASite()
{
    QCOMPARE(send("shop", "https://shop.example").status, 200);
    QCOMPARE(send("shop", "http://localhost:8080").status, 200);
    QCOMPARE(send("shop").status, 200); // no browser: an origin proves nothing about it anyway
    QCOMPARE(send("blog", "https://anybody.example").status, 200);
    QCOMPARE(send("shop", "null").status, 403);
    const HttpAnswer answer = send("shop", "https://evil.example");
    QCOMPARE(answer.status, 403);
    QCOMPARE(json(answer)[u"message"].toString(), u"Origin: not allowed for site shop: https://evil.example"_s);
    QCOMPARE(answer.headers.value("access-control-allow-origin"), QByteArray("https://evil.example")); // so that the page can read why
}

void TestSites::listsAndRemoves()
{
    QCOMPARE(site({u"add"_s, u"brief"_s}).exitCode, 0);
    const QString listed = QString::fromUtf8(site({u"list"_s}).out);
    static const QRegularExpression form(u"^blog: any origin \\(since \\d{4}-\\d\\d-\\d\\d\\)\n"
                                         "brief: any origin \\(since .*\\)\n"
                                         "shop: https://shop.example http://localhost:8080 \\(since .*\\)\n$"_s);
    QVERIFY2(form.match(listed).hasMatch(), qPrintable(listed));
    QCOMPARE(site({u"remove"_s, u"brief"_s}).out, QByteArray("Removed brief; its events and figures stay\n"));
    const Run again = site({u"remove"_s, u"brief"_s});
    QCOMPARE(again.exitCode, 1);
    QCOMPARE(again.err, QByteArray("footfall site: not registered: brief\n"));
    QVERIFY(!site({u"list"_s}).out.contains("brief"));
}

void TestSites::badArgumentsAreNamed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("nothing") << QStringList {} << QByteArray("expected add, list or remove");
    QTest::newRow("another verb") << QStringList {u"drop"_s, u"x"_s} << QByteArray("not 'drop'");
    QTest::newRow("no ID") << QStringList {u"add"_s} << QByteArray("ID: expected a site_id, 1 to 128 bytes");
    QTest::newRow("a long ID") << QStringList {u"add"_s, QString(65, u'\u00e4')} << QByteArray("1 to 128 bytes");
    QTest::newRow("two IDs") << QStringList {u"remove"_s, u"a"_s, u"b"_s} << QByteArray("unexpected argument b");
    QTest::newRow("a path") << QStringList {u"add"_s, u"a"_s, u"--origin"_s, u"https://a.example/b"_s}
                            << QByteArray("--origin: expected scheme://host[:port] without a path");
    QTest::newRow("an origin to remove") << QStringList {u"remove"_s, u"a"_s, u"--origin"_s, u"https://a.example"_s}
                                         << QByteArray("--origin: only with add");
}

void TestSites::badArgumentsAreNamed()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, named);
    const Run run = site(arguments);
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.err.contains(named), run.err.constData());
}

void TestSites::aRestartWithoutPostgresKeepsTheList()
{
    {
        const IngestServer server(m_folder.path(), m_stack.database(), {u"--sites"_s, u"registered"_s});
        QVERIFY(waitFor([&] { return sendTo(server.url(), "blog").status == 200; }, 20s));
    }
    const IngestServer server(m_folder.path(), noDatabase, {u"--sites"_s, u"registered"_s});
    QCOMPARE(get(server.url().resolved(QUrl(u"/health"_s))).status, 200);
    QCOMPARE(sendTo(server.url(), "blog").status, 200);
    QCOMPARE(sendTo(server.url(), "shop", "https://shop.example").status, 200);
    QCOMPARE(sendTo(server.url(), "shop", "https://evil.example").status, 403);
    QCOMPARE(sendTo(server.url(), "stranger").status, 403);
}

void TestSites::withoutAnyListItAcceptsNothing()
{
    const QTemporaryDir fresh;
    const IngestServer server(fresh.path(), noDatabase, {u"--sites"_s, u"registered"_s});
    const HttpAnswer answer = sendTo(server.url(), "blog");
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.headers.contains("retry-after"));
    const HttpAnswer health = get(server.url().resolved(QUrl(u"/health"_s)));
    QCOMPARE(health.status, 503);
    QCOMPARE(json(health)[u"status"].toString(), u"degraded"_s);
    QVERIFY(json(health)[u"reason"].toString().startsWith(u"The list of registered sites is not known yet"_s));
}

void TestSites::originsCountWhereAnySiteMaySend()
{
    const QTemporaryDir fresh;
    const IngestServer server(fresh.path(), m_stack.database());
    QCOMPARE(sendTo(server.url(), "stranger", "https://evil.example").status, 200);
    QVERIFY(waitFor([&] { return sendTo(server.url(), "shop", "https://evil.example").status == 403; }, 20s));
    QCOMPARE(sendTo(server.url(), "shop", "https://shop.example").status, 200);
    QCOMPARE(sendTo(server.url(), "stranger", "https://evil.example").status, 200);
}

QTEST_GUILESS_MAIN(TestSites)
#include "tst_sites.moc"

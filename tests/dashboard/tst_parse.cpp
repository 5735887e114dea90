#include "dashboard/client/parse.h"

#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

namespace {

const QByteArray goodStats = R"({"site_id":"site-abc-123","date":"2025-11-15","total_views":4,"unique_users":3,
    "total_events":5,"top_paths":[{"path":"/pricing","views":2},{"path":"/","views":1}],"later":{"x":[1]}})";

QByteArray with(const QByteArray &json, const QByteArray &from, const QByteArray &to)
{
    QByteArray changed = json;
    changed.replace(from, to);
    Q_ASSERT(changed != json);
    return changed;
}

}

class TestParse : public QObject {
    Q_OBJECT
private slots:
    void statsOfTheContract();
    void allTimeHasNoDay();
    void badStats_data();
    void badStats();
    void theLargestNumberIsExact();
    void sitesOfTheContract();
    void badSites_data();
    void badSites();
    void queue();
    void errorMessages();
};

void TestParse::statsOfTheContract()
{
    const Result<Stats> stats = parseStats(goodStats);
    QVERIFY2(stats, qPrintable(stats ? QString() : stats.error().message));
    QCOMPARE(stats->site, u"site-abc-123"_s);
    QCOMPARE(stats->day, QDate(2025, 11, 15));
    QCOMPARE(stats->views, 4);
    QCOMPARE(stats->users, 3);
    QCOMPARE(stats->events, 5);
    QCOMPARE(stats->topPaths, (QList<PathViews> {{u"/pricing"_s, 2}, {u"/"_s, 1}}));
}

void TestParse::allTimeHasNoDay()
{
    const Result<Stats> stats = parseStats(with(goodStats, "\"2025-11-15\"", "null"));
    QVERIFY(stats);
    QCOMPARE(stats->day, std::nullopt);
}

void TestParse::badStats_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("complaint");
    const QString wholeNumber = u"expected a whole number of at least 0"_s;
    QTest::newRow("nothing") << QByteArray() << u"not JSON"_s;
    QTest::newRow("html") << QByteArray("<html>Bad Gateway</html>") << u"not JSON"_s;
    QTest::newRow("cut off") << goodStats.left(goodStats.size() / 2) << u"not JSON"_s;
    QTest::newRow("a list") << QByteArray("[]") << u"not a JSON object"_s;
    QTest::newRow("empty") << QByteArray("{}") << u"site_id: missing"_s;
    QTest::newRow("no site") << with(goodStats, "site_id", "site") << u"site_id: missing"_s;
    QTest::newRow("no date") << with(goodStats, "\"date\"", "\"day\"") << u"date: missing"_s;
    QTest::newRow("bad date") << with(goodStats, "2025-11-15", "2025-02-30")
                              << u"date: expected a day as YYYY-MM-DD, or null"_s;
    QTest::newRow("no views") << with(goodStats, "total_views", "views") << u"total_views: missing"_s;
    QTest::newRow("views as text") << with(goodStats, "_views\":4", "_views\":\"4\"")
                                   << u"total_views: "_s + wholeNumber;
    QTest::newRow("views as null") << with(goodStats, "_views\":4", "_views\":null")
                                   << u"total_views: "_s + wholeNumber;
    QTest::newRow("negative") << with(goodStats, "_views\":4", "_views\":-4") << u"total_views: "_s + wholeNumber;
    QTest::newRow("a fraction") << with(goodStats, "_users\":3", "_users\":3.5") << u"unique_users: "_s + wholeNumber;
    QTest::newRow("over 63 bits") << with(goodStats, "_events\":5", "_events\":9223372036854775808")
                                  << u"total_events: "_s + wholeNumber;
    QTest::newRow("huge") << with(goodStats, "_events\":5", "_events\":1e300") << u"total_events: "_s + wholeNumber;
    QTest::newRow("over a double") << with(goodStats, "_events\":5", "_events\":1e999") << u"not JSON"_s;
    QTest::newRow("no paths") << with(goodStats, "top_paths", "paths") << u"top_paths: missing"_s;
    QTest::newRow("paths as object") << QByteArray(
        R"({"site_id":"s","date":null,"total_views":0,"unique_users":0,"total_events":0,"top_paths":{}})")
                                     << u"top_paths: expected a list"_s;
    QTest::newRow("a path as text") << with(goodStats, R"({"path":"/","views":1})", "\"/\"")
                                    << u"top_paths[1]: expected an object"_s;
    QTest::newRow("a path without views") << with(goodStats, R"("/","views")", R"("/","count")")
                                          << u"top_paths[1].views: missing"_s;
}

void TestParse::badStats()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, complaint);
    const Result<Stats> stats = parseStats(json);
    QVERIFY(!stats);
    QVERIFY2(stats.error().message.startsWith(complaint), qPrintable(stats.error().message));
}

void TestParse::theLargestNumberIsExact()
{
    const Result<Stats> stats = parseStats(with(goodStats, "_views\":4", "_views\":9223372036854775807"));
    QVERIFY(stats);
    QCOMPARE(stats->views, std::numeric_limits<qint64>::max());
}

void TestParse::sitesOfTheContract()
{
    const Result<QList<Site>> sites = parseSites(R"({"sites":[
        {"site_id":"a","last_event_at":"2025-11-15T10:00:00.123456Z","views_today":2,"unique_users_today":1},
        {"site_id":"b","last_event_at":null,"views_today":0,"unique_users_today":0}]})");
    QVERIFY2(sites, qPrintable(sites ? QString() : sites.error().message));
    QCOMPARE(sites->size(), 2);
    QCOMPARE(sites->at(0),
        (Site {u"a"_s, QDateTime(QDate(2025, 11, 15), QTime(10, 0, 0, 123), Qt::UTC), 2, 1}));
    QCOMPARE(sites->at(1), (Site {u"b"_s, std::nullopt, 0, 0}));
    QVERIFY(parseSites(R"({"sites":[]})"));
}

void TestParse::badSites_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("missing") << QByteArray("{}") << u"sites: missing"_s;
    QTest::newRow("not a list") << QByteArray(R"({"sites":"a"})") << u"sites: expected a list"_s;
    QTest::newRow("not an object") << QByteArray(R"({"sites":[1]})") << u"sites[0]: expected an object"_s;
    QTest::newRow("no id") << QByteArray(
        R"({"sites":[{"last_event_at":null,"views_today":0,"unique_users_today":0}]})")
                           << u"sites[0].site_id: missing"_s;
    QTest::newRow("bad time") << QByteArray(
        R"({"sites":[{"site_id":"a","last_event_at":"soon","views_today":0,"unique_users_today":0}]})")
                              << u"sites[0].last_event_at: expected a time, or null"_s;
}

void TestParse::badSites()
{
    QFETCH(QByteArray, json);
    const Result<QList<Site>> sites = parseSites(json);
    QVERIFY(!sites);
    QTEST(sites.error().message, "complaint");
}

void TestParse::queue()
{
    const Result<Queue> good = parseQueue(R"({"status":"ok","service":"ingest","queue_size":12,"oldest_seconds":0.31})");
    QVERIFY(good);
    QCOMPARE(good->waiting, 12);
    QCOMPARE(good->oldestSeconds, 0.31);
    QCOMPARE(parseQueue(R"({"queue_size":1})").error().message, u"oldest_seconds: missing"_s);
}

void TestParse::errorMessages()
{
    QCOMPARE(parseErrorMessage(R"({"status":"error","message":"Missing required parameter: site_id"})"),
        u"Missing required parameter: site_id"_s);
    QCOMPARE(parseErrorMessage(R"({"status":"degraded","reason":"spool full"})"), u"spool full"_s);
    QCOMPARE(parseErrorMessage("<html>"), QString());
}

QTEST_GUILESS_MAIN(TestParse)
#include "tst_parse.moc"

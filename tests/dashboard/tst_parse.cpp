#include "dashboard/client/parse.h"

#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

const QByteArray goodStats = R"({"site_id":"site-abc-123","from":"2025-11-15","to":"2025-11-15","tz":"UTC","total_views":4,"unique_users":3,
    "total_events":5,"top_paths":[{"path":"/pricing","views":2},{"path":"/","views":1}],"later":{"x":[1]}})";

const QByteArray ranged = R"({"site_id":"s","from":"2025-11-01","to":"2025-11-07","tz":"Europe/Berlin","total_views":4,
    "unique_users":3,"total_events":5,"bots":9,"top_paths":[],
    "previous":{"from":"2025-10-25","to":"2025-10-31","total_views":8,"unique_users":2,"total_events":9}})";

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
    void badStats_data();
    void badStats();
    void theLargestNumberIsExact();
    void sitesOfTheContract();
    void badSites_data();
    void badSites();
    void queue();
    void aDegradedQueueSaysWhy();
    void statsOfARange();
    void whatNoRollupKnowsIsNothing();
    void badRanges_data();
    void badRanges();
    void timeseries();
    void breakdown();
    void eventTypesAreCountedInEvents();
    void realtime();
    void pipeline();
    void errorMessages();
};

void TestParse::statsOfTheContract()
{
    const Result<Stats> stats = parseStats(goodStats);
    QVERIFY2(stats, qPrintable(stats ? QString() : stats.error().message));
    QCOMPARE(stats->site, u"site-abc-123"_s);
    QCOMPARE(stats->from, QDate(2025, 11, 15));
    QCOMPARE(stats->views, 4);
    QCOMPARE(stats->users, 3);
    QCOMPARE(stats->events, 5);
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
    QTest::newRow("no day") << with(goodStats, "\"from\"", "\"day\"") << u"from: missing"_s;
    QTest::newRow("bad day") << with(goodStats, "2025-11-15", "2025-02-30") << u"from: expected a day as YYYY-MM-DD"_s;
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
                              << u"sites[0].last_event_at: expected a time"_s;
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

void TestParse::aDegradedQueueSaysWhy()
{
    const Result<Queue> queue = parseQueue(R"({"status":"degraded","reason":"the spool is full","queue_size":9,
        "oldest_seconds":70,"spool_bytes":100,"spool_limit_bytes":100,"damaged_spools":1,"rejected_events":2,"rate_limited":3})");
    QVERIFY(queue);
    QCOMPARE(*queue, (Queue {9, 70, u"the spool is full"_s, 100, 100, 1, 2, 3}));
}

void TestParse::statsOfARange()
{
    const Result<Stats> stats = parseStats(ranged);
    QVERIFY2(stats, qPrintable(stats ? QString() : stats.error().message));
    QCOMPARE(stats->from, QDate(2025, 11, 1));
    QCOMPARE(stats->to, QDate(2025, 11, 7));
    QCOMPARE(stats->zone, "Europe/Berlin");
    QCOMPARE(stats->previous, (PreviousStats {QDate(2025, 10, 25), QDate(2025, 10, 31), 8, 2, 9}));
}

void TestParse::whatNoRollupKnowsIsNothing()
{
    const Result<Stats> stats = parseStats(R"({"site_id":"s","from":"2025-11-01","to":"2025-11-07","tz":"UTC","total_views":4,
        "unique_users":null,"total_events":null,"bots":null,"top_paths":null,
        "previous":{"from":"2025-10-25","to":"2025-10-31","total_views":8,"unique_users":null,"total_events":null}})");
    QVERIFY2(stats, qPrintable(stats ? QString() : stats.error().message));
    QVERIFY(!stats->users && !stats->events && !stats->previous->users && !stats->previous->events);
}

void TestParse::badRanges_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("no end") << with(ranged, "\"to\":\"2025-11-07\",", "") << u"to: missing"_s;
    QTest::newRow("bad start") << with(ranged, "2025-11-01", "2025-11-31") << u"from: expected a day as YYYY-MM-DD"_s;
    QTest::newRow("no zone") << with(ranged, "\"tz\"", "\"zone\"") << u"tz: missing"_s;
    QTest::newRow("users neither known nor unknown") << with(ranged, "\"unique_users\":3,", "") << u"unique_users: missing"_s;
    QTest::newRow("previous is no object") << with(ranged, "\"previous\":{", "\"previous\":[],\"x\":{")
                                           << u"previous: expected an object"_s;
    QTest::newRow("within previous") << with(ranged, "2025-10-25", "soon") << u"previous.from: expected a day as YYYY-MM-DD"_s;
}

void TestParse::badRanges()
{
    QFETCH(QByteArray, json);
    const Result<Stats> stats = parseStats(json);
    QVERIFY(!stats);
    QTEST(stats.error().message, "complaint");
}

void TestParse::timeseries()
{
    const QByteArray json = R"({"site_id":"s","from":"2025-10-26","to":"2025-10-26","tz":"Europe/Berlin","interval":"hour",
        "points":[{"t":"2025-10-26T02:00:00+02:00","views":2,"unique_users":1,"events":3},
                  {"t":"2025-10-26T02:00:00+01:00","views":1,"unique_users":null,"events":null}]})";
    const Result<Timeseries> series = parseTimeseries(json);
    QVERIFY2(series, qPrintable(series ? QString() : series.error().message));
    QCOMPARE(series->interval, u"hour"_s);
    QCOMPARE(series->points[0].time.time(), QTime(2, 0)); // as clocks showed it there, twice
    QCOMPARE(series->points[1].time.time(), QTime(2, 0));
    QCOMPARE(series->points[0].time.secsTo(series->points[1].time), 3600);
    QCOMPARE(series->points[0].users, 1);
    QVERIFY(!series->points[1].users && !series->points[1].events);
    QCOMPARE(parseTimeseries(with(json, "+01:00", " later")).error().message, u"points[1].t: expected a time"_s);
    QCOMPARE(parseTimeseries(with(json, "\"views\":1", "\"views\":null")).error().message,
        u"points[1].views: expected a whole number of at least 0"_s);
}

void TestParse::breakdown()
{
    const QByteArray json = R"({"site_id":"s","from":"2025-11-01","to":"2025-11-07","tz":"UTC","dimension":"path","total_rows":70,
        "rows":[{"value":"/pricing","views":2},{"value":"","views":1}]})";
    const Result<Breakdown> found = parseBreakdown(json);
    QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
    QCOMPARE(found->totalRows, 70);
    QCOMPARE(found->rows, (QList<Breakdown::Row> {{u"/pricing"_s, 2}, {QString(), 1}}));
    QCOMPARE(parseBreakdown(with(json, "\"views\":2", "\"events\":2")).error().message, u"rows[0].views: missing"_s);
}

void TestParse::eventTypesAreCountedInEvents()
{
    const Result<Breakdown> found = parseBreakdown(R"({"site_id":"s","from":"2025-11-01","to":"2025-11-07","tz":"UTC",
        "dimension":"event_type","total_rows":1,"rows":[{"value":"signup","events":5}]})");
    QVERIFY(found);
    QCOMPARE(found->rows.first().figure, 5);
}

void TestParse::realtime()
{
    const Result<Realtime> now = parseRealtime(R"({"site_id":"s","current_visitors":7,
        "views_per_minute":[{"t":"2025-11-15T10:00:00Z","views":4}],"top_paths":[{"path":"/","views":4}]})");
    QVERIFY2(now, qPrintable(now ? QString() : now.error().message));
    QCOMPARE(now->currentVisitors, 7);
    QCOMPARE(now->minutes, (QList<Realtime::Minute> {{QDateTime(QDate(2025, 11, 15), QTime(10, 0), Qt::UTC), 4}}));
    QCOMPARE(now->topPaths, (QList<PathViews> {{u"/"_s, 4}}));
}

void TestParse::pipeline()
{
    const Result<Pipeline> pipeline = parsePipeline(R"({"last_commit_at":null,"rejected_events":3,"rejected_by_database":3,"workers":[
        {"name":"worker-1","state":"writing","last_commit_at":"2025-11-15T10:00:00Z","events_per_second":1234.5,"commit_ms":8.25}]})");
    QVERIFY2(pipeline, qPrintable(pipeline ? QString() : pipeline.error().message));
    QVERIFY(!pipeline->lastCommitAt);
    QCOMPARE(pipeline->rejectedEvents, 3);
    const QDateTime committed(QDate(2025, 11, 15), QTime(10, 0), Qt::UTC);
    QCOMPARE(pipeline->workers, (QList<Pipeline::Worker> {{u"worker-1"_s, u"writing"_s, committed, 1234.5, 8.25}}));
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

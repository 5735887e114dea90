// The sample requests of the five systems that Footfall follows, as their READMEs have them
// (but for the ports), and the answers that the contract gives to them.
#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QDateTime>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSeeds : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_stack.start()); }
    void analyticsSystemWithBullMq();
    void analyticsBackendWithRedisStreams();
    void analyticsServiceWithMongo();
    void websiteAnalyticsWithFlask();
    void pageViewsWithRabbitMq();

private:
    QByteArray send(const QByteArray &event) { return post(m_stack.ingestUrl(u"/event"_s), event).body; }
    // Once all that was sent is counted.
    HttpAnswer ask(const QString &pathAndQuery);

    Stack m_stack;
    const QByteArray m_accepted = R"({"status":"accepted"})";
};

HttpAnswer TestSeeds::ask(const QString &pathAndQuery)
{
    const bool drained = waitFor(
        [this] { return json(get(m_stack.ingestUrl(u"/health"_s)))["queue_size"_L1].toInteger(-1) == 0; }, 30s);
    return drained ? get(m_stack.statsUrl(pathAndQuery)) : HttpAnswer();
}

void TestSeeds::analyticsSystemWithBullMq()
{
    const QByteArrayList events = {
        R"({"site_id":"site-abc-123","event_type":"page_view","path":"/pricing","user_id":"user-1","timestamp":"2025-11-15T10:00:00Z"})",
        R"({"site_id":"site-abc-123","event_type":"page_view","path":"/blog/post-1","user_id":"user-2","timestamp":"2025-11-15T10:05:00Z"})",
        R"({"site_id":"site-abc-123","event_type":"page_view","path":"/","user_id":"user-3","timestamp":"2025-11-15T10:10:00Z"})",
        R"({"site_id":"site-abc-123","event_type":"page_view","path":"/pricing","user_id":"user-1","timestamp":"2025-11-15T10:15:00Z"})",
    };
    for (const QByteArray &event : events)
        QCOMPARE(send(event), m_accepted);
    // Equal views are in byte order of their paths, and there is total_events.
    const QByteArray expected
        = R"({"site_id":"site-abc-123","date":"2025-11-15","total_views":4,"unique_users":3,"total_events":4,"bots":0,)"
          R"("top_paths":[{"path":"/pricing","views":2},{"path":"/","views":1},{"path":"/blog/post-1","views":1}]})";
    QCOMPARE(ask(u"/stats?site_id=site-abc-123&date=2025-11-15"_s).body, expected);
    QCOMPARE(ask(u"/stats/aggregated?site_id=site-abc-123&date=2025-11-15"_s).body, expected);

    // Its README's first request, with the line ends of a shell.
    const QByteArray first = R"({
  "site_id": "site-abc-123",
  "event_type": "page_view",
  "path": "/pricing",
  "user_id": "user-xyz-789",
  "timestamp": "2025-11-15T10:00:00Z"
})";
    QCOMPARE(send(first), m_accepted);
    const QJsonObject day = json(ask(u"/stats?site_id=site-abc-123&date=2025-11-15"_s));
    QCOMPARE(day["total_views"_L1].toInt(), 5);
    QCOMPARE(day["unique_users"_L1].toInt(), 4);

    // The time is not required here.
    const HttpAnswer refused = post(m_stack.ingestUrl(u"/event"_s), "{}");
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body, R"({"status":"error","message":"Missing required fields: site_id, event_type"})");
    QCOMPARE(json(get(m_stack.ingestUrl(u"/health"_s)))["status"_L1].toString(), u"ok"_s);
    QCOMPARE(json(get(m_stack.statsUrl(u"/health"_s)))["status"_L1].toString(), u"ok"_s);
}

// The next two systems share site and days with the first; here each has a site of its own.
void TestSeeds::analyticsBackendWithRedisStreams()
{
    const QByteArray event
        = R"({ "site_id": "redis-abc-123", "event_type": "page_view", "path": "/home", "user_id": "user-001", "timestamp": "2025-11-12T10:00:00Z" })";
    QCOMPARE(send(event), m_accepted); // {"status":"ok"} there
    QCOMPARE(ask(u"/stats?site_id=redis-abc-123&date=2025-11-12"_s).body,
        R"({"site_id":"redis-abc-123","date":"2025-11-12","total_views":1,"unique_users":1,"total_events":1,"bots":0,"top_paths":[{"path":"/home","views":1}]})");
}

void TestSeeds::analyticsServiceWithMongo()
{
    const QByteArray event = R"({
  "site_id": "site-001",
  "event_type": "page_view",
  "path": "/home",
  "user_id": "user123"
})";
    QCOMPARE(send(event), m_accepted); // {"status":"queued"} there
    // A path's figure is called "count" there.
    QCOMPARE(ask(u"/stats?site_id=site-001"_s).body,
        R"({"site_id":"site-001","date":null,"total_views":1,"unique_users":1,"total_events":1,"bots":0,"top_paths":[{"path":"/home","views":1}]})");
}

void TestSeeds::websiteAnalyticsWithFlask()
{
    const QByteArray whole = R"({
    "site_id": "flask-abc-123",
    "event_type": "page_view",
    "path": "/pricing",
    "user_id": "user-xyz-789",
    "timestamp": "2025-11-12T19:30:01Z"
  })";
    const QByteArray minimal = R"({
    "site_id": "flask-abc-123",
    "event_type": "page_view"
  })";
    QCOMPARE(send(whole), m_accepted); // {"message":"Event received"} there
    const QDate before = QDateTime::currentDateTimeUtc().date();
    QCOMPARE(send(minimal), m_accepted);
    const QDate after = QDateTime::currentDateTimeUtc().date();
    for (const QByteArray path : {"/pricing", "/blog", "/pricing"}) {
        const QByteArray event = R"({"site_id": "flask-abc-123", "event_type": "page_view", "path": ")" + path + R"("})";
        QCOMPARE(send(event), m_accepted);
    }

    QCOMPARE(ask(u"/stats?site_id=flask-abc-123"_s).body,
        R"({"site_id":"flask-abc-123","date":null,"total_views":5,"unique_users":1,"total_events":5,"bots":0,)"
        R"("top_paths":[{"path":"/pricing","views":3},{"path":"/blog","views":1}]})");
    QCOMPARE(ask(u"/stats?site_id=flask-abc-123&date=2025-11-12"_s).body,
        R"({"site_id":"flask-abc-123","date":"2025-11-12","total_views":1,"unique_users":1,"total_events":1,"bots":0,"top_paths":[{"path":"/pricing","views":1}]})");
    // An event without a time is of the day on which it came.
    int views = 0;
    for (QDate day = before; day <= after.addDays(1); day = day.addDays(1))
        views += json(ask(u"/stats?site_id=flask-abc-123&date="_s + day.toString(Qt::ISODate)))["total_views"_L1].toInt();
    QCOMPARE(views, 4);

    QCOMPARE(ask(u"/stats?site_id=nonexistent-site"_s).body,
        R"({"site_id":"nonexistent-site","date":null,"total_views":0,"unique_users":0,"total_events":0,"bots":0,"top_paths":[]})");
    const HttpAnswer noSite = ask(u"/stats"_s);
    QCOMPARE(noSite.status, 400);
    QCOMPARE(noSite.body, R"({"status":"error","message":"Missing required parameter: site_id"})");
    const HttpAnswer badDate = ask(u"/stats?site_id=flask-abc-123&date=invalid-date"_s);
    QCOMPARE(badDate.status, 400);
    QCOMPARE(badDate.body, R"({"status":"error","message":"Invalid date format. Expected YYYY-MM-DD"})");
    const HttpAnswer siteMissing = post(m_stack.ingestUrl(u"/event"_s), R"({"event_type":"page_view"})");
    QCOMPARE(siteMissing.status, 400);
    QCOMPARE(json(siteMissing)["message"_L1].toString(), u"Missing required fields: site_id"_s);
    QVERIFY(json(get(m_stack.ingestUrl(u"/health"_s)))["queue_size"_L1].isDouble());
}

// Its requests other than this one are not of the spine.
void TestSeeds::pageViewsWithRabbitMq()
{
    QCOMPARE(json(get(m_stack.ingestUrl(u"/health"_s)))["status"_L1].toString(), u"ok"_s);
}

QTEST_GUILESS_MAIN(TestSeeds)
#include "tst_seeds.moc"

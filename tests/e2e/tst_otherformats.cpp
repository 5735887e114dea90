// Bodies in other systems' formats, over real HTTP and into /stats.
#include "tests/support/gzip.h"
#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestOtherFormats : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stack.start()); }
    void pageViewsAreCounted();
    void pageViewsAreAllOrNothing();
    void plausibleIsAnsweredAsItAnswers();
    void segmentIsAnsweredAsItAnswers();
    void aMessageThatIsSentAgainCountsOnce();
    void aWrongClockIsCorrected_data();
    void aWrongClockIsCorrected();
    void whatIsRejectedOfABatchIsCounted();
    void analyticsJsIsUnderstood();
    void compressedBodies_data();
    void compressedBodies();
    void badInputIsNamed_data();
    void badInputIsNamed();

private:
    HttpAnswer send(const QString &path, const QByteArray &body, const QByteArray &authorization = {})
    {
        const HttpHeaders headers = authorization.isEmpty() ? HttpHeaders() : HttpHeaders {{"Authorization", authorization}};
        return post(m_stack.ingestUrl(path), body, "application/json", headers);
    }
    QJsonObject statsOf(const QString &site)
    {
        waitFor([this] { return json(get(m_stack.ingestUrl(u"/health"_s)))["queue_size"_L1].toInteger(-1) == 0; }, 30s);
        return json(get(m_stack.statsUrl(u"/stats?site_id="_s + site)));
    }

    Stack m_stack;
};

void TestOtherFormats::pageViewsAreCounted()
{
    const HttpAnswer one = send(u"/page-views/single"_s, "{\"page\":\"example.com/page\",\"timestamp\":\"2025-07-16T10:00:00Z\"}");
    QCOMPARE(one.status, 200);
    QCOMPARE(one.body, QByteArray("{\"status\":\"accepted\"}"));
    const QByteArray many = "{\"example.com/page1\":{\"2025-07-16T10:00:00Z\":5,\"2025-07-16T11:00:00Z\":3},"
                            "\"page1\":{\"2025-07-16T10:00:00Z\":2}}";
    QCOMPARE(send(u"/page-views/multi"_s, many).status, 200);
    QCOMPARE(send(u"/page-views/multi?site_id=whole"_s, many).status, 200);
    QCOMPARE(statsOf(u"example.com"_s)[u"total_views"].toInt(), 9);
    QCOMPARE(statsOf(u"default"_s)[u"top_paths"][0][u"path"].toString(), u"page1"_s);
    QCOMPARE(statsOf(u"whole"_s)[u"top_paths"][0][u"path"].toString(), u"example.com/page1"_s);
    QCOMPARE(statsOf(u"whole"_s)[u"total_views"].toInt(), 10);
}

void TestOtherFormats::pageViewsAreAllOrNothing()
{
    const HttpAnswer answer = send(u"/page-views/multi"_s, "{\"none/x.y\":{\"2025-07-16T10:00:00Z\":1},\"b\":{\"2025-07-16T10:00:00Z\":0}}");
    QCOMPARE(answer.status, 400);
    QCOMPARE(json(answer)[u"message"].toString(), u"count: a whole number from 1 to 1,000,000"_s);
    QCOMPARE(statsOf(u"default"_s)[u"total_views"].toInt(), 2);
}

void TestOtherFormats::plausibleIsAnsweredAsItAnswers()
{
    const HttpAnswer answer = send(u"/api/event"_s,
        "{\"name\":\"pageview\",\"url\":\"https://plausible.example/a?utm_source=news\",\"domain\":\"plausible.example\"}");
    QCOMPARE(answer.status, 202);
    QCOMPARE(answer.body, QByteArray("ok"));
    QVERIFY(answer.headers.value("content-type").startsWith("text/plain"));
    QCOMPARE(send(u"/api/event"_s, "{\"n\":\"engagement\",\"u\":\"https://plausible.example/a\",\"d\":\"plausible.example\",\"e\":1}").status, 202);
    QCOMPARE(statsOf(u"plausible.example"_s)[u"total_views"].toInt(), 1);
    QCOMPARE(statsOf(u"plausible.example"_s)[u"total_events"].toInt(), 1);
}

void TestOtherFormats::segmentIsAnsweredAsItAnswers()
{
    const QByteArray key = "Basic " + QByteArray("segment:").toBase64();
    const HttpAnswer answer = send(u"/v1/track"_s, "{\"event\":\"Bought\",\"userId\":\"u\",\"properties\":{\"n\":1}}", key);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, QByteArray("{\"success\":true}"));
    QCOMPARE(send(u"/v1/page"_s, "{\"anonymousId\":\"a\",\"properties\":{\"path\":\"/p\"},\"writeKey\":\"segment\"}").status, 200);
    QCOMPARE(send(u"/v1/identify"_s, "{\"userId\":\"u\"}", key).body, QByteArray("{\"success\":true}"));
    QCOMPARE(send(u"/v1/batch"_s, "{\"batch\":[{\"type\":\"page\",\"userId\":\"b\"},{\"type\":\"group\"},{\"type\":\"track\"}]}", key).status, 200);
    const QJsonObject stats = statsOf(u"segment"_s);
    QCOMPARE(stats[u"total_views"].toInt(), 2);
    QCOMPARE(stats[u"total_events"].toInt(), 3);
    QCOMPARE(stats[u"unique_users"].toInt(), 3);
}

void TestOtherFormats::aMessageThatIsSentAgainCountsOnce()
{
    for (int i = 0; i < 2; ++i)
        QCOMPARE(send(u"/v1/track"_s, "{\"event\":\"e\",\"userId\":\"u\",\"messageId\":\"m-1\",\"writeKey\":\"once\"}").status, 200);
    QCOMPARE(statsOf(u"once"_s)[u"total_events"].toInt(), 1);
}

namespace {

QByteArray rfc3339(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs).toUtf8();
}

}

void TestOtherFormats::aWrongClockIsCorrected_data()
{
    QTest::addColumn<QByteArray>("members"); // of the call, and sentAt
    QTest::addColumn<int>("daysAgo"); // when it happened
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto call = [](const char *name, const QDateTime &time) -> QByteArray {
        return ",\"" + QByteArray(name) + "\":\"" + rfc3339(time) + '"';
    };
    QTest::newRow("two weeks ahead") << call("timestamp", now.addDays(14).addSecs(-1)) + call("sentAt", now.addDays(14)) << 0;
    QTest::newRow("years behind") << call("timestamp", now.addYears(-20).addDays(-2)) + call("sentAt", now.addYears(-20)) << 2;
    QTest::newRow("right, and offline for three days") << call("originalTimestamp", now.addDays(-3)) + call("sentAt", now) << 3;
    QTest::newRow("says nothing of it") << call("timestamp", now.addDays(-4)) << 4;
    QTest::newRow("says nonsense of it") << call("timestamp", now.addDays(-5)) + ",\"sentAt\":\"now\"" << 5;
}

void TestOtherFormats::aWrongClockIsCorrected()
{
    QFETCH(const QByteArray, members);
    QFETCH(const int, daysAgo);
    const QString site = u"clock %1"_s.arg(daysAgo);
    const QString day = QDateTime::currentDateTimeUtc().addDays(-daysAgo).toString(u"yyyy-MM-dd"_s);
    QCOMPARE(send(u"/v1/track"_s, "{\"writeKey\":\"" + site.toUtf8() + "\",\"event\":\"e\",\"userId\":\"u\"" + members + '}').status, 200);
    statsOf(site);
    QCOMPARE(json(get(m_stack.statsUrl(u"/stats?site_id=%1&date=%2"_s.arg(site, day))))[u"total_events"].toInt(), 1);
}

void TestOtherFormats::whatIsRejectedOfABatchIsCounted()
{
    const auto rejected = [](const HttpAnswer &answer) { return json(answer)[u"rejected_events"].toInteger(-1); };
    const qint64 health = rejected(get(m_stack.ingestUrl(u"/health"_s)));
    const HttpAnswer answer = send(u"/v1/batch"_s,
        "{\"writeKey\":\"counted\",\"batch\":[{\"type\":\"identify\"},{\"type\":\"track\",\"event\":\"e\",\"userId\":\"u\"},"
        "{\"type\":\"track\",\"event\":\"e\",\"userId\":\"u\",\"timestamp\":\"2100-01-01T00:00:00Z\"}]}");
    QCOMPARE(answer.status, 200);
    QCOMPARE(json(answer)[u"rejected"][0][u"index"].toInt(), 2);
    QCOMPARE(json(answer)[u"rejected"][0][u"message"].toString(), u"timestamp: from 1990 to 24 hours ahead"_s);
    QCOMPARE(rejected(get(m_stack.ingestUrl(u"/health"_s))), health + 1);
    QCOMPARE(statsOf(u"counted"_s)[u"total_events"].toInt(), 1);
    QVERIFY(waitFor([&] { return rejected(get(m_stack.statsUrl(u"/pipeline"_s))) == health + 1; }, 30s));
}

void TestOtherFormats::analyticsJsIsUnderstood()
{
    QCOMPARE(send(u"/v1/t"_s, "{\"writeKey\":\"short\",\"event\":\"e\",\"userId\":\"u\"}").status, 200);
    QCOMPARE(send(u"/v1/p"_s, "{\"writeKey\":\"short\",\"userId\":\"u\",\"properties\":{\"path\":\"/a\"}}").status, 200);
    for (const QString &batch : {u"/v1/b"_s, u"/v1/import"_s})
        QCOMPARE(send(batch, "{\"writeKey\":\"short\",\"batch\":[{\"type\":\"track\",\"event\":\"e\",\"userId\":\"u\"}]}").status, 200);
    for (const char *call : {"i", "g", "a", "s", "m"})
        QCOMPARE(send(u"/v1/"_s + QLatin1StringView(call), "{\"writeKey\":\"short\"}").status, 200);
    const QJsonObject stats = statsOf(u"short"_s);
    QCOMPARE(stats[u"total_events"].toInt(), 4);
    QCOMPARE(stats[u"total_views"].toInt(), 1);
}

void TestOtherFormats::compressedBodies_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("an event") << u"/event"_s << QByteArray("{\"site_id\":\"gzip\",\"event_type\":\"page_view\"}");
    QTest::newRow("events") << u"/events"_s << QByteArray("[{\"site_id\":\"gzip\",\"event_type\":\"page_view\"}]");
    QTest::newRow("Segment") << u"/v1/batch"_s << QByteArray("{\"writeKey\":\"gzip\",\"batch\":[{\"type\":\"page\",\"userId\":\"u\"}]}");
    QTest::newRow("Plausible") << u"/api/event"_s << QByteArray("{\"n\":\"pageview\",\"u\":\"https://a.example/\",\"d\":\"gzip\"}");
    QTest::newRow("page views") << u"/page-views/multi?site_id=gzip"_s << QByteArray("{\"/a\":{\"2025-07-16T10:00:00Z\":1}}");
}

// Whatever takes events takes them compressed, as many clients send them by themselves.
void TestOtherFormats::compressedBodies()
{
    QFETCH(const QString, path);
    QFETCH(const QByteArray, body);
    const qint64 views = statsOf(u"gzip"_s)[u"total_views"].toInteger();
    const HttpAnswer answer = post(m_stack.ingestUrl(path), gzipped(body), "application/json", {{"Content-Encoding", "gzip"}});
    QVERIFY2(answer.status == 200 || answer.status == 202, answer.body.constData());
    QCOMPARE(statsOf(u"gzip"_s)[u"total_views"].toInteger(), views + 1);
    const HttpAnswer unknown = post(m_stack.ingestUrl(path), body, "application/json", {{"Content-Encoding", "br"}});
    QCOMPARE(unknown.status, 415);
    QCOMPARE(json(unknown)[u"message"].toString(), u"Content-Encoding: expected gzip or deflate, not br"_s);
}

void TestOtherFormats::badInputIsNamed_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    QTest::newRow("page-views") << u"/page-views/single"_s << QByteArray("{}") << u"Missing required fields: page, timestamp"_s;
    QTest::newRow("Plausible") << u"/api/event"_s << QByteArray("{\"name\":\"x\"}") << u"Missing required fields: domain, url"_s;
    QTest::newRow("Segment") << u"/v1/track"_s << QByteArray("{\"event\":\"x\"}")
                             << u"writeKey: expected a site_id, here or in Authorization"_s;
    QTest::newRow("no event") << u"/v1/track"_s << QByteArray("{\"writeKey\":\"x\"}") << u"Missing required fields: event"_s;
}

void TestOtherFormats::badInputIsNamed()
{
    QFETCH(const QString, path);
    QFETCH(const QByteArray, body);
    const HttpAnswer answer = send(path, body);
    QCOMPARE(answer.status, 400);
    QTEST(json(answer)[u"message"].toString(), "message");
}

QTEST_GUILESS_MAIN(TestOtherFormats)

#include "tst_otherformats.moc"

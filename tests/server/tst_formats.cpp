#include "tests/support/formatoutcome.h"
#include "tests/support/gzip.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

namespace {

Request requestOf(const QByteArray &body, const QByteArray &query = {}, const QByteArray &authorization = {})
{
    Request request;
    request.method = "POST";
    request.body = body;
    request.query = query;
    request.authorization = authorization;
    return request;
}

}

class TestFormats : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pageView_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("of a site") << QByteArray("{\"page\":\"example.com/a\",\"timestamp\":\"2025-11-15T10:00:00Z\"}")
            << QByteArray("{\"site_id\":\"example.com\",\"event_type\":\"page_view\",\"path\":\"/a\"}" "\n");
        QTest::newRow("a file") << QByteArray("{\"page\":\"altman.html\",\"timestamp\":\"2025-11-15T10:00:00Z\"}")
            << QByteArray("{\"site_id\":\"default\",\"event_type\":\"page_view\",\"path\":\"altman.html\"}" "\n");
        QTest::newRow("a path") << QByteArray("{\"page\":\"/home.d/x\",\"timestamp\":\"2025-11-15T10:00:00Z\"}")
            << QByteArray("{\"site_id\":\"default\",\"event_type\":\"page_view\",\"path\":\"/home.d/x\"}" "\n");
        QTest::newRow("a word") << QByteArray("{\"page\":\"a/b.c\",\"timestamp\":\"2025-11-15T10:00:00Z\"}")
            << QByteArray("{\"site_id\":\"default\",\"event_type\":\"page_view\",\"path\":\"a/b.c\"}" "\n");
        QTest::newRow("nothing") << QByteArray("{}") << QByteArray("error: Missing required fields: page, timestamp");
        QTest::newRow("no time") << QByteArray("{\"page\":\"a\",\"timestamp\":null}")
            << QByteArray("error: Missing required fields: timestamp");
        QTest::newRow("an empty page") << QByteArray("{\"page\":\"\",\"timestamp\":\"2025-11-15T10:00:00Z\"}")
            << QByteArray("error: page: expected a string that is not empty");
        QTest::newRow("a bad time") << QByteArray("{\"page\":\"a\",\"timestamp\":\"yesterday\"}")
            << QByteArray("0: timestamp: not an RFC 3339 time\n");
        QTest::newRow("a long page") << QByteArray("{\"timestamp\":\"2025-11-15T10:00:00Z\",\"page\":\"?\"}").replace("?", QByteArray(3000, 'x'))
            << QByteArray("0: page: at most 2048 bytes\n");
        QTest::newRow("an array") << QByteArray("[]") << QByteArray("error: Expected a JSON object");
        QTest::newRow("cut") << QByteArray("{") << QByteArray("error: Invalid JSON: ");
    }

    void pageView()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QByteArray, expected);
        const QByteArray actual = outcome("/page-views/single", requestOf(json));
        QCOMPARE(expected.endsWith(": ") ? actual.first(expected.size()) : actual, expected);
    }

    void pageViews_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("several")
            << QByteArray("{\"example.com/a\":{\"2025-11-15T10:00:00Z\":5},\"b\":{\"2025-11-15T09:00:00+01:00\":1}}")
            << QByteArray("{\"site_id\":\"example.com\",\"event_type\":\"page_view\",\"path\":\"/a\",\"count\":5}" "\n"
                          "{\"site_id\":\"default\",\"event_type\":\"page_view\",\"path\":\"b\",\"timestamp\":\"2025-11-15T08:00:00.000000Z\"}"
                          "\n");
        QTest::newRow("a bad count") << QByteArray("{\"a\":{\"2025-11-15T10:00:00Z\":0}}")
                                     << QByteArray("0: count: a whole number from 1 to 1,000,000\n");
        QTest::newRow("no count") << QByteArray("{\"a\":{\"2025-11-15T10:00:00Z\":null}}")
                                  << QByteArray("0: count: a whole number from 1 to 1,000,000\n");
        QTest::newRow("a bad time") << QByteArray("{\"a\":{\"10 o'clock\":1}}")
                                    << QByteArray("0: timestamp: not an RFC 3339 time\n");
        QTest::newRow("no times") << QByteArray("{\"a\":7}")
                                  << QByteArray("error: page: expected {timestamp: count} for each page");
        QTest::newRow("twice") << QByteArray("{\"a\":{},\"a\":{}}") << QByteArray("error: page: duplicate key a");
        QTest::newRow("U+0000") << QByteArray("{\"a\\u0000\":{}}")
                                << QByteArray("error: page: U+0000 and lone surrogates are not allowed in keys");
    }

    void pageViews()
    {
        QFETCH(const QByteArray, json);
        QTEST(outcome("/page-views/multi", requestOf(json)), "expected");
    }

    void aSiteOfTheQueryLeavesThePageWhole()
    {
        QCOMPARE(outcome("/page-views/single", requestOf("{\"page\":\"example.com/a\",\"timestamp\":\"2025-11-15T10:00:00Z\"}", "site_id=s")),
            QByteArray("{\"site_id\":\"s\",\"event_type\":\"page_view\",\"path\":\"example.com/a\"}" "\n"));
        QCOMPARE(outcome("/page-views/single", requestOf("{\"page\":\"a\",\"timestamp\":\"2025-11-15T10:00:00Z\"}", "site_id=")),
            QByteArray("error: site_id: 1 to 128 bytes"));
    }

    void plausible_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("a page view") << QByteArray("{\"name\":\"pageview\",\"url\":\"https://a.example/b%20c?utm_source=x#d\","
                                                   "\"domain\":\"a.example\",\"referrer\":\"https://r.example/\"}")
            << QByteArray("{\"site_id\":\"a.example\",\"event_type\":\"page_view\",\"path\":\"/b%20c\",\"referrer\":\"https://r.example/\"}" "\n"
                          "query utm_source=x\n");
        QTest::newRow("the old letters") << QByteArray("{\"n\":\"Signup\",\"u\":\"https://a.example\",\"d\":\"a.example\",\"r\":null,"
                                                       "\"p\":\"{\\\"plan\\\":\\\"pro\\\",\\\"no\\\":null,\\\"deep\\\":{}}\"}")
            << QByteArray("{\"site_id\":\"a.example\",\"event_type\":\"Signup\",\"path\":\"/\",\"props\":{\"plan\":\"pro\"}}" "\n");
        QTest::newRow("two domains") << QByteArray("{\"name\":\"pageview\",\"url\":\"https://a.example/\",\"domain\":\"a.example, all\"}")
            << QByteArray("{\"site_id\":\"a.example\",\"event_type\":\"page_view\",\"path\":\"/\"}" "\n"
                          "{\"site_id\":\"all\",\"event_type\":\"page_view\",\"path\":\"/\"}" "\n");
        QTest::newRow("by the hash") << QByteArray("{\"n\":\"pageview\",\"u\":\"https://a.example/#/x\",\"d\":\"a\",\"h\":1}")
            << QByteArray("{\"site_id\":\"a\",\"event_type\":\"page_view\",\"path\":\"/#/x\"}" "\n");
        QTest::newRow("engagement") << QByteArray("{\"n\":\"engagement\",\"u\":\"https://a.example/\",\"d\":\"a\",\"e\":1000}") << QByteArray();
        QTest::newRow("nothing") << QByteArray("{}") << QByteArray("error: Missing required fields: name, domain, url");
        QTest::newRow("a long name") << QByteArray("{\"url\":\"https://a.example/\",\"domain\":\"a\",\"name\":\"?\"}").replace("?", QByteArray(65, 'x'))
            << QByteArray("0: name: at most 64 bytes\n");
    }

    void plausible()
    {
        QFETCH(const QByteArray, json);
        QTEST(outcome("/api/event", requestOf(json)), "expected");
    }

    void posthog_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("a page view")
            << QByteArray("{\"api_key\":\"k\",\"event\":\"$pageview\",\"distinct_id\":\"u\",\"uuid\":\"e1\",\"timestamp\":\"2025-11-15T09:00:00Z\","
                          "\"properties\":{\"$current_url\":\"https://a.example/b?utm_source=x#d\",\"$referrer\":\"https://r.example/\","
                          "\"$raw_user_agent\":\"UA\",\"title\":\"T\",\"token\":\"k\",\"plan\":\"pro\"}}")
            << QByteArray("{\"site_id\":\"k\",\"event_type\":\"page_view\",\"path\":\"/b\",\"user_id\":\"u\","
                          "\"timestamp\":\"2025-11-15T09:00:00.000000Z\",\"event_id\":\"e1\",\"referrer\":\"https://r.example/\","
                          "\"props\":{\"plan\":\"pro\"}}" "\n" "query utm_source=x\nagent UA\n");
        QTest::newRow("an event of an old library")
            << QByteArray("{\"token\":\"k\",\"event\":\"Bought\",\"offset\":60000,\"properties\":{\"distinct_id\":\"u\",\"$insert_id\":\"i\","
                          "\"$referrer\":\"$direct\",\"$lib\":\"web\",\"utm_source\":\"x\",\"gclid\":\"y\",\"n\":2,\"items\":[1],\"none\":null}}")
            << QByteArray("{\"site_id\":\"k\",\"event_type\":\"Bought\",\"user_id\":\"u\",\"timestamp\":\"2025-11-15T09:59:00.000000Z\","
                          "\"event_id\":\"i\",\"props\":{\"n\":2}}" "\n");
        QTest::newRow("a batch")
            << QByteArray("{\"api_key\":\"k\",\"batch\":[{\"event\":\"$identify\",\"distinct_id\":\"u\"},{\"event\":\"a\",\"distinct_id\":\"u\"},"
                          "{\"distinct_id\":\"u\"},{\"event\":\"b\",\"distinct_id\":7},{\"event\":\"c\",\"timestamp\":\"yesterday\"}]}")
            << QByteArray("{\"site_id\":\"k\",\"event_type\":\"a\",\"user_id\":\"u\"}" "\n"
                          "2: Missing required fields: event\n3: distinct_id: expected a string\n4: timestamp: not an RFC 3339 time\n");
        QTest::newRow("an array, of tokens of their own")
            << QByteArray("[{\"event\":\"a\",\"properties\":{\"token\":\"k\"}},{\"event\":\"b\",\"properties\":{\"token\":\"l\",\"distinct_id\":\"$posthog_cookieless\"}}]")
            << QByteArray("{\"site_id\":\"k\",\"event_type\":\"a\"}" "\n" "{\"site_id\":\"l\",\"event_type\":\"b\"}" "\n");
        QTest::newRow("a clock that is a year ahead")
            << QByteArray("{\"api_key\":\"k\",\"sent_at\":\"2026-11-15T10:00:00Z\",\"batch\":[{\"event\":\"a\",\"timestamp\":\"2026-11-15T09:59:00Z\"}]}")
            << QByteArray("{\"site_id\":\"k\",\"event_type\":\"a\",\"timestamp\":\"2025-11-15T09:59:00.000000Z\"}" "\n");
        QTest::newRow("no key") << QByteArray("{\"event\":\"a\"}") << QByteArray("error: api_key: expected a site_id");
        QTest::newRow("a long key") << QByteArray("{\"api_key\":\"?\",\"event\":\"a\"}").replace("?", QByteArray(129, 'k'))
                                    << QByteArray("0: api_key: at most 128 bytes\n");
        QTest::newRow("a batch of numbers") << QByteArray("{\"api_key\":\"k\",\"batch\":[1]}")
                                            << QByteArray("error: batch: expected an array of objects");
        QTest::newRow("a number") << QByteArray("1") << QByteArray("error: Expected a JSON object or an array of objects");
        QTest::newRow("no gzip") << QByteArray("\x1f\x8b{}") << QByteArray("error: The body: not the gzip that it begins as");
        QTest::newRow("too much gzip") << gzipped(QByteArray((1 << 20) + 1, ' '))
                                       << QByteArray("error: The body: at most 1048576 bytes decoded");
    }

    void posthog()
    {
        QFETCH(const QByteArray, body);
        QTEST(outcome("/batch", requestOf(body)), "expected");
    }

    void posthogsBodiesAreEncodedInSeveralWays_data()
    {
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("body");
        const QByteArray json = "{\"api_key\":\"k\",\"event\":\"a ~>\"}"; // with a '+' in base64
        const QByteArray form = "application/x-www-form-urlencoded";
        QTest::newRow("gzip") << QByteArray("text/plain") << gzipped(json);
        QTest::newRow("base64") << QByteArray("text/plain") << json.toBase64();
        QTest::newRow("a form") << form << "data=" + json.toPercentEncoding();
        QTest::newRow("a form of base64") << form << "ver=1&data=" + json.toBase64().toPercentEncoding();
        QTest::newRow("a form of base64, not encoded") << form << "data=" + json.toBase64();
        QTest::newRow("a form of gzip in base64") << form << "compression=gzip-js&data=" + gzipped(json).toBase64().toPercentEncoding();
    }

    void posthogsBodiesAreEncodedInSeveralWays()
    {
        QFETCH(const QByteArray, contentType);
        QFETCH(const QByteArray, body);
        Request request = requestOf(body);
        request.contentType = contentType;
        QCOMPARE(outcome("/e", request), QByteArray("{\"site_id\":\"k\",\"event_type\":\"a ~>\"}" "\n"));
    }

    void segment_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("page") << QByteArray("page")
            << QByteArray("{\"writeKey\":\"w\",\"anonymousId\":\"anon\",\"messageId\":\"m1\",\"timestamp\":\"2025-11-15T09:00:00Z\","
                          "\"properties\":{\"path\":\"/p\",\"search\":\"?utm_medium=mail\",\"referrer\":\"https://r.example/\",\"url\":\"https://a/p\"},"
                          "\"context\":{\"userAgent\":\"UA\"}}")
            << QByteArray("{\"site_id\":\"w\",\"event_type\":\"page_view\",\"path\":\"/p\",\"user_id\":\"anon\","
                          "\"timestamp\":\"2025-11-15T09:00:00.000000Z\",\"event_id\":\"m1\",\"referrer\":\"https://r.example/\"}" "\n"
                          "query ?utm_medium=mail\nagent UA\n");
        QTest::newRow("track") << QByteArray("track")
            << QByteArray("{\"event\":\"Bought\",\"userId\":\"u\",\"anonymousId\":\"a\",\"properties\":{\"n\":2,\"items\":[1],\"none\":null},"
                          "\"context\":{\"page\":{\"url\":\"https://a.example/shop?x=1\"}}}")
            << QByteArray("{\"site_id\":\"key\",\"event_type\":\"Bought\",\"path\":\"/shop\",\"user_id\":\"u\",\"props\":{\"n\":2}}" "\n" "query x=1\n");
        QTest::newRow("batch") << QByteArray("batch")
            << QByteArray("{\"batch\":[{\"type\":\"identify\",\"userId\":\"u\"},{\"type\":\"track\",\"event\":\"a\",\"userId\":\"u\"},"
                          "{\"type\":\"page\",\"userId\":\"u\"},{\"type\":\"track\",\"userId\":\"u\"}],\"writeKey\":\"w\"}")
            << QByteArray("{\"site_id\":\"w\",\"event_type\":\"a\",\"user_id\":\"u\"}" "\n"
                          "{\"site_id\":\"w\",\"event_type\":\"page_view\",\"user_id\":\"u\"}" "\n"
                          "3: Missing required fields: event\n");
        QTest::newRow("identify") << QByteArray("identify") << QByteArray("{\"userId\":\"u\"}") << QByteArray();
        QTest::newRow("no batch") << QByteArray("batch") << QByteArray("{}") << QByteArray("error: batch: expected an array");
        QTest::newRow("a batch of numbers") << QByteArray("batch") << QByteArray("{\"batch\":[1]}")
                                            << QByteArray("error: batch: expected an array of objects");
    }

    void segment()
    {
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, json);
        QTEST(outcome("/v1/" + type, requestOf(json, {}, "Basic " + QByteArray("key:").toBase64())), "expected");
    }

    void aCallWithoutAKeyIsOfNoSite()
    {
        QCOMPARE(outcome("/v1/track", requestOf("{\"event\":\"a\"}")),
            QByteArray("error: writeKey: expected a site_id, here or in Authorization"));
    }
};

QTEST_APPLESS_MAIN(TestFormats)

#include "tst_formats.moc"

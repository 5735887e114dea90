// What Umami's, GoatCounter's, Matomo's, OpenPanel's and Snowplow's clients send, as events.
#include "tests/support/formatoutcome.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

class TestHitFormats : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isReadAs_data();
    void isReadAs();
    void theSiteOfGoatCounterIsAHost();
    void aPageWithoutAScriptIsWhereTheImageIs();

private:
    static Request requestOf(const QByteArray &target, const QByteArray &body);
};

// `target`: "POST /count?p=/". The rest is what a page's client says.
Request TestHitFormats::requestOf(const QByteArray &target, const QByteArray &body)
{
    Request request;
    request.method = target.split(' ').first();
    request.path = target.mid(request.method.size() + 1).split('?').first();
    request.query = target.mid(request.method.size() + request.path.size() + 2);
    request.body = body;
    request.contentType = body.startsWith('{') || body.startsWith('[') ? "application/json" : "application/x-www-form-urlencoded";
    request.origin = "https://shop.example:8443";
    request.referer = "https://shop.example:8443/";
    request.host = "stats.example:3000";
    request.openPanelClient = "op";
    return request;
}

void TestHitFormats::isReadAs_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *target, const QByteArray &body, const QByteArray &expected) {
        QTest::newRow(name) << QByteArray(target) << body << expected;
    };

    // Umami
    const auto umami = [](const QByteArray &payload) -> QByteArray { return "{\"type\":\"event\",\"payload\":{\"website\":\"w\"," + payload + "}}"; };
    row("Umami: view", "POST /api/send",
        umami(R"("hostname":"shop.example","title":"T","url":"https://shop.example/home?utm_source=x#part","referrer":"https://r.example/")"),
        R"({"site_id":"w","event_type":"page_view","path":"/home","referrer":"https://r.example/"})" "\nquery utm_source=x\n");
    row("Umami: event", "POST /api/send", umami(R"("url":"/home","name":"Bought","id":"u","data":{"plan":"pro","deep":{"a":1},"none":null})"),
        R"({"site_id":"w","event_type":"Bought","path":"/home","user_id":"u","props":{"plan":"pro"}})" "\n");
    row("Umami: route", "POST /api/send", umami(R"("url":"https://shop.example/app#/cart")"),
        R"({"site_id":"w","event_type":"page_view","path":"/app#/cart"})" "\n");
    row("Umami: of the old script", "POST /api/send", umami(R"("url":"/caf%25C3%25A9?a=%2520","referrer":"/before")"),
        R"({"site_id":"w","event_type":"page_view","path":"/caf%C3%A9"})" "\nquery a=%20\n");
    row("Umami: no slash, no name", "POST /api/send", umami(R"("url":"home","name":"")"),
        R"({"site_id":"w","event_type":"page_view","path":"/home"})" "\n");
    row("Umami: sent for another", "POST /api/send", umami(R"("userAgent":"UA","ip":"192.0.2.1","timestamp":1763197200)"),
        R"({"site_id":"w","event_type":"page_view","timestamp":"2025-11-15T09:00:00.000000Z"})" "\nagent UA\naddress 192.0.2.1\n");
    row("Umami: time as a text", "POST /api/send", umami(R"("timestamp":"1763197200")"),
        R"({"site_id":"w","event_type":"page_view","timestamp":"2025-11-15T09:00:00.000000Z"})" "\n");
    row("Umami: no time", "POST /api/send", umami(R"("timestamp":"soon")"), "0: timestamp: expected seconds since 1970\n");
    row("Umami: a time beyond all", "POST /api/send", umami(R"("timestamp":9223372036854775807)"), "0: timestamp: expected seconds since 1970\n");
    row("Umami: milliseconds", "POST /api/send", umami(R"("timestamp":1763197200000)"), "0: timestamp: expected seconds since 1970\n");
    row("Umami: no URL", "POST /api/send", umami(R"("url":"http://[")"), "0: url: not a URL\n");
    row("Umami: a long name", "POST /api/send", umami("\"name\":\"" + QByteArray(65, 'x') + '"'), "0: name: at most 64 bytes\n");
    row("Umami: identify", "POST /api/send", R"({"type":"identify","payload":{"website":"w","data":{"a":1}}})", "");
    row("Umami: performance", "POST /api/send", R"({"type":"performance","payload":{"website":"w","lcp":1}})", "");
    row("Umami: another type", "POST /api/send", R"({"type":"pageview","payload":{"website":"w"}})", "0: type: event, identify or performance\n");
    row("Umami: nothing", "POST /api/send", "{}", "0: Missing required fields: website\n");
    row("Umami: a number", "POST /api/send", "7", "error: Expected a JSON object");
    row("Umami: batch", "POST /api/batch", '[' + umami(R"("url":"/a")") + R"(,7,{"type":"identify"},)" + umami(R"("url":"/b")") + ']',
        R"({"site_id":"w","event_type":"page_view","path":"/a"})" "\n1: Missing required fields: website\n"
        R"({"site_id":"w","event_type":"page_view","path":"/b"})" "\n");
    row("Umami: no batch", "POST /api/batch", "{}", "error: Expected a JSON array");

    // GoatCounter
    row("GoatCounter: view", "POST /count?p=%2Fhome%3Fx%3D1&t=T&s=800&b=0&q=%3Futm_source%3Dn&r=https%3A%2F%2Fr.example%2F&rnd=a", {},
        R"({"site_id":"shop.example","event_type":"page_view","path":"/home","referrer":"https://r.example/"})" "\nquery ?utm_source=n\n");
    row("GoatCounter: image", "GET /count?p=home", {}, R"({"site_id":"shop.example","event_type":"page_view","path":"/home"})" "\n");
    row("GoatCounter: event", "POST /count?p=%2FExt%20clicked&t=T&e=true", {}, R"({"site_id":"shop.example","event_type":"Ext clicked"})" "\n");
    row("GoatCounter: driven browser", "POST /count?p=/&b=153", {},
        R"({"site_id":"shop.example","event_type":"page_view","path":"/","bot":"Driven browser"})" "\n");
    row("GoatCounter: site in the address", "POST /count?site_id=mine?p=%2F&t=T", {}, R"({"site_id":"mine","event_type":"page_view","path":"/"})" "\n");
    row("GoatCounter: no path", "POST /count?t=T", {}, "0: Missing required fields: p\n");
    row("GoatCounter: no text", "POST /count?p=/&r=%FF", {}, "0: r: expected UTF-8 without U+0000\n");
    row("GoatCounter: hits", "POST /api/v0/count?site_id=s",
        R"({"no_sessions":true,"hits":[{"path":"/a?x=1","title":"T","ref":"https://r.example/","created_at":"2025-11-15T09:00:00Z","session":"u"},)"
        R"({"path":"Bought","event":true,"created_at":"0001-01-01T00:00:00Z","ip":"192.0.2.1","user_agent":"UA","bot":0},)"
        R"({"title":"T"},{"path":"/b","created_at":"soon"}]})",
        R"({"site_id":"s","event_type":"page_view","path":"/a","user_id":"u","timestamp":"2025-11-15T09:00:00.000000Z","referrer":"https://r.example/"})"
        "\nquery x=1\n"
        R"({"site_id":"s","event_type":"Bought"})" "\nagent UA\naddress 192.0.2.1\n"
        "2: Missing required fields: path\n3: created_at: not an RFC 3339 time\n");
    row("GoatCounter: no hits", "POST /api/v0/count", R"({"hits":[]})", "error: hits: expected at least one");
    row("GoatCounter: bad hits", "POST /api/v0/count", R"({"hits":{}})", "error: hits: expected an array");

    // Matomo
    const char hit[] = "action_name=Home&idsite=7&rec=1&r=199871&h=22&m=50&s=40&url=https%3A%2F%2Fshop.example%2Fhome%3Futm_source%3Dx%23part"
                       "&urlref=https%3A%2F%2Fr.example%2F&_id=76b426aa02a8e9a5&_idn=1&send_image=0&pv_id=CHvQ5v&res=800x600";
    const char view[] = R"({"site_id":"7","event_type":"page_view","path":"/home","user_id":"76b426aa02a8e9a5","referrer":"https://r.example/"})"
                        "\nquery utm_source=x\n";
    for (const char *target : {"GET /matomo.php?", "POST /matomo.php?", "GET /piwik.php?", "POST /piwik.php?"})
        QTest::newRow(target) << target + QByteArray(hit) << QByteArray() << QByteArray(view);
    row("Matomo: form", "POST /matomo.php", hit, view);
    row("Matomo: event", "GET /matomo.php?idsite=7&uid=u&_id=1&e_c=Shop&e_a=Bought&e_n=Shoes&e_v=3&ca=1&cvar=%7B%221%22%3A%5B%22plan%22%2C%22pro%22%5D%7D"
                         "&e_cvar=%7B%221%22%3A%5B%22plan%22%2C%22max%22%5D%2C%222%22%3A7%7D&dimension2=blue&dimensionx=1",
        {}, R"({"site_id":"7","event_type":"Bought","path":"/","user_id":"u","props":{"category":"Shop","name":"Shoes","value":"3","plan":"max","dimension2":"blue"}})" "\n");
    row("Matomo: download", "GET /matomo.php?idsite=7&url=/a&download=https://shop.example/x.zip", {},
        R"({"site_id":"7","event_type":"download","path":"/a","props":{"url":"https://shop.example/x.zip"}})" "\n");
    row("Matomo: link", "GET /matomo.php?idsite=7&url=/a&link=https://o.example/", {},
        R"({"site_id":"7","event_type":"outbound","path":"/a","props":{"url":"https://o.example/"}})" "\n");
    row("Matomo: search", "GET /matomo.php?idsite=7&url=/a&search=red+shoes&search_cat=c&search_count=3", {},
        R"({"site_id":"7","event_type":"search","path":"/a","props":{"search":"red shoes","category":"c","results":"3"}})" "\n");
    row("Matomo: goal", "GET /matomo.php?idsite=7&url=/a&idgoal=2&revenue=9.5", {},
        R"({"site_id":"7","event_type":"goal","path":"/a","props":{"goal":"2","revenue":"9.5"}})" "\n");
    row("Matomo: order", "GET /matomo.php?idsite=7&url=/a&idgoal=0&ec_id=o1&revenue=10", {},
        R"({"site_id":"7","event_type":"order","path":"/a","props":{"order":"o1","revenue":"10"}})" "\n");
    row("Matomo: cart", "GET /matomo.php?idsite=7&url=/a&idgoal=0&revenue=10", {}, "");
    row("Matomo: heartbeat", "GET /matomo.php?idsite=7&url=/a&ping=1", {}, "");
    row("Matomo: content", "GET /matomo.php?idsite=7&url=/a&c_n=n&c_p=p&ca=1", {}, "");
    row("Matomo: plugin", "GET /matomo.php?idsite=7&url=/a&ca=1&cra=error", {}, "");
    row("Matomo: sent for another", "GET /matomo.php?idsite=7&url=/a&ua=UA&cip=192.0.2.1&cdt=2025-11-15+09:00:00", {},
        R"({"site_id":"7","event_type":"page_view","path":"/a","timestamp":"2025-11-15T09:00:00.000000Z"})" "\nagent UA\naddress 192.0.2.1\n");
    row("Matomo: seconds", "GET /matomo.php?idsite=7&url=/a&cdt=1763197200&cdo=60", {},
        R"({"site_id":"7","event_type":"page_view","path":"/a","timestamp":"2025-11-15T08:59:00.000000Z"})" "\n");
    row("Matomo: has waited", "GET /matomo.php?idsite=7&url=/a&cdo=60", {},
        R"({"site_id":"7","event_type":"page_view","path":"/a","timestamp":"2025-11-15T09:59:00.000000Z"})" "\n");
    row("Matomo: no time", "GET /matomo.php?idsite=7&url=/a&cdt=soon", {},
        "0: cdt: expected seconds since 1970, or a time such as 2025-11-15 10:00:00\n");
    row("Matomo: no site", "GET /matomo.php?url=/a", {}, "0: Missing required fields: idsite\n");
    row("Matomo: no text", "GET /matomo.php?idsite=7&url=%FF", {}, "0: url: expected UTF-8 without U+0000\n");
    row("Matomo: bulk", "POST /matomo.php",
        R"({"requests":["?idsite=7&url=%2Fa","https://s.example/matomo.php?idsite=7&url=%2Fb",{"idsite":7,"url":"/c","uid":"u"},"?url=%2Fd","?idsite=7&ping=1",5]})",
        R"({"site_id":"7","event_type":"page_view","path":"/a"})" "\n" R"({"site_id":"7","event_type":"page_view","path":"/b"})" "\n"
        R"({"site_id":"7","event_type":"page_view","path":"/c","user_id":"u"})" "\n"
        "3: Missing required fields: idsite\n5: Missing required fields: idsite\n");
    row("Matomo: no bulk", "POST /matomo.php", R"({"requests":7})", "error: requests: expected an array");

    // OpenPanel
    row("OpenPanel: view", "POST /track",
        R"({"type":"track","payload":{"name":"screen_view","profileId":7,"properties":{"__referrer":"https://r.example/","__path":"https://shop.example/home?utm_source=x#p","__title":"T"}}})",
        R"({"site_id":"op","event_type":"page_view","path":"/home","user_id":"7","referrer":"https://r.example/"})" "\nquery utm_source=x\n");
    row("OpenPanel: event", "POST /track",
        R"({"type":"track","payload":{"name":"revenue","properties":{"__deviceId":"d","plan":"pro","nested":{"a":1},"__revenue":10,"__path":"/home","__timestamp":"2025-11-15T09:00:00.000Z"}}})",
        R"({"site_id":"op","event_type":"revenue","path":"/home","user_id":"d","timestamp":"2025-11-15T09:00:00.000000Z","props":{"plan":"pro","__revenue":10}})" "\n");
    row("OpenPanel: a clock ahead", "POST /track",
        R"({"type":"track","payload":{"name":"a","properties":{"__timestamp":"2025-11-20T09:00:00.000Z"}}})", R"({"site_id":"op","event_type":"a"})" "\n");
    row("OpenPanel: no time", "POST /track", R"({"type":"track","payload":{"name":"a","properties":{"__timestamp":"soon"}}})",
        "0: __timestamp: not an RFC 3339 time\n");
    for (const char *type : {"identify", "increment", "decrement", "alias", "group", "assign_group", "replay"})
        QTest::addRow("OpenPanel: %s", type) << QByteArray("POST /track") << R"({"type":")" + QByteArray(type) + R"(","payload":{"profileId":"u"}})" << QByteArray();
    row("OpenPanel: another type", "POST /track", R"({"type":"x"})",
        "error: type: track, identify, increment, decrement, alias, group, assign_group or replay");
    row("OpenPanel: no name", "POST /track", R"({"type":"track","payload":{}})", "0: Missing required fields: name\n");

    // Snowplow
    row("Snowplow: GET", "GET /i?stm=1763200800000&e=pv&url=https%3A%2F%2Fshop.example%2Fhome%3Fa%3D1&refr=https://r.example/&page=H&eid=e1&p=srv&tv=node-4.8.0&aid=app&dtm=1763200740000&duid=d", {},
        R"({"site_id":"app","event_type":"page_view","path":"/home","user_id":"d","timestamp":"2025-11-15T09:59:00.000000Z","event_id":"e1","referrer":"https://r.example/"})"
        "\nquery a=1\n");
    const auto data = [](const QByteArray &events) -> QByteArray {
        return R"({"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4","data":[)" + events + "]}";
    };
    row("Snowplow: POST", "POST /com.snowplowanalytics.snowplow/tp2",
        data(R"({"e":"se","aid":"app","uid":"u","duid":"d","se_ca":"Shop","se_ac":"Bought","se_la":"Shoes","se_pr":"p","se_va":"3","url":"https://shop.example/home"},)"
             R"({"e":"pp","aid":"app"},)"
             R"({"e":"ue","aid":"app","ue_pr":"{\"schema\":\"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0\",\"data\":{\"schema\":\"iglu:com.acme/viewed_product/jsonschema/1-0-0\",\"data\":{\"price\":20,\"tags\":[1]}}}"},)"
             R"({"e":"ue","aid":"app","ue_px":"eyJkYXRhIjp7InNjaGVtYSI6ImlnbHU6Yy9hYi9qc29uc2NoZW1hLzEtMC0wIiwiZGF0YSI6eyJuIjoiw6kifX19"},)"
             R"({"e":"ue","aid":"app","ue_px":"???"},{"e":"tr","tr_id":"1","tr_tt":"20","url":"https://shop.example/"},{"aid":"app"},7)"),
        R"({"site_id":"app","event_type":"Bought","path":"/home","user_id":"u","props":{"category":"Shop","label":"Shoes","property":"p","value":"3"}})" "\n"
        R"({"site_id":"app","event_type":"viewed_product","props":{"price":20}})" "\n"
        "{\"site_id\":\"app\",\"event_type\":\"ab\",\"props\":{\"n\":\"é\"}}\n"
        "4: ue_px: expected a self-describing event\n"
        R"({"site_id":"shop.example","event_type":"transaction","path":"/","props":{"order":"1","total":"20"}})" "\n"
        "6: Missing required fields: e\n7: Missing required fields: aid, e\n");
    row("Snowplow: a clock two years behind", "POST /com.snowplowanalytics.snowplow/tp2",
        data(R"({"e":"pv","aid":"app","dtm":"1700000000000","stm":"1700000060000"},{"e":"pv","aid":"app","ttm":"1763197200000","dtm":"1","stm":"2"})"),
        R"({"site_id":"app","event_type":"page_view","timestamp":"2025-11-15T09:59:00.000000Z"})" "\n"
        R"({"site_id":"app","event_type":"page_view","timestamp":"2025-11-15T09:00:00.000000Z"})" "\n");
    row("Snowplow: no time", "POST /com.snowplowanalytics.snowplow/tp2", data(R"({"e":"pv","aid":"app","dtm":"soon"})"),
        "0: dtm: expected milliseconds since 1970\n");
    row("Snowplow: no data", "POST /com.snowplowanalytics.snowplow/tp2", "{}", "error: data: expected an array");
}

void TestHitFormats::isReadAs()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, body);
    const Request request = requestOf(target, body);
    QTEST(outcome(request.path, request), "expected");
}

void TestHitFormats::theSiteOfGoatCounterIsAHost()
{
    Request request = requestOf("POST /count?p=/", {});
    request.origin.clear();
    request.referer = "https://other.example/a";
    QCOMPARE(outcome("/count", request), QByteArray(R"({"site_id":"other.example","event_type":"page_view","path":"/"})" "\n"));
    request.referer.clear();
    QCOMPARE(outcome("/count", request), QByteArray(R"({"site_id":"stats.example","event_type":"page_view","path":"/"})" "\n"));
}

void TestHitFormats::aPageWithoutAScriptIsWhereTheImageIs()
{
    Request request = requestOf("GET /matomo.php?idsite=7&rec=1", {});
    request.referer = "https://shop.example/still?a=1";
    QCOMPARE(outcome("/matomo.php", request), QByteArray(R"({"site_id":"7","event_type":"page_view","path":"/still"})" "\nquery a=1\n"));
}

QTEST_APPLESS_MAIN(TestHitFormats)

#include "tst_hitformats.moc"

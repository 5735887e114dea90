// What clients of Umami, GoatCounter, Matomo, OpenPanel and Snowplow are answered, over real HTTP and
// into /stats.
#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestHitAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stack.start()); }
    void othersAreAnsweredAsTheyAnswer_data();
    void othersAreAnsweredAsTheyAnswer();
    void aVisitorIsWhoIsSentFor();

private:
    QJsonObject statsOf(const QString &site)
    {
        waitFor([this] { return json(get(m_stack.ingestUrl(u"/health"_s)))["queue_size"_L1].toInteger(-1) == 0; }, 30s);
        return json(get(m_stack.statsUrl(u"/stats?site_id="_s + site)));
    }

    Stack m_stack;
};

// Each sends one event that is counted, but for the last of a system, which sends none.
void TestHitAnswers::othersAreAnsweredAsTheyAnswer_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body"); // "": GET
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("answer"); // or its first bytes
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char *name, const char *path, const QByteArray &body, int status, const QByteArray &answer, const char *type) {
        QTest::newRow(name) << QString::fromLatin1(path) << body << status << answer << QByteArray(type);
    };
    const QByteArray umami = R"({"type":"event","payload":{"website":"others","url":"/umami"}})";
    row("Umami", "/api/send", umami, 200, "{}", "application/json");
    row("Umami: batch", "/api/batch", '[' + umami + ",{}]", 200,
        R"({"size":2,"processed":1,"errors":1,"details":[{"index":1,"response":{"error":{"message":"Missing required fields: website"}}}]})", "application/json");
    row("Umami: identify", "/api/send", R"({"type":"identify","payload":{"website":"others"}})", 200, "{}", "application/json");
    row("GoatCounter", "/count?p=/goat&site_id=others", "?", 200, "GIF89a", "image/gif");
    row("GoatCounter: image", "/count?p=/goat&site_id=others", {}, 200, "GIF89a", "image/gif");
    row("GoatCounter: hits", "/api/v0/count?site_id=others", R"({"hits":[{"path":"/goat"}]})", 202, R"({"status":"ok"})", "application/json");
    row("GoatCounter: bad hit", "/api/v0/count?site_id=others", R"({"hits":[{"path":"/goat"},{}]})", 400, R"({"errors":{"1":"Missing required fields: path"}})", "application/json");
    row("Matomo", "/matomo.php?idsite=others&url=/matomo&send_image=0", {}, 204, {}, "");
    row("Matomo: image", "/piwik.php?idsite=others&url=/matomo", {}, 200, "GIF89a", "image/gif");
    row("Matomo: bulk", "/matomo.php", R"({"requests":["?idsite=others&url=/matomo","?"],"send_image":0})", 200,
        R"({"status":"success","tracked":1,"invalid":1,"invalid_indices":[1]})", "application/json");
    row("Matomo: ping", "/matomo.php?idsite=others&ping=1", {}, 200, "GIF89a", "image/gif");
    row("OpenPanel", "/track", R"({"type":"track","clientId":"others","payload":{"name":"screen_view","properties":{"__path":"/openpanel"}}})", 200,
        R"({"deviceId":"","sessionId":""})", "application/json");
    row("OpenPanel: identify", "/track", R"({"type":"identify","payload":{"profileId":"u"}})", 200, R"({"deviceId":"","sessionId":""})", "application/json");
    row("Snowplow", "/com.snowplowanalytics.snowplow/tp2", R"({"data":[{"e":"pv","aid":"others","url":"https://a.example/snowplow"},{"aid":"others"}]})", 200, "ok", "text/plain");
    row("Snowplow: GET", "/i?e=pv&aid=others&url=https://a.example/snowplow", {}, 200, "GIF89a", "image/gif");
    row("Snowplow: page ping", "/i?e=pp&aid=others", {}, 200, "GIF89a", "image/gif");
}

void TestHitAnswers::othersAreAnsweredAsTheyAnswer()
{
    QFETCH(const QString, path);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, answer);
    const QString tag = QString::fromLatin1(QTest::currentDataTag());
    const int before = statsOf(u"others"_s)[u"total_views"].toInt();
    const QUrl url = m_stack.ingestUrl(path);
    const HttpAnswer actual = body.isEmpty() ? get(url) : post(url, body == "?" ? QByteArray() : body, body == "?" ? "text/plain" : "application/json");
    QTEST(actual.status, "status");
    QCOMPARE(answer == "GIF89a" ? actual.body.left(6) : actual.body, answer);
    if (!answer.isEmpty())
        QTEST(actual.headers.value("content-type").split(';').first(), "type");
    const bool isCounted = !tag.endsWith(u"identify"_s) && !tag.endsWith(u"ping"_s);
    QCOMPARE(statsOf(u"others"_s)[u"total_views"].toInt(), before + (isCounted ? 1 : 0));
}

// A program says whose view it sends: two addresses are two visitors, with the agents of a person and
// of a bot.
void TestHitAnswers::aVisitorIsWhoIsSentFor()
{
    const auto hit = [](const char *path, const char *address, const char *agent) -> QByteArray {
        return R"({"path":")" + QByteArray(path) + R"(","ip":")" + address + R"(","user_agent":")" + agent + "\"}";
    };
    const char person[] = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
    const char bot[] = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
    const QByteArrayList all = {hit("/a", "192.0.2.1", person), hit("/b", "192.0.2.1", person), hit("/a", "2001:db8::1", person), hit("/a", "192.0.2.2", bot)};
    const QByteArray hits = "{\"hits\":[" + all.join(',') + "]}";
    QCOMPARE(post(m_stack.ingestUrl(u"/api/v0/count?site_id=sent"_s), hits).status, 202);
    const QJsonObject stats = statsOf(u"sent"_s);
    QCOMPARE(stats[u"total_views"].toInt(), 3);
    QCOMPARE(stats[u"unique_users"].toInt(), 2);
    QCOMPARE(stats[u"bots"].toInt(), 1);
}

QTEST_GUILESS_MAIN(TestHitAnswers)

#include "tst_hitanswers.moc"

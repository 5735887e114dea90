// The contract of what analysts ask, over real HTTP: shapes, errors, formats. That the figures
// are right, whatever is asked: tst_ranges.
#include "tests/support/http.h"
#include "tests/support/query.h"
#include "tests/support/stack.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>
#include <QUrlQuery>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray said(const QByteArray &site, const QByteArray &time, const QByteArray &more = {}, const QByteArray &type = "page_view")
{
    QByteArray json = R"({"site_id":"%1","event_type":"%2","timestamp":"%3"%4})";
    json.replace("%1", site).replace("%2", type).replace("%3", time);
    return json.replace("%4", more.isEmpty() ? more : ',' + more);
}

QByteArray timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate).toLatin1();
}

}

class TestAnalytics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void examples_data();
    void examples();
    void badQuestions_data();
    void badQuestions();
    void anUnknownSiteIsZeros();
    void periods();
    void compareUpToTheSameSlot();
    void csv();
    void anETagSparesTheBody();
    void realtime();
    void pipeline();

private:
    [[nodiscard]] bool send(const QByteArrayList &events);
    HttpAnswer ask(const QString &pathAndQuery, const HttpHeaders &headers = {}) { return get(m_stack.statsUrl(pathAndQuery), headers); }

    Stack m_stack;
};

bool TestAnalytics::send(const QByteArrayList &events)
{
    return post(m_stack.ingestUrl(u"/events"_s), '[' + events.join(',') + ']').status == 200
        && waitFor([this] { return json(get(m_stack.ingestUrl(u"/health"_s)))["queue_size"_L1].toInteger(-1) == 0; }, 30s);
}

void TestAnalytics::initTestCase()
{
    QVERIFY(m_stack.start());
    QVERIFY(send({
        said("shop", "2025-11-15T10:00:00Z", R"("path":"/pricing","user_id":"u","referrer":"https://a.example/","props":{"plan":"pro","size":3})"),
        said("shop", "2025-11-15T20:00:00Z", R"("path":"/pricing","user_id":"u")"),
        said("shop", "2025-11-15T18:29:59Z", R"("path":"/","user_id":"v")"),
        said("shop", "2025-11-16T01:00:00Z", R"("path":"/","user_id":"w","count":3)"),
        said("shop", "2025-11-16T01:00:00Z", R"("user_id":"w")", "click"),
        said("example.com", "2025-07-16T10:05:00Z", R"("path":"/page","count":5)"),
        said("example.com", "2025-07-16T11:59:59Z", R"("path":"/page","count":3)"),
        said("example.com", "2025-07-15T12:00:00Z", R"("path":"/page","count":2)"),
        said("example.com", "2025-07-15T11:59:59Z", R"("path":"/page","count":9)"), // a day and an hour before
        said("default", "2025-07-16T00:00:00Z", R"("path":"page1")"),
        said("csv", "2025-11-15T10:00:00Z", R"("path":"/\"a\",b")"),
        said("csv", "2025-11-15T10:00:00Z", "\"path\":\"=HYPERLINK(\\\"x\\\")\",\"count\":2"),
        said("crawled", "2025-11-15T10:00:00Z", R"("path":"/","user_id":"u")"),
    }));
    const auto crawl = [this](const QByteArray &userAgent, const QByteArrayList &events) {
        return post(m_stack.ingestUrl(u"/events"_s), '[' + events.join(',') + ']',
            "application/json", {{"Origin", "https://crawled.example"}, {"User-Agent", userAgent}}).status;
    };
    QCOMPARE(crawl("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
                 {said("crawled", "2025-11-15T10:00:00Z", R"("path":"/")"), said("crawled", "2025-11-15T20:00:00Z", R"("path":"/a")"),
                     said("crawled", "2025-11-15T20:00:00Z", {}, "click")}), 200);
    QCOMPARE(crawl("curl/8.5.0", {said("crawled", "2025-11-15T10:00:00Z", R"("path":"/")"), said("crawled", "2025-11-16T23:00:00Z")}), 200);
    QVERIFY(send({said("crawled", "2025-11-15T10:00:00Z", R"("path":"/","user_id":"u")")})); // all before are in, too
}

void TestAnalytics::examples_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *question, const char *body) { QTest::newRow(question) << QString::fromLatin1(question) << QByteArray(body); };
    row("/stats?site_id=shop&from=2025-11-15&to=2025-11-16",
        R"({"site_id":"shop","from":"2025-11-15","to":"2025-11-16","tz":"UTC","total_views":6,"unique_users":3,"total_events":7,"bots":0,)"
        R"("top_paths":[{"path":"/","views":4},{"path":"/pricing","views":2}]})");
    row("/stats?site_id=shop&date=2025-11-16&tz=Asia/Kolkata&limit=1",
        R"({"site_id":"shop","date":"2025-11-16","from":"2025-11-16","to":"2025-11-16","tz":"Asia/Kolkata","total_views":4,"unique_users":2,)"
        R"("total_events":5,"bots":0,"top_paths":[{"path":"/","views":3}]})");
    row("/stats/aggregated?site_id=shop&from=2025-11-16&to=2025-11-16&compare=previous",
        R"({"site_id":"shop","from":"2025-11-16","to":"2025-11-16","tz":"UTC","total_views":3,"unique_users":1,"total_events":4,"bots":0,)"
        R"("top_paths":[{"path":"/","views":3}],)"
        R"("previous":{"from":"2025-11-15","to":"2025-11-15","total_views":3,"unique_users":2,"total_events":3}})");
    row("/stats?site_id=shop&from=2026-11-15&to=2026-11-16&compare=year",
        R"({"site_id":"shop","from":"2026-11-15","to":"2026-11-16","tz":"UTC","total_views":0,"unique_users":0,"total_events":0,"bots":0,)"
        R"("top_paths":[],"previous":{"from":"2025-11-15","to":"2025-11-16","total_views":6,"unique_users":3,"total_events":7}})");
    row("/stats?site_id=shop&path=/pricing&date=2025-11-15",
        R"({"site_id":"shop","date":"2025-11-15","total_views":2,"unique_users":1,"total_events":2,"bots":0,)"
        R"("top_paths":[{"path":"/pricing","views":2}]})");
    row("/stats?site_id=shop&referrer=https://a.example/",
        R"({"site_id":"shop","date":null,"total_views":1,"unique_users":1,"total_events":1,"bots":0,)"
        R"("top_paths":[{"path":"/pricing","views":1}]})");
    // However it is spelled.
    row("/stats?site_id=shop&path=/pr%2569cing&date=2025-11-15",
        R"({"site_id":"shop","date":"2025-11-15","total_views":2,"unique_users":1,"total_events":2,"bots":0,)"
        R"("top_paths":[{"path":"/pricing","views":2}]})");
    row("/stats?site_id=shop&referrer=https://A.example?token=1",
        R"({"site_id":"shop","date":null,"total_views":1,"unique_users":1,"total_events":1,"bots":0,)"
        R"("top_paths":[{"path":"/pricing","views":1}]})");
    row("/stats?site_id=shop&event_type=click",
        R"({"site_id":"shop","date":null,"total_views":0,"unique_users":1,"total_events":1,"bots":0,"top_paths":[]})");
    row("/stats/timeseries?site_id=shop&from=2025-11-15&to=2025-11-16&interval=day&tz=Asia/Kolkata",
        R"({"site_id":"shop","from":"2025-11-15","to":"2025-11-16","tz":"Asia/Kolkata","interval":"day","points":[)"
        R"({"t":"2025-11-15T00:00:00+05:30","views":2,"unique_users":2,"events":2},)"
        R"({"t":"2025-11-16T00:00:00+05:30","views":4,"unique_users":2,"events":5}]})");
    row("/stats/timeseries?site_id=shop&from=2025-11-15&to=2025-11-17&event_type=click",
        R"({"site_id":"shop","from":"2025-11-15","to":"2025-11-17","tz":"UTC","interval":"day","points":[)"
        R"({"t":"2025-11-15T00:00:00Z","views":0,"unique_users":0,"events":0},)"
        R"({"t":"2025-11-16T00:00:00Z","views":0,"unique_users":1,"events":1},)"
        R"({"t":"2025-11-17T00:00:00Z","views":0,"unique_users":0,"events":0}]})");
    row("/stats/breakdown?site_id=shop&dimension=path&date=2025-11-15",
        R"({"site_id":"shop","from":"2025-11-15","to":"2025-11-15","tz":"UTC","dimension":"path","total_rows":2,)"
        R"("rows":[{"value":"/pricing","views":2,"unique_users":1},{"value":"/","views":1,"unique_users":1}]})");
    row("/stats/breakdown?site_id=shop&dimension=path&date=2025-11-15&limit=1&offset=1&search=",
        R"({"site_id":"shop","from":"2025-11-15","to":"2025-11-15","tz":"UTC","dimension":"path","total_rows":2,)"
        R"("rows":[{"value":"/","views":1,"unique_users":1}]})");
    row("/stats/breakdown?site_id=shop&dimension=path&date=2025-11-15&search=PRI",
        R"({"site_id":"shop","from":"2025-11-15","to":"2025-11-15","tz":"UTC","dimension":"path","total_rows":1,)"
        R"("rows":[{"value":"/pricing","views":2,"unique_users":1}]})");
    row("/stats/breakdown?site_id=shop&dimension=event_type&from=2025-11-01&to=2025-11-30",
        R"({"site_id":"shop","from":"2025-11-01","to":"2025-11-30","tz":"UTC","dimension":"event_type","total_rows":2,)"
        R"("rows":[{"value":"page_view","events":6,"unique_users":3},{"value":"click","events":1,"unique_users":1}]})");
    row("/stats/breakdown?site_id=shop&dimension=browser&date=2025-11-15",
        R"({"site_id":"shop","from":"2025-11-15","to":"2025-11-15","tz":"UTC","dimension":"browser","total_rows":0,"rows":[]})");
    row("/stats/breakdown?site_id=shop&dimension=prop:plan&date=2025-11-15",
        R"({"site_id":"shop","from":"2025-11-15","to":"2025-11-15","tz":"UTC","dimension":"prop:plan","total_rows":1,)"
        R"("rows":[{"value":"pro","views":1,"unique_users":1}]})");
    row("/stats/breakdown?site_id=shop&dimension=prop:size&date=2025-11-15",
        R"({"site_id":"shop","from":"2025-11-15","to":"2025-11-15","tz":"UTC","dimension":"prop:size","total_rows":1,)"
        R"("rows":[{"value":"3","views":1,"unique_users":1}]})");
    // Bots, by name, in events; and in no other figure.
    row("/stats/breakdown?site_id=crawled&dimension=bot&from=2025-11-01&to=2025-12-31",
        R"({"site_id":"crawled","from":"2025-11-01","to":"2025-12-31","tz":"UTC","dimension":"bot","total_rows":2,)"
        R"("rows":[{"value":"GPTBot","events":3,"unique_users":0},{"value":"curl","events":2,"unique_users":0}]})");
    row("/stats/breakdown?site_id=crawled&dimension=bot&date=2025-11-16&tz=Asia/Kolkata",
        R"({"site_id":"crawled","from":"2025-11-16","to":"2025-11-16","tz":"Asia/Kolkata","dimension":"bot","total_rows":1,)"
        R"("rows":[{"value":"GPTBot","events":2,"unique_users":0}]})");
    row("/stats/breakdown?site_id=crawled&dimension=bot&from=2025-11-01&to=2025-11-30&limit=1&offset=1",
        R"({"site_id":"crawled","from":"2025-11-01","to":"2025-11-30","tz":"UTC","dimension":"bot","total_rows":2,)"
        R"("rows":[{"value":"curl","events":2,"unique_users":0}]})");
    row("/stats/breakdown?site_id=crawled&dimension=bot&from=2025-11-01&to=2025-11-30&search=gpt",
        R"({"site_id":"crawled","from":"2025-11-01","to":"2025-11-30","tz":"UTC","dimension":"bot","total_rows":1,)"
        R"("rows":[{"value":"GPTBot","events":3,"unique_users":0}]})");
    row("/stats/breakdown?site_id=crawled&dimension=path&date=2025-11-15",
        R"({"site_id":"crawled","from":"2025-11-15","to":"2025-11-15","tz":"UTC","dimension":"path","total_rows":1,)"
        R"("rows":[{"value":"/","views":2,"unique_users":1}]})");
    row("/stats?site_id=crawled",
        R"({"site_id":"crawled","date":null,"total_views":2,"unique_users":1,"total_events":2,"bots":5,"top_paths":[{"path":"/","views":2}]})");
    row("/stats?site_id=crawled&bot=GPTBot",
        R"({"site_id":"crawled","date":null,"total_views":0,"unique_users":0,"total_events":3,"bots":3,"top_paths":[]})");
    row("/stats/timeseries?site_id=crawled&from=2025-11-15&to=2025-11-16&tz=Asia/Kolkata&interval=day&bot=GPTBot",
        R"({"site_id":"crawled","from":"2025-11-15","to":"2025-11-16","tz":"Asia/Kolkata","interval":"day","points":[)"
        R"({"t":"2025-11-15T00:00:00+05:30","views":0,"unique_users":0,"events":1},)"
        R"({"t":"2025-11-16T00:00:00+05:30","views":0,"unique_users":0,"events":2}]})");
    row("/report?page=example.com/page&now=2025-07-16T11:30:00Z", R"({"data":[{"h":12,"v":2},{"h":10,"v":5},{"h":11,"v":3}]})");
    row("/report?page=example.com/page&now=2025-07-16T11:30:00Z&order=desc&take=2", R"({"data":[{"h":11,"v":3},{"h":10,"v":5}]})");
    row("/report?page=/page&site_id=example.com&now=2025-07-16T13:30:00+02:00&order=asc&take=1", R"({"data":[{"h":12,"v":2}]})");
    row("/report?page=page1&now=2025-07-16T23:59:59Z", R"({"data":[{"h":0,"v":1}]})");
    row("/report?page=page1&now=2025-07-17T00:00:00Z", R"({"data":[]})");
}

void TestAnalytics::examples()
{
    QFETCH(QString, question);
    const HttpAnswer answer = ask(question);
    QTEST(answer.body, "body");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers["content-type"], "application/json");
}

void TestAnalytics::badQuestions_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *question, const char *message) { QTest::newRow(question) << QString::fromLatin1(question) << QString::fromLatin1(message); };
    const char *day = "Invalid date format. Expected YYYY-MM-DD";
    row("/stats?from=2025-01-01&to=2025-01-02", "Missing required parameter: site_id");
    row("/stats?site_id=s&date=2025-02-29", day);
    row("/stats/timeseries?site_id=s&date=x", day);
    row("/stats?site_id=s&from=2025-1-1&to=2025-01-02", "from: expected a day as YYYY-MM-DD");
    row("/stats?site_id=s&from=2025-01-01&to=tomorrow", "to: expected a day as YYYY-MM-DD");
    row("/stats?site_id=s&from=2025-01-01", "from: needs to, the last day");
    row("/stats?site_id=s&to=2025-01-01", "to: needs from, the first day");
    row("/stats?site_id=s&from=2025-01-02&to=2025-01-01", "to: not before from");
    row("/stats?site_id=s&date=2025-01-01&period=7d", "date: not together with from, to or period");
    row("/stats?site_id=s&date=2025-01-01&from=2025-01-01&to=2025-01-01", "date: not together with from, to or period");
    row("/stats?site_id=s&period=7d&from=2025-01-01&to=2025-01-01", "period: not together with from and to");
    row("/stats?site_id=s&period=week", "period: one of today, yesterday, 7d, 30d, 90d, month, last_month, year, all");
    for (const char *zone : {"Mars/Olympus", "+01:00", "europe/berlin", "../../etc/passwd", "UTC+1"})
        QTest::addRow("tz %s", zone) << u"/stats?site_id=s&date=2025-01-01&tz="_s + QString::fromLatin1(QByteArray(zone).toPercentEncoding())
                                     << u"tz: expected the IANA name of a time zone, such as Europe/Berlin"_s;
    row("/stats?site_id=s&period=7d&compare=week", "compare: one of previous, year");
    row("/stats?site_id=s&compare=year", "compare: needs date, from and to, or a period other than all");
    row("/stats?site_id=s&date=0001-01-01&compare=previous", "compare: there is nothing before the year 1");
    row("/stats?site_id=s&path=/a&browser=b", "browser: one filter at a time, and there is path");
    row("/stats?site_id=s&country=", "country: at least one byte");
    row("/stats?site_id=s&os=%FF", "os: not valid UTF-8");
    row("/stats?site_id=s&limit=0", "limit: a whole number from 1 to 1000");
    row("/stats?site_id=s&format=xml", "format: json or csv");
    row("/stats/timeseries?site_id=s&interval=minute", "interval: one of hour, day, week, month");
    row("/stats/timeseries?site_id=s&period=year&from=2000-01-01&to=2025-01-01", "period: not together with from and to");
    row("/stats/timeseries?site_id=s&from=2000-01-01&to=2025-01-01&interval=day", "interval: at most 5,000 points; take a longer one, or fewer days");
    row("/stats/breakdown?site_id=s", "Missing required parameter: dimension");
    row("/stats/breakdown?site_id=s&dimension=color",
        "dimension: one of path, event_type, referrer, source, utm_source, utm_medium, utm_campaign, utm_term, utm_content, browser, os, device, country, bot, or prop:NAME");
    row("/stats/breakdown?site_id=s&dimension=prop:",
        "dimension: one of path, event_type, referrer, source, utm_source, utm_medium, utm_campaign, utm_term, utm_content, browser, os, device, country, bot, or prop:NAME");
    row("/stats/breakdown?site_id=s&dimension=path&offset=-1", "offset: a whole number from 0 to 1000000");
    row("/stats/breakdown?site_id=s&dimension=path&limit=1001", "limit: a whole number from 1 to 1000");
    row("/stats/breakdown?site_id=s&dimension=os&path=/a", "path: a filter, which only /stats and /stats/timeseries take");
    row("/stats/realtime", "Missing required parameter: site_id");
    row("/report", "Missing required parameter: page");
    row("/report?page=p&now=yesterday", "now: expected an RFC 3339 time from 1990 on");
    row("/report?page=p&order=up", "order: one of asc, desc");
    row("/report?page=p&take=0", "take: a whole number from 1 to 1000");
}

void TestAnalytics::badQuestions()
{
    QFETCH(QString, question);
    const HttpAnswer answer = ask(question);
    QCOMPARE(answer.status, 400);
    QCOMPARE(json(answer)["status"_L1].toString(), u"error"_s);
    QTEST(json(answer)["message"_L1].toString(), "message");
}

void TestAnalytics::anUnknownSiteIsZeros()
{
    const QJsonObject stats = json(ask(u"/stats?site_id=nobody&period=30d&compare=previous"_s));
    for (const char *name : {"total_views", "unique_users", "total_events", "bots"})
        QCOMPARE(stats[QLatin1StringView(name)], QJsonValue(0));
    QCOMPARE(stats["top_paths"_L1], QJsonValue(QJsonArray()));
    QCOMPARE(stats["previous"_L1]["unique_users"_L1], QJsonValue(0));
    const QJsonArray points = json(ask(u"/stats/timeseries?site_id=nobody&period=30d"_s))["points"_L1].toArray();
    QCOMPARE(points.size(), 30);
    QCOMPARE(points[7]["events"_L1], QJsonValue(0));
    const QJsonObject breakdown = json(ask(u"/stats/breakdown?site_id=nobody&dimension=country"_s));
    QCOMPARE(breakdown["total_rows"_L1], QJsonValue(0));
    QCOMPARE(breakdown["rows"_L1], QJsonValue(QJsonArray()));
    QCOMPARE(json(ask(u"/stats/realtime?site_id=nobody"_s))["current_visitors"_L1], QJsonValue(0));
    QCOMPARE(ask(u"/report?page=nobody.example/x"_s).body, R"({"data":[]})");
}

void TestAnalytics::periods()
{
    const auto range = [this](const char *period, const char *zone) {
        const QJsonObject answer = json(ask(u"/stats?site_id=shop&period=%1&tz=%2"_s.arg(QLatin1StringView(period), QLatin1StringView(zone))));
        return std::pair(QDate::fromString(answer["from"_L1].toString(), Qt::ISODate), QDate::fromString(answer["to"_L1].toString(), Qt::ISODate));
    };
    for (const char *zone : {"UTC", "Pacific/Kiritimati"}) {
        QDate today;
        do { // until no midnight falls between
            today = range("today", zone).first;
            QCOMPARE(today, QDateTime::currentDateTimeUtc().addSecs(qstrcmp(zone, "UTC") == 0 ? 0 : 14 * 3'600).date());
            const QDate month(today.year(), today.month(), 1);
            const auto is = [&](const char *period, QDate from, QDate to) { return range(period, zone) == std::pair(from, to) || today != range("today", zone).first; };
            QVERIFY(is("yesterday", today.addDays(-1), today.addDays(-1)));
            QVERIFY(is("7d", today.addDays(-6), today));
            QVERIFY(is("30d", today.addDays(-29), today));
            QVERIFY(is("90d", today.addDays(-89), today));
            QVERIFY(is("month", month, today));
            QVERIFY(is("last_month", month.addMonths(-1), month.addDays(-1)));
            QVERIFY(is("year", QDate(today.year(), 1, 1), today));
            QVERIFY(is("all", QDate(2025, 11, qstrcmp(zone, "UTC") == 0 ? 15 : 16), today));
        } while (today != range("today", zone).first);
    }
    const QJsonObject all = json(ask(u"/stats?site_id=shop&period=all"_s));
    QCOMPARE(all["total_events"_L1], QJsonValue(7));
    QCOMPARE(all["unique_users"_L1], QJsonValue(3));
}

// Of today there is no more yet than up to this slot: what yesterday brought later is left out.
void TestAnalytics::compareUpToTheSameSlot()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime yesterday = now.date().addDays(-1).startOfDay(Qt::UTC);
    const qint64 nextSlot = (now.time().msecsSinceStartOfDay() / 900'000 + 1) * 900;
    QVERIFY(send({
        said("compare", timeText(now), R"("path":"/p","user_id":"u")"),
        said("compare", timeText(yesterday), R"("path":"/p","user_id":"v","count":2)"),
        said("compare", timeText(yesterday.addSecs(nextSlot - 1)), R"("path":"/p","user_id":"w","count":4)"),
        said("compare", timeText(yesterday.addSecs(nextSlot)), R"("path":"/p","user_id":"x","count":8)"),
        said("compare", timeText(yesterday.addSecs(-1)), R"("path":"/p","user_id":"y","count":16)"),
    }));
    const bool isLastSlot = nextSlot == 86'400; // then the fourth is of today
    const QJsonObject stats = json(ask(u"/stats?site_id=compare&period=today&compare=previous"_s));
    const QJsonObject filtered = json(ask(u"/stats?site_id=compare&period=today&compare=previous&path=/p"_s));
    if (QDateTime::currentDateTimeUtc().time().msecsSinceStartOfDay() / 900'000 != now.time().msecsSinceStartOfDay() / 900'000)
        QSKIP("a slot has ended meanwhile");
    QCOMPARE(stats["total_views"_L1], QJsonValue(isLastSlot ? 9 : 1));
    QCOMPARE(stats["previous"_L1]["total_views"_L1], QJsonValue(6));
    QCOMPARE(stats["previous"_L1]["unique_users"_L1], QJsonValue(2));
    QCOMPARE(filtered["previous"_L1]["total_views"_L1], QJsonValue(6));
    // A range that ends on another day is compared whole.
    const QString day = now.date().addDays(-1).toString(Qt::ISODate);
    const QJsonObject before = json(ask(u"/stats?site_id=compare&date=%1&compare=previous"_s.arg(day)));
    QCOMPARE(before["previous"_L1]["total_views"_L1], QJsonValue(16));
}

void TestAnalytics::csv()
{
    const HttpAnswer stats = ask(u"/stats?site_id=csv&date=2025-11-15&format=csv"_s);
    QCOMPARE(stats.headers["content-type"], "text/csv; charset=utf-8; header=present");
    QCOMPARE(stats.body, "path,views\r\n\"'=HYPERLINK(\"\"x\"\")\",2\r\n\"/\"\"a\"\",b\",1\r\n");
    QCOMPARE(ask(u"/stats?site_id=csv&date=2025-11-15"_s, {{"Accept", "text/csv"}}).body, stats.body);
    QCOMPARE(ask(u"/stats?site_id=csv&date=2025-11-15"_s, {{"Accept", "text/html, text/csv;q=0.9, */*"}}).body, stats.body);
    QVERIFY(ask(u"/stats?site_id=csv&date=2025-11-15"_s, {{"Accept", "application/json, text/csv"}}).body.startsWith('{'));
    QVERIFY(ask(u"/stats?site_id=csv&date=2025-11-15&format=json"_s, {{"Accept", "text/csv"}}).body.startsWith('{'));
    QCOMPARE(ask(u"/stats/timeseries?site_id=shop&from=2025-11-15&to=2025-11-16&interval=day&format=csv"_s).body,
        "t,views,unique_users,events\r\n2025-11-15T00:00:00Z,3,2,3\r\n2025-11-16T00:00:00Z,3,1,4\r\n");
    QCOMPARE(ask(u"/stats/timeseries?site_id=shop&date=2025-11-15&interval=day&format=csv&path=/"_s).body,
        "t,views,unique_users,events\r\n2025-11-15T00:00:00Z,1,1,1\r\n");
    QCOMPARE(ask(u"/stats/breakdown?site_id=shop&dimension=event_type&format=csv"_s).body, "value,events,unique_users\r\npage_view,6,3\r\nclick,1,1\r\n");
    QCOMPARE(ask(u"/stats/breakdown?site_id=crawled&dimension=bot&format=csv"_s).body, "value,events,unique_users\r\nGPTBot,3,0\r\ncurl,2,0\r\n");
}

void TestAnalytics::anETagSparesTheBody()
{
    for (const char *question : {"/stats?site_id=shop", "/stats?site_id=shop&date=2025-11-15", "/stats?site_id=shop&date=2025-11-15&format=csv",
             "/stats/aggregated?site_id=shop", "/stats/timeseries?site_id=shop&date=2025-11-15", "/stats/breakdown?site_id=shop&dimension=path",
             "/report?page=example.com/page&now=2025-07-16T11:30:00Z"}) {
        const QString url = QString::fromLatin1(question);
        const HttpAnswer first = ask(url);
        const QByteArray tag = first.headers["etag"];
        QVERIFY2(tag.size() > 2 && tag.startsWith('"') && tag.endsWith('"'), tag.constData());
        for (const QByteArray &known : {tag, QByteArray("\"other\", " + tag), QByteArray("W/" + tag), QByteArray("*")}) {
            const HttpAnswer again = ask(url, {{"If-None-Match", known}});
            QCOMPARE(again.status, 304);
            QCOMPARE(again.body, "");
            QCOMPARE(again.headers["etag"], tag);
        }
        const HttpAnswer other = ask(url, {{"If-None-Match", "\"other\""}});
        QCOMPARE(other.status, 200);
        QCOMPARE(other.body, first.body);
    }
    for (const char *question : {"/sites", "/stats/realtime?site_id=shop", "/pipeline"})
        QVERIFY(!ask(QString::fromLatin1(question)).headers["etag"].isEmpty());
    // What has changed is sent; an error has no tag.
    const QByteArray tag = ask(u"/stats?site_id=etag"_s).headers["etag"];
    QVERIFY(send({said("etag", "2025-11-15T10:00:00Z")}));
    const HttpAnswer changed = ask(u"/stats?site_id=etag"_s, {{"If-None-Match", tag}});
    QCOMPARE(changed.status, 200);
    QVERIFY(changed.headers["etag"] != tag);
    QVERIFY(ask(u"/stats"_s, {{"If-None-Match", "*"}}).headers["etag"].isEmpty());
}

void TestAnalytics::realtime()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto ago = [&](int seconds) { return timeText(now.addSecs(-seconds)); };
    QVERIFY(send({
        said("now", ago(0), R"("path":"/a","user_id":"u")"),
        said("now", ago(290), R"("path":"/b","user_id":"v","count":3)"),
        said("now", ago(400), R"("path":"/a","user_id":"w")"), // more than five minutes, whichever second it is
        said("now", ago(20 * 60), R"("path":"/a","count":5)"),
        said("now", ago(31 * 60), R"("path":"/old","count":9)"),
        said("now", ago(0), R"("user_id":"x")", "click"),
        said("now", timeText(now.addSecs(7'200)), R"("path":"/later","user_id":"y")"), // by a clock that is ahead
    }));
    const QJsonObject answer = json(ask(u"/stats/realtime?site_id=now"_s));
    QCOMPARE(answer.keys(), QStringList({u"current_visitors"_s, u"site_id"_s, u"top_paths"_s, u"views_per_minute"_s}));
    QCOMPARE(answer["current_visitors"_L1], QJsonValue(3));
    QCOMPARE(answer["top_paths"_L1],
        QJsonValue(QJsonArray {QJsonObject {{u"path"_s, u"/a"_s}, {u"views"_s, 7}}, QJsonObject {{u"path"_s, u"/b"_s}, {u"views"_s, 3}}}));
    const QJsonArray minutes = answer["views_per_minute"_L1].toArray();
    QCOMPARE(minutes.size(), 30);
    qint64 views = 0;
    for (qsizetype i = 0; i < minutes.size(); ++i) {
        views += minutes[i]["views"_L1].toInteger();
        const QDateTime t = QDateTime::fromString(minutes[i]["t"_L1].toString(), Qt::ISODate);
        QCOMPARE(t.toSecsSinceEpoch() % 60, 0);
        QVERIFY(i == 0 || t == QDateTime::fromString(minutes[i - 1]["t"_L1].toString(), Qt::ISODate).addSecs(60));
    }
    QCOMPARE(views, 10);
    QVERIFY(qAbs(QDateTime::fromString(minutes.last()["t"_L1].toString(), Qt::ISODate).secsTo(now)) < 120);
}

void TestAnalytics::pipeline()
{
    QVERIFY(send({said("pipeline", "2025-11-15T10:00:00Z")}));
    QJsonObject answer;
    QVERIFY(waitFor([&] {
        answer = json(ask(u"/pipeline"_s));
        return answer["workers"_L1][0]["last_commit_at"_L1].isString() && answer["workers"_L1][0]["events_per_second"_L1].toDouble() > 0;
    }, 20s));
    QCOMPARE(answer.keys(), QStringList({u"last_commit_at"_s, u"rejected_by_database"_s, u"rejected_events"_s, u"workers"_s}));
    QCOMPARE(answer["rejected_events"_L1], QJsonValue(0));
    const QJsonObject worker = answer["workers"_L1][0].toObject();
    QCOMPARE(worker.keys(), QStringList({u"commit_ms"_s, u"events_per_second"_s, u"last_commit_at"_s, u"name"_s, u"state"_s}));
    QCOMPARE(worker["name"_L1], QJsonValue(u"worker-1"_s));
    QVERIFY(QStringList({u"idle"_s, u"writing"_s}).contains(worker["state"_L1].toString()));
    QVERIFY(worker["commit_ms"_L1].toDouble() > 0);
    QCOMPARE(worker["last_commit_at"_L1], answer["last_commit_at"_L1]);
    const QDateTime last = QDateTime::fromString(answer["last_commit_at"_L1].toString(), Qt::ISODateWithMs);
    QVERIFY(qAbs(last.secsTo(QDateTime::currentDateTimeUtc())) < 60);

    // One that was killed, 11 seconds later.
    queryValue(m_stack.database(), "INSERT INTO workers VALUES ('gone', 'writing', now() - interval '11 seconds', '2025-11-15T10:00:00Z', 7, 2.5)");
    const QJsonObject gone {{u"name"_s, u"gone"_s}, {u"state"_s, u"stale"_s}, {u"last_commit_at"_s, u"2025-11-15T10:00:00.000000Z"_s},
        {u"events_per_second"_s, 0}, {u"commit_ms"_s, 2.5}};
    QCOMPARE(json(ask(u"/pipeline"_s))["workers"_L1][0], QJsonValue(gone));
}

QTEST_GUILESS_MAIN(TestAnalytics)
#include "tst_analytics.moc"

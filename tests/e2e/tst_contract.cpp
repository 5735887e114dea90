// What a user can rely on, over real HTTP against a whole Footfall: long because it is the
// contract's tables, row by row.
#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype MiB = 1 << 20;
const QByteArray accepted = R"({"status":"accepted"})";
const HttpHeaders fromBrowser = {{"Origin", "https://example.com"}};

QByteArray errorBody(const QByteArray &message)
{
    return R"({"status":"error","message":")" + message + R"("})";
}

// A page view of the site with further members: R"("path":"/","count":2)".
QByteArray view(const QByteArray &site, const QByteArray &more = {})
{
    return R"({"site_id":")" + site + R"(","event_type":"page_view")" + (more.isEmpty() ? "" : ",") + more + '}';
}

QByteArray arrayOf(const QByteArrayList &events)
{
    return '[' + events.join(',') + ']';
}

// The same JSON with a field that nobody knows, `size` bytes in all.
QByteArray paddedTo(qsizetype size, const QByteArray &event)
{
    const QByteArray start = event.chopped(1) + R"(,"padding":")";
    return start + QByteArray(size - start.size() - 2, 'x') + R"("})";
}

QByteArray timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs).toUtf8();
}

HttpAnswer send(const QByteArray &method, const QUrl &url, const HttpHeaders &headers = {})
{
    QNetworkAccessManager network;
    QNetworkRequest request(url);
    request.setTransferTimeout(30'000);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    const std::unique_ptr<QNetworkReply> reply(network.sendCustomRequest(request, method));
    if (!waitFor([&] { return reply->isFinished(); }, 30s))
        return {};
    HttpAnswer answer {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), {}, reply->readAll()};
    for (const auto &[name, value] : reply->rawHeaderPairs())
        answer.headers.insert(name.toLower(), value);
    return answer;
}

// A * in front, or at the end, of the pattern stands for anything.
bool matches(const QString &text, QString pattern)
{
    const bool anyStart = pattern.startsWith(u'*');
    const bool anyEnd = pattern.endsWith(u'*');
    pattern.remove(u'*');
    return anyStart ? (anyEnd ? text.contains(pattern) : text.endsWith(pattern))
        : anyEnd    ? text.startsWith(pattern)
                    : text == pattern;
}

bool isJsonError(const HttpAnswer &answer)
{
    const QJsonObject object = json(answer);
    return answer.headers["content-type"] == "application/json" && object.size() == 2
        && object["status"_L1].toString() == u"error" && !object["message"_L1].toString().isEmpty();
}

}

class TestContract : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_stack.start()); }

    void eventFields_data();
    void eventFields();
    void everyFieldIsKeptAsSent();
    void absentFieldsAreAbsentAndTheTimeIsThatOfReceipt();
    void anyFiniteNumberIsAProp();
    void contentTypes_data();
    void contentTypes();
    void bodyLimits_data();
    void bodyLimits();

    void arrayWithRejectedEvents();
    void linesWithRejectedEvents();
    void noValidEvent_data();
    void noValidEvent();
    void malformedArrayAcceptsNothing_data();
    void malformedArrayAcceptsNothing();
    void tenThousandEventsARequest_data();
    void tenThousandEventsARequest();
    void countIsRefusedFromBrowsers();

    void unknownPaths_data();
    void unknownPaths();
    void wrongMethods_data();
    void wrongMethods();
    void anyOriginMayPost();
    void health();
    void aServiceThatCannotSaysWhy();

    void theExampleOfStats();
    void unknownSiteIsZeros();
    void badParametersOfStats_data();
    void badParametersOfStats();
    void siteIdsOfAnyText_data();
    void siteIdsOfAnyText();
    void onlyPageViewsAreViews();
    void topPathsByViewsThenBytes();
    void limitOfTopPaths_data();
    void limitOfTopPaths();
    void sites();
    void statsNeverReadTheEvents();

    void eventIdCountsOnce();
    void countMultiplies();
    void timestampsLandOnTheirUtcDay_data();
    void timestampsLandOnTheirUtcDay();
    void uniqueUsersAreExact();

private:
    HttpAnswer postEvent(const QByteArray &body, const HttpHeaders &headers = {});
    HttpAnswer postEvents(const QByteArray &body, const QByteArray &type = "application/json");
    // Whether everything accepted is in the database.
    bool drained();
    HttpAnswer stats(const QByteArray &site, const QByteArray &more = {});
    qint64 figure(const QByteArray &site, const char *name, const QByteArray &more = {});
    QByteArray sql(const QString &query);

    Stack m_stack;
};

HttpAnswer TestContract::postEvent(const QByteArray &body, const HttpHeaders &headers)
{
    return post(m_stack.ingestUrl(u"/event"_s), body, "application/json", headers);
}

HttpAnswer TestContract::postEvents(const QByteArray &body, const QByteArray &type)
{
    return post(m_stack.ingestUrl(u"/events"_s), body, type);
}

bool TestContract::drained()
{
    return waitFor(
        [this] { return json(get(m_stack.ingestUrl(u"/health"_s)))["queue_size"_L1].toInteger(-1) == 0; }, 30s);
}

HttpAnswer TestContract::stats(const QByteArray &site, const QByteArray &more)
{
    const QByteArray query = "/stats?site_id=" + site.toPercentEncoding() + more;
    return get(m_stack.statsUrl(QString::fromLatin1(query)));
}

qint64 TestContract::figure(const QByteArray &site, const char *name, const QByteArray &more)
{
    return json(stats(site, more))[QLatin1StringView(name)].toInteger(-1);
}

// The rows, as psql prints them unaligned.
QByteArray TestContract::sql(const QString &query)
{
    QProcess psql;
    psql.start(m_stack.program(),
        {u"psql"_s, u"--data"_s, m_stack.dataDirectory(), u"--"_s, u"-XAtqc"_s, query});
    psql.waitForFinished();
    return psql.readAllStandardOutput().trimmed();
}

// POST /event: each field at its limit and over it. An empty message: accepted; one may
// have a * in front or at its end.
void TestContract::eventFields_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("message");
    const auto whole = [](const QByteArray &name, const QByteArray &body, const QByteArray &message = {}) {
        QTest::newRow(name.constData()) << body << message;
    };
    const auto row = [&](const QByteArray &name, const QByteArray &members, const QByteArray &message = {}) {
        whole(name, view("fields", members), message);
    };
    const auto text = [](const char *field, qsizetype bytes) -> QByteArray {
        return '"' + QByteArray(field) + R"(":")" + QByteArray(bytes, 'x') + '"';
    };
    const auto typed = [](const QByteArray &type) -> QByteArray { return R"({"site_id":"fields","event_type":)" + type + '}'; };
    const auto site = [](const QByteArray &id) -> QByteArray { return R"({"site_id":)" + id + R"(,"event_type":"x"})"; };

    whole("site_id of 1 byte", site("\"s\""));
    whole("site_id of 128 bytes", site('"' + QByteArray(128, 's') + '"'));
    whole("site_id of 129 bytes", site('"' + QByteArray(129, 's') + '"'), "site_id: at most 128 bytes");
    whole("site_id of 64 characters of 2 bytes", site('"' + QByteArray("é").repeated(64) + '"'));
    whole("site_id of 65 characters of 2 bytes", site('"' + QByteArray("é").repeated(65) + '"'),
        "site_id: at most 128 bytes");
    whole("site_id empty", site("\"\""), "site_id: 1 to 128 bytes");
    whole("site_id a number", site("7"), "site_id: expected a string");
    whole("site_id null", site("null"), "Missing required fields: site_id");
    whole("site_id absent", R"({"event_type":"x"})", "Missing required fields: site_id");
    whole("event_type of 1 byte", typed("\"x\""));
    whole("event_type of 64 bytes", typed('"' + QByteArray(64, 'x') + '"'));
    whole("event_type of 65 bytes", typed('"' + QByteArray(65, 'x') + '"'), "event_type: at most 64 bytes");
    whole("event_type empty", typed("\"\""), "event_type: 1 to 64 bytes");
    whole("event_type a boolean", typed("true"), "event_type: expected a string");
    whole("event_type absent", R"({"site_id":"fields"})", "Missing required fields: event_type");
    whole("nothing", "{}", "Missing required fields: site_id, event_type");

    row("path of 2048 bytes", text("path", 2048));
    row("path of 2049 bytes", text("path", 2049), "path: at most 2048 bytes");
    row("path a list", R"("path":["/"])", "path: expected a string");
    row("user_id of 256 bytes", text("user_id", 256));
    row("user_id of 257 bytes", text("user_id", 257), "user_id: at most 256 bytes");
    row("user_id a number", R"("user_id":7)", "user_id: expected a string");
    row("event_id of 1 byte", R"("event_id":"1")");
    row("event_id of 128 bytes", text("event_id", 128));
    row("event_id of 129 bytes", text("event_id", 129), "event_id: at most 128 bytes");
    row("event_id empty", R"("event_id":"")", "event_id: 1 to 128 bytes");
    row("event_id a number", R"("event_id":7)", "event_id: expected a string");
    row("referrer of 2048 bytes", text("referrer", 2048));
    row("referrer of 2049 bytes", text("referrer", 2049), "referrer: at most 2048 bytes");

    const auto time = [&](const QByteArray &value, const QByteArray &message = {}) {
        row("timestamp " + value, R"("timestamp":)" + value, message);
    };
    const auto now = QDateTime::currentDateTimeUtc();
    for (const char *bad : {"\"yesterday\"", "\"\"", "\"2025-11-15\"", "\"2025-11-15T10:00Z\"", "\"20251115T100000Z\"",
             "\"2025-11-15T24:00:00Z\"", "\"2025-02-29T10:00:00Z\"", "\"2025-11-15T10:00:00.Z\"",
             "\"2025-11-15T10:00:00+0100\"", "\"2025-11-15T10:00:00 UTC\"", "\" 2025-11-15T10:00:00Z\"", "1763200800"})
        time(bad, "timestamp: not an RFC 3339 time");
    time("\"2024-02-29T10:00:00Z\"");
    time("\"1990-01-01T00:00:00Z\"");
    time("\"1989-12-31T23:59:59.999999Z\"", "timestamp: from 1990 to 24 hours ahead");
    row("timestamp nearly 24 hours ahead", R"("timestamp":")" + timeText(now.addSecs(24 * 3600 - 300)) + '"');
    row("timestamp over 24 hours ahead", R"("timestamp":")" + timeText(now.addSecs(24 * 3600 + 300)) + '"',
        "timestamp: from 1990 to 24 hours ahead");

    const auto props = [](int keys) -> QByteArray {
        QByteArrayList members;
        for (int i = 0; i < keys; ++i)
            members += "\"k" + QByteArray::number(i) + "\":" + QByteArray::number(i);
        return R"("props":{)" + members.join(',') + '}';
    };
    row("props of 30 keys", props(30));
    row("props of 31 keys", props(31), "props: at most 30 keys");
    row("props with a key of 64 bytes", R"("props":{")" + QByteArray(64, 'k') + R"(":1})");
    row("props with a key of 65 bytes", R"("props":{")" + QByteArray(65, 'k') + R"(":1})", "props: keys of at most 64 bytes");
    row("props with a text of 1024 bytes", R"("props":{)" + text("k", 1024) + '}');
    row("props with a text of 1025 bytes", R"("props":{)" + text("k", 1025) + '}', "props: k: at most 1024 bytes");
    row("props of every kind", R"("props":{"a":"x","b":true,"c":false,"d":-1.5,"e":18446744073709551615,"f":1e300})");
    row("props without any", R"("props":{})");
    row("props with a nested object", R"("props":{"k":{}})", "props: k: expected a string, a finite number or a boolean");
    row("props with a list", R"("props":{"k":[]})", "props: k: expected a string, a finite number or a boolean");
    row("props with a null", R"("props":{"k":null})", "props: k: expected a string, a finite number or a boolean");
    row("props with an infinite number", R"("props":{"k":1e999})", "*");
    row("props a list", R"("props":[])", "props: expected a flat object");

    row("count 1", R"("count":1)");
    row("count 1,000,000", R"("count":1000000)");
    for (const char *bad : {"0", "-1", "1000001", "1.5", "\"2\"", "true"})
        row("count " + QByteArray(bad), R"("count":)" + QByteArray(bad), "count: a whole number from 1 to 1,000,000");

    for (const char *field : {"path", "user_id", "timestamp", "event_id", "referrer", "props", "count"})
        row("null " + QByteArray(field), '"' + QByteArray(field) + R"(":null)");
    for (const char *field : {"path", "user_id", "referrer"})
        row("empty " + QByteArray(field), '"' + QByteArray(field) + R"(":"")");
    row("unknown fields", R"("viewport":{"w":[1,{"deep":null}]},"Path":7,"received_at":"never")");
    row("spaces and line ends", " \t\r\n\"path\" : \"/\" \n");

    const QByteArray badText = ": U+0000 and lone surrogates are not allowed*";
    row("U+0000", R"("path":"/\u0000")", "*" + badText);
    row("U+0000 in a key of props", R"("props":{"\u0000":1})", "*" + badText);
    row("U+0000 in an unknown field", R"("x":["\u0000"])", "*" + badText);
    row("a lone high surrogate", R"("path":"/\ud83d")", "*");
    row("a lone low surrogate", R"("path":"/\ude00")", "*");
    row("a pair of surrogates", R"("path":"/\ud83d\ude00")");
    row("a broken pair of surrogates", R"("user_id":"\ud83d\ud83d")", "*");
    row("bytes that are not UTF-8", "\"path\":\"/\xff\"", "Invalid JSON: *");
    row("an overlong U+0000", "\"path\":\"/\xc0\x80\"", "Invalid JSON: *");
    row("a surrogate as UTF-8", "\"path\":\"/\xed\xa0\x80\"", "Invalid JSON: *");
    row("a key twice", R"("path":"/a","path":"/a")", "*duplicate key path");
    row("a key twice, once escaped", R"("path":"/a","p\u0061th":"/b")", "*duplicate key path");
    row("a key twice in props", R"("props":{"a":1,"a":2})", "*duplicate key a");
    row("a key twice in an unknown field", R"("x":{"a":1,"a":2})", "*duplicate key a");

    for (const char *bad : {"", " ", "{", "event", "{\"site_id\":\"fields\",\"event_type\":\"x\"} x",
             "{\"site_id\":\"fields\",\"event_type\":\"x\"}}", "{\"site_id\":\"fields\",\"event_type\":\"x\",}",
             "{\"site_id\":\"fields\",\"event_type\":\"x\",\"y\":tru}", "{'site_id':'fields','event_type':'x'}",
             "{\"site_id\":\"fields\",\"event_type\":\"x\",\"path\":\"/\n\"}"})
        whole("not JSON: '" + QByteArray(bad) + '\'', bad, "Invalid JSON: *");
    for (const char *bad : {"[]", "null", "\"x\"", "7"})
        whole("no object: " + QByteArray(bad), bad, "Expected a JSON object");
}

void TestContract::eventFields()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, message);
    const QJsonObject event = QJsonDocument::fromJson(body).object();
    QByteArray site = event["site_id"_L1].toString().toUtf8();
    if (site.isEmpty() || site.size() > 128)
        site = "fields";
    const qint64 before = figure(site, "total_events");

    const HttpAnswer answer = postEvent(body);
    if (message.isEmpty()) {
        QCOMPARE(answer.body, accepted);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.headers["content-type"], "application/json");
    } else {
        QCOMPARE(answer.status, 400);
        QVERIFY2(isJsonError(answer), answer.body.constData());
        const QString got = json(answer)["message"_L1].toString();
        QVERIFY2(matches(got, QString::fromUtf8(message)), qPrintable(got));
    }
    QVERIFY(drained());
    const qint64 added = message.isEmpty() ? event["count"_L1].toInteger(1) : 0;
    QCOMPARE(figure(site, "total_events"), before + added);
}

void TestContract::everyFieldIsKeptAsSent()
{
    const QByteArray path = R"(/A b/é/\"q\"\\?x=1&y=%20#f\t\u0001😀)";
    const QByteArray event = view("kept", R"("path":")" + path
            + R"(","user_id":"Ü 1","timestamp":"2025-11-15T11:00:00.1234567+01:00","event_id":"e/1",)"
              R"("referrer":"https://a.example/?b","props":{"s":"é\"","n":1.5,"i":-7,"t":true},"count":3)");
    QCOMPARE(postEvent(event).body, accepted);
    QVERIFY(drained());
    QCOMPARE(sql(u"SELECT to_json(path) || ' ' || user_id || ' ' || event_id || ' ' || referrer || ' ' || count ||"
                 " ' ' || to_char(timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') FROM events"
                 " WHERE site_id = 'kept'"_s),
        QByteArray('"' + path + "\" Ü 1 e/1 https://a.example/ 3 2025-11-15 10:00:00.123456"));
    QCOMPARE(sql(u"SELECT props = '{\"s\":\"é\\\"\",\"n\":1.5,\"i\":-7,\"t\":true}' FROM events"
                 " WHERE site_id = 'kept'"_s),
        "t");
    const QJsonArray paths = json(stats("kept"))["top_paths"_L1].toArray();
    QCOMPARE(paths.size(), 1);
    QCOMPARE(paths[0]["path"_L1].toString(),
        QJsonDocument::fromJson('[' + QByteArray('"' + path + '"') + ']')[0].toString());
}

void TestContract::absentFieldsAreAbsentAndTheTimeIsThatOfReceipt()
{
    const QDateTime before = QDateTime::currentDateTimeUtc();
    QCOMPARE(postEvents(arrayOf({view("absent"), view("absent", R"("path":"","user_id":"","referrer":"","props":null)")}))
                 .status,
        200);
    const QDateTime after = QDateTime::currentDateTimeUtc();
    QVERIFY(drained());
    QCOMPARE(sql(u"SELECT count(*) FROM events WHERE site_id = 'absent' AND path IS NULL AND user_id IS NULL AND"
                 " event_id IS NULL AND referrer IS NULL AND props IS NULL AND count = 1 AND timestamp = received_at"
                 " AND timestamp BETWEEN '%1' AND '%2'"_s.arg(QString::fromLatin1(timeText(before)),
                     QString::fromLatin1(timeText(after.addMSecs(1))))),
        "2");
    QCOMPARE(figure("absent", "unique_users"), 0);
}

void TestContract::anyFiniteNumberIsAProp()
{
    const HttpAnswer answer = postEvent(view("numbers", R"("props":{"n":100000000000000000000})"));
    QCOMPARE(answer.body, accepted);
}

void TestContract::contentTypes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");
    const auto row = [](const QString &path, const QByteArray &type, int status) {
        QTest::addRow("%s %s", qPrintable(path), type.constData()) << path << type << status;
    };
    for (const char *type : {"application/json", "text/plain", "application/json; charset=utf-8",
             "text/plain;charset=UTF-8", "Application/JSON"})
        row(u"/event"_s, type, 200);
    for (const char *type : {"application/x-www-form-urlencoded", "text/html", "application/x-ndjson", "image/png"})
        row(u"/event"_s, type, 415);
    for (const char *type : {"application/json", "application/json; charset=utf-8"})
        row(u"/events"_s, type, 200);
    for (const char *type : {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml"})
        row(u"/events"_s, type, 415);
}

void TestContract::contentTypes()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, type);
    QFETCH(int, status);
    const qint64 before = figure("types", "total_events");
    const QByteArray event = view("types");
    const HttpAnswer answer = post(m_stack.ingestUrl(path), path == u"/event" ? event : arrayOf({event}), type);
    QCOMPARE(answer.status, status);
    QVERIFY2(status == 200 || isJsonError(answer), answer.body.constData());
    QVERIFY(drained());
    QCOMPARE(figure("types", "total_events"), before + (status == 200 ? 1 : 0));
}

void TestContract::bodyLimits_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<int>("status");
    const QByteArray json = "application/json";
    QTest::newRow("event of 1 MiB") << u"/event"_s << json << MiB << 200;
    QTest::newRow("event over 1 MiB") << u"/event"_s << json << MiB + 1 << 413;
    QTest::newRow("array of 8 MiB") << u"/events"_s << json << 8 * MiB << 200;
    QTest::newRow("array over 8 MiB") << u"/events"_s << json << 8 * MiB + 1 << 413;
    QTest::newRow("lines of 8 MiB") << u"/events"_s << QByteArray("application/x-ndjson") << 8 * MiB << 200;
    QTest::newRow("lines over 8 MiB") << u"/events"_s << QByteArray("application/x-ndjson") << 8 * MiB + 1 << 413;
}

void TestContract::bodyLimits()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, type);
    QFETCH(qsizetype, size);
    QFETCH(int, status);
    const bool isArray = path == u"/events" && type == "application/json";
    const QByteArray body = isArray ? arrayOf({paddedTo(size - 2, view("sizes"))}) : paddedTo(size, view("sizes"));
    QCOMPARE(body.size(), size);
    const qint64 before = figure("sizes", "total_events");
    const HttpAnswer answer = post(m_stack.ingestUrl(path), body, type);
    QCOMPARE(answer.status, status);
    QVERIFY2(status == 200 || isJsonError(answer), answer.body.constData());
    QVERIFY(drained());
    QCOMPARE(figure("sizes", "total_events"), before + (status == 200 ? 1 : 0));
}

void TestContract::arrayWithRejectedEvents()
{
    const HttpAnswer answer = postEvents(arrayOf({view("array", R"("path":"/a")"), R"({"path":"/b"})",
        view("array", R"("path":"/c")"), "7", view("array", R"("path":")" + QByteArray(2049, 'x') + '"'),
        view("array", R"("x":1,"x":2)"), view("array", R"("path":"/d")")}));
    QCOMPARE(answer.body,
        R"({"status":"accepted","accepted":3,"rejected":[{"index":1,"message":"Missing required fields: site_id, event_type"},)"
        R"({"index":3,"message":"Expected a JSON object"},{"index":4,"message":"path: at most 2048 bytes"},)"
        R"({"index":5,"message":"event: duplicate key x"}]})");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers["content-type"], "application/json");
    QCOMPARE(postEvents(arrayOf({view("array")})).body, R"({"status":"accepted","accepted":1,"rejected":[]})");
    QVERIFY(drained());
    QCOMPARE(figure("array", "total_events"), 4);
}

// Indexes count the lines that are not empty.
void TestContract::linesWithRejectedEvents()
{
    const QByteArray lines = "\n" + view("lines", R"("path":"/a")") + "\r\n\r\n \t\n{\"site_id\":\"lines\"\n"
        + view("lines", R"("path":"/b")") + "\n" + view("lines", "\"path\":\"\xff\"") + "\n" + R"({"site_id":"lines"})"
        + "\n" + view("lines", R"("path":"/c")"); // without a line end
    const HttpAnswer answer = postEvents(lines, "application/x-ndjson");
    QCOMPARE(answer.status, 200);
    const QJsonObject object = json(answer);
    QCOMPARE(object["accepted"_L1].toInt(), 3);
    const QJsonArray rejected = object["rejected"_L1].toArray();
    QCOMPARE(rejected.size(), 3);
    QCOMPARE(rejected[0]["index"_L1].toInt(), 1);
    QVERIFY(rejected[0]["message"_L1].toString().startsWith(u"Invalid JSON: "_s));
    QCOMPARE(rejected[1]["index"_L1].toInt(), 3);
    QVERIFY(rejected[1]["message"_L1].toString().startsWith(u"Invalid JSON: "_s));
    QCOMPARE(rejected[2]["index"_L1].toInt(), 4);
    QCOMPARE(rejected[2]["message"_L1].toString(), u"Missing required fields: event_type"_s);
    QVERIFY(drained());
    QCOMPARE(figure("lines", "total_events"), 3);
}

void TestContract::noValidEvent_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("rejected");
    const QByteArray both = R"({"index":0,"message":"Missing required fields: site_id"},)"
                            R"({"index":1,"message":"timestamp: not an RFC 3339 time"})";
    const QByteArrayList events = {R"({"event_type":"x"})", view("none", R"("timestamp":"now")")};
    QTest::newRow("array") << QByteArray("application/json") << arrayOf(events) << both;
    QTest::newRow("lines") << QByteArray("application/x-ndjson") << events.join('\n') << both;
    QTest::newRow("empty array") << QByteArray("application/json") << QByteArray("[]") << QByteArray();
    QTest::newRow("no lines") << QByteArray("application/x-ndjson") << QByteArray("\n\n") << QByteArray();
}

void TestContract::noValidEvent()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, rejected);
    const HttpAnswer answer = postEvents(body, type);
    QCOMPARE(answer.body,
        QByteArray(R"({"status":"error","message":"No valid event","accepted":0,"rejected":[)" + rejected + "]}"));
    QCOMPARE(answer.status, 400);
}

void TestContract::malformedArrayAcceptsNothing_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray good = view("malformed");
    QTest::newRow("no end") << QByteArray('[' + good + ',' + good);
    QTest::newRow("two commas") << QByteArray('[' + good + ",," + good + ']');
    QTest::newRow("a comma at the end") << QByteArray('[' + good + ",]");
    QTest::newRow("something behind it") << QByteArray(arrayOf({good}) + 'x');
    QTest::newRow("an event that is not JSON") << arrayOf({good, R"({"site_id":malformed})"});
    QTest::newRow("an event that is not UTF-8") << arrayOf({good, view("malformed", "\"path\":\"\xff\"")});
    QTest::newRow("no array") << good;
    QTest::newRow("lines") << QByteArray(good + '\n' + good);
    QTest::newRow("nothing") << QByteArray();
}

void TestContract::malformedArrayAcceptsNothing()
{
    QFETCH(QByteArray, body);
    const HttpAnswer answer = postEvents(body);
    QCOMPARE(answer.status, 400);
    QVERIFY2(isJsonError(answer), answer.body.constData());
    QVERIFY(drained());
    QCOMPARE(figure("malformed", "total_events"), 0);
}

void TestContract::tenThousandEventsARequest_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("array") << QByteArray("application/json");
    QTest::newRow("lines") << QByteArray("application/x-ndjson");
}

void TestContract::tenThousandEventsARequest()
{
    QFETCH(QByteArray, type);
    const QByteArray site = "many " + type;
    const auto body = [&](int count) -> QByteArray {
        const QByteArrayList events(count, view(site));
        return type == "application/json" ? arrayOf(events) : events.join('\n') + '\n';
    };
    const HttpAnswer tooMany = postEvents(body(10'001), type);
    QCOMPARE(tooMany.status, 413);
    QVERIFY2(isJsonError(tooMany), tooMany.body.constData());
    QCOMPARE(postEvents(body(10'000), type).body, R"({"status":"accepted","accepted":10000,"rejected":[]})");
    QVERIFY(drained());
    QCOMPARE(figure(site, "total_events"), 10'000);
}

void TestContract::countIsRefusedFromBrowsers()
{
    const HttpAnswer refused = postEvent(view("browser", R"("count":2)"), fromBrowser);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body, errorBody("count: not from a browser"));
    QCOMPARE(postEvent(view("browser", R"("count":null)"), fromBrowser).status, 200);
    const QByteArray batch = arrayOf({view("browser"), view("browser", R"("count":1)")});
    QCOMPARE(post(m_stack.ingestUrl(u"/events"_s), batch, "application/json", fromBrowser).body,
        R"({"status":"accepted","accepted":1,"rejected":[{"index":1,"message":"count: not from a browser"}]})");
    QVERIFY(drained());
    QCOMPARE(figure("browser", "total_events"), 2);
}

void TestContract::unknownPaths_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QUrl>("url");
    for (const char *path : {"/", "/nothing", "/Event", "/event/", "/stats"})
        QTest::addRow("ingest %s", path) << QByteArray("POST") << m_stack.ingestUrl(QString::fromLatin1(path));
    for (const char *path : {"/", "/nothing", "/stats/", "/stats/nothing", "/event"})
        QTest::addRow("stats %s", path) << QByteArray("GET") << m_stack.statsUrl(QString::fromLatin1(path));
}

void TestContract::unknownPaths()
{
    QFETCH(QByteArray, method);
    QFETCH(QUrl, url);
    const HttpAnswer answer = send(method, url);
    QCOMPARE(answer.status, 404);
    QVERIFY2(isJsonError(answer), answer.body.constData());
    QVERIFY2(json(answer)["message"_L1].toString().contains(url.path()), answer.body.constData());
}

void TestContract::wrongMethods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QByteArray>("allow");
    for (const char *path : {"/event", "/events"}) {
        for (const char *method : {"GET", "PUT", "DELETE", "PATCH"})
            QTest::addRow("%s %s", method, path)
                << QByteArray(method) << m_stack.ingestUrl(QString::fromLatin1(path)) << QByteArray("OPTIONS, POST");
    }
    QTest::newRow("ingest POST /health") << QByteArray("POST") << m_stack.ingestUrl(u"/health"_s) << QByteArray("GET, HEAD");
    for (const char *path : {"/stats?site_id=s", "/stats/aggregated?site_id=s", "/sites", "/health"})
        QTest::addRow("stats POST %s", path)
            << QByteArray("POST") << m_stack.statsUrl(QString::fromLatin1(path)) << QByteArray("GET, HEAD");
}

void TestContract::wrongMethods()
{
    QFETCH(QByteArray, method);
    QFETCH(QUrl, url);
    QFETCH(QByteArray, allow);
    const HttpAnswer answer = send(method, url);
    QCOMPARE(answer.status, 405);
    QCOMPARE(answer.headers["allow"], allow);
    QVERIFY2(isJsonError(answer), answer.body.constData());
}

void TestContract::anyOriginMayPost()
{
    for (const QString &path : {u"/event"_s, u"/events"_s}) {
        const HttpAnswer preflight = send("OPTIONS", m_stack.ingestUrl(path),
            {{"Origin", "https://example.com"}, {"Access-Control-Request-Method", "POST"},
                {"Access-Control-Request-Headers", "content-type"}});
        QCOMPARE(preflight.status, 204);
        QCOMPARE(preflight.headers["access-control-allow-origin"], "https://example.com");
        QCOMPARE(preflight.headers["access-control-allow-credentials"], "true");
        QCOMPARE(preflight.headers["vary"], "Origin");
        QVERIFY(preflight.headers["access-control-allow-methods"].contains("POST"));
        QCOMPARE(preflight.headers["access-control-allow-headers"].toLower(), "content-type");
        QCOMPARE(preflight.headers["access-control-max-age"], "3600");
    }
    const HttpAnswer good = postEvent(view("cors"), fromBrowser);
    QCOMPARE(good.status, 200);
    QCOMPARE(good.headers["access-control-allow-origin"], fromBrowser.front().second);
    QCOMPARE(good.headers["access-control-allow-credentials"], "true");
    // A page may read why it was refused, too.
    const HttpAnswer bad = postEvent("{}", fromBrowser);
    QCOMPARE(bad.status, 400);
    QCOMPARE(bad.headers["access-control-allow-origin"], fromBrowser.front().second);
}

void TestContract::health()
{
    QVERIFY(drained());
    const HttpAnswer ingest = get(m_stack.ingestUrl(u"/health"_s));
    QCOMPARE(ingest.status, 200);
    QCOMPARE(ingest.headers["content-type"], "application/json");
    QVERIFY2(ingest.body.startsWith(R"({"status":"ok","service":"ingest",)"), ingest.body.constData());
    QCOMPARE(json(ingest)["queue_size"_L1], QJsonValue(0));
    QCOMPARE(json(ingest)["oldest_seconds"_L1], QJsonValue(0.0));
    const HttpAnswer stats = get(m_stack.statsUrl(u"/health"_s));
    QCOMPARE(stats.status, 200);
    QCOMPARE(stats.headers["content-type"], "application/json");
    QVERIFY2(stats.body.startsWith(R"({"status":"ok","service":"stats",)"), stats.body.constData());

    // The queue, while nobody takes from it.
    m_stack.kill(u"worker-1"_s, SIGSTOP);
    const bool queued = postEvents(arrayOf({view("health"), view("health", R"("count":5)")})).status == 200
        && waitFor(
            [this] {
                const QJsonObject answer = json(get(m_stack.ingestUrl(u"/health"_s)));
                return answer["queue_size"_L1].toInteger() == 2 && answer["oldest_seconds"_L1].toDouble() > 0;
            },
            10s);
    m_stack.kill(u"worker-1"_s, SIGCONT);
    QVERIFY(queued);
    QVERIFY(drained());
    QCOMPARE(figure("health", "total_events"), 6);
}

// 503: a spool that is full (nobody empties this one), and PostgreSQL away.
void TestContract::aServiceThatCannotSaysWhy()
{
    QTemporaryDir folder;
    QProcess server;
    server.setProcessChannelMode(QProcess::MergedChannels);
    server.start(QStringLiteral(FOOTFALL_BIN_DIR "/footfall-server"),
        {u"--spool"_s, folder.filePath(u"spool"_s), u"--spool-limit"_s, u"10KiB"_s, u"--ingest-port"_s, u"0"_s,
            u"--stats-port"_s, u"0"_s, u"--pipe"_s, u"ipc://"_s + folder.filePath(u"f"_s), u"--acks"_s,
            u"ipc://"_s + folder.filePath(u"a"_s), u"--database"_s, u"host=/nonexistent"_s});
    QString log;
    static const QRegularExpression urls(u"ingest (http://\\S+)\\s[^$]*stats (http://\\S+)\\s"_s);
    QVERIFY(waitFor([&] { return urls.match(log += QString::fromUtf8(server.readAll())).hasMatch(); }, 30s));
    const QString ingest = urls.match(log).captured(1);
    const QString statsUrl = urls.match(log).captured(2);
    const auto isUnavailable = [](const HttpAnswer &answer) {
        return answer.status == 503 && answer.headers["retry-after"].toInt() > 0 && isJsonError(answer);
    };

    HttpAnswer answer {200, {}, {}};
    int acceptedEvents = 0;
    for (; answer.status == 200 && acceptedEvents < 100; acceptedEvents += answer.status == 200 ? 1 : 0)
        answer = post(QUrl(ingest + u"/event"_s), view("full", R"("path":")" + QByteArray(1'000, 'x') + '"'));
    QVERIFY2(isUnavailable(answer), answer.body.constData());
    QCOMPARE_LT(acceptedEvents, 10);
    QCOMPARE_GT(acceptedEvents, 5);
    // All or nothing, of a batch too.
    answer = post(QUrl(ingest + u"/events"_s), arrayOf(QByteArrayList(100, view("full"))));
    QVERIFY2(isUnavailable(answer), answer.body.constData());
    answer = get(QUrl(ingest + u"/health"_s));
    QCOMPARE(answer.status, 503);
    QCOMPARE(json(answer)["status"_L1].toString(), u"degraded"_s);
    QVERIFY(!json(answer)["reason"_L1].toString().isEmpty());
    QCOMPARE(json(answer)["queue_size"_L1].toInt(), acceptedEvents);
    QCOMPARE(json(answer)["accepted_events"_L1].toInt(), acceptedEvents);

    for (const QString &path : {u"/stats?site_id=s"_s, u"/stats/aggregated?site_id=s"_s, u"/sites"_s}) {
        answer = get(QUrl(statsUrl + path));
        QVERIFY2(isUnavailable(answer), answer.body.constData());
    }
    QCOMPARE(get(QUrl(statsUrl + u"/stats"_s)).status, 400); // that needs no PostgreSQL
    answer = get(QUrl(statsUrl + u"/health"_s));
    QCOMPARE(answer.status, 503);
    QVERIFY2(!json(answer)["reason"_L1].toString().isEmpty(), answer.body.constData());

    server.terminate();
    QVERIFY(server.waitForFinished());
    QCOMPARE(server.exitCode(), 0);
}

void TestContract::theExampleOfStats()
{
    const auto event = [](const char *path, const char *user, const char *time) {
        return view("site-abc-123",
            R"("path":")" + QByteArray(path) + R"(","user_id":")" + user + R"(","timestamp":"2025-11-15T)" + time + '"');
    };
    for (const QByteArray &body : {event("/pricing", "user-1", "10:00:00Z"), event("/blog/post-1", "user-2", "10:05:00Z"),
             event("/", "user-3", "10:10:00Z"), event("/pricing", "user-1", "10:15:00Z")})
        QCOMPARE(postEvent(body).status, 200);
    QVERIFY(drained());

    const QByteArray figures = R"("total_views":4,"unique_users":3,"total_events":4,"bots":0,"top_paths":[{"path":"/pricing","views":2},)"
                               R"({"path":"/","views":1},{"path":"/blog/post-1","views":1}]})";
    for (const QString &path : {u"/stats"_s, u"/stats/aggregated"_s}) {
        const HttpAnswer day = get(m_stack.statsUrl(path + u"?site_id=site-abc-123&date=2025-11-15"_s));
        QCOMPARE(day.body, QByteArray(R"({"site_id":"site-abc-123","date":"2025-11-15",)" + figures));
        QCOMPARE(day.status, 200);
        QCOMPARE(day.headers["content-type"], "application/json");
        const HttpAnswer all = get(m_stack.statsUrl(path + u"?site_id=site-abc-123"_s));
        QCOMPARE(all.body, QByteArray(R"({"site_id":"site-abc-123","date":null,)" + figures));
        QCOMPARE(all.status, 200);
    }
    QCOMPARE(figure("site-abc-123", "total_events", "&date=2025-11-14"), 0);
    QCOMPARE(figure("site-abc-123", "total_events", "&date=2025-11-16"), 0);
}

void TestContract::unknownSiteIsZeros()
{
    const QByteArray zeros = R"("total_views":0,"unique_users":0,"total_events":0,"bots":0,"top_paths":[]})";
    const HttpAnswer all = stats("never-seen");
    QCOMPARE(all.body, QByteArray(R"({"site_id":"never-seen","date":null,)" + zeros));
    QCOMPARE(all.status, 200);
    const HttpAnswer day = stats("never-seen", "&date=2024-02-29");
    QCOMPARE(day.body, QByteArray(R"({"site_id":"never-seen","date":"2024-02-29",)" + zeros));
    QCOMPARE(day.status, 200);
}

void TestContract::badParametersOfStats_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const QByteArray &query, const QByteArray &message) {
        QTest::addRow("?%s", query.constData()) << query << message;
    };
    for (const char *query : {"", "date=2025-11-15", "site_id=", "site_id", "Site_id=s", "xsite_id=s"})
        row(query, "Missing required parameter: site_id");
    for (const char *date : {"", "invalid-date", "2025-11-5", "2025-11-31", "2025-02-29", "2025-13-01", "15-11-2025",
             "2025/11/15", "20251115", "2025-11-15T00:00:00Z", "2025-11-15%20", "%2B025-11-15", "-025-11-15"})
        row("site_id=s&date=" + QByteArray(date), "Invalid date format. Expected YYYY-MM-DD");
    for (const char *limit : {"", "0", "-1", "1001", "ten", "1.5", "1e2", "99999999999999999999"})
        row("site_id=s&limit=" + QByteArray(limit), "limit: a whole number from 1 to 1000");
    row("site_id=" + QByteArray(129, 's'), "site_id: at most 128 bytes");
    row("site_id=%FF", "site_id: not valid UTF-8");
    row("site_id=%00", "site_id: not valid UTF-8");
}

void TestContract::badParametersOfStats()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, message);
    for (const QByteArray &path : {"/stats?"_ba, "/stats/aggregated?"_ba}) {
        const QByteArray url = m_stack.statsUrl().toEncoded() + path + query;
        const HttpAnswer answer = get(QUrl::fromEncoded(url));
        QCOMPARE(answer.body, errorBody(message));
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.headers["content-type"], "application/json");
    }
}

void TestContract::siteIdsOfAnyText_data()
{
    QTest::addColumn<QByteArray>("site");
    for (const char *site : {"with space", "a+b", "a&b=c#d?e/f%41", "MiXed", "mixed", "größe", "日本語", "😀", "' OR 1=1 --"})
        QTest::newRow(site) << QByteArray(site);
}

void TestContract::siteIdsOfAnyText()
{
    QFETCH(QByteArray, site);
    QCOMPARE(postEvent(view(site)).body, accepted);
    QVERIFY(drained());
    const QJsonObject answer = json(stats(site));
    QCOMPARE(answer["site_id"_L1].toString().toUtf8(), site);
    QCOMPARE(answer["total_views"_L1].toInt(), 1);
}

void TestContract::onlyPageViewsAreViews()
{
    QCOMPARE(postEvents(arrayOf({view("views", R"("path":"/")"), view("views"),
                 R"({"site_id":"views","event_type":"Page_View","path":"/no","user_id":"u"})",
                 R"({"site_id":"views","event_type":"click","path":"/no","user_id":"v"})"}))
                 .status,
        200);
    QVERIFY(drained());
    // Views without a path count in total_views only; users of any event are users.
    QCOMPARE(stats("views").body,
        R"({"site_id":"views","date":null,"total_views":2,"unique_users":2,"total_events":4,"bots":0,"top_paths":[{"path":"/","views":1}]})");
}

void TestContract::topPathsByViewsThenBytes()
{
    // In byte order; UTF-16 would put the last before the one ahead of it, a dictionary all
    // of them elsewhere.
    const QByteArrayList inOrder = {"/", "/B", "/Z", "/_", "/a", "/a b", "/b", "/z", "/Ä", "/é", "/～", "/😀"};
    const auto viewOf = [](const QByteArray &path, int count) {
        return view("order", R"("timestamp":"2025-11-15T10:00:00Z","path":")" + path + R"(","count":)" + QByteArray::number(count));
    };
    QByteArrayList events = {viewOf("/most", 9), viewOf("/less", 8)};
    for (const QByteArray &path : inOrder)
        events.push_front(viewOf(path, 1));
    QCOMPARE(postEvents(arrayOf(events)).status, 200);
    QVERIFY(drained());
    for (const QByteArray &more : {"&limit=100"_ba, "&limit=100&date=2025-11-15"_ba}) {
        QStringList paths;
        for (const QJsonValue &path : json(stats("order", more))["top_paths"_L1].toArray())
            paths += path["path"_L1].toString();
        QCOMPARE(paths, QStringList({u"/most"_s, u"/less"_s}) + QString::fromUtf8(inOrder.join('\n')).split(u'\n'));
    }
}

void TestContract::limitOfTopPaths_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("length");
    QTest::newRow("default") << QByteArray() << 10;
    QTest::newRow("1") << QByteArray("&limit=1") << 1;
    QTest::newRow("11") << QByteArray("&limit=11") << 11;
    QTest::newRow("1000") << QByteArray("&limit=1000") << 1'000;
}

void TestContract::limitOfTopPaths()
{
    QFETCH(QByteArray, query);
    QFETCH(int, length);
    QByteArrayList events;
    for (int i = 0; i <= 1'000; ++i)
        events += view("limit", R"("timestamp":"2025-01-01T00:00:00Z","path":"/)" + QByteArray::number(i) + '"');
    if (figure("limit", "total_views") == 0)
        QCOMPARE(postEvents(arrayOf(events)).status, 200);
    QVERIFY(drained());
    QCOMPARE(figure("limit", "total_views"), 1'001);
    for (const QByteArray &day : {""_ba, "&date=2025-01-01"_ba})
        QCOMPARE(json(stats("limit", query + day))["top_paths"_L1].toArray().size(), length);
}

void TestContract::sites()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QByteArray today = timeText(now);
    const QByteArrayList events = {
        view("sites now", R"("user_id":"u","timestamp":")" + today + '"'),
        view("sites now", R"("user_id":"v","count":2,"timestamp":")" + today + '"'),
        view("sites now", R"("user_id":"w","timestamp":"2025-01-01T00:00:00Z")"),
        R"({"site_id":"sites now","event_type":"x","user_id":"u","timestamp":")" + today + R"("})",
        view("sites then", R"("user_id":"u","timestamp":"2025-01-01T00:00:00.5+01:00")"),
    };
    QCOMPARE(postEvents(arrayOf(events)).status, 200);
    QVERIFY(drained());
    const HttpAnswer answer = get(m_stack.statsUrl(u"/sites"_s));
    const bool isSameDay = QDateTime::currentDateTimeUtc().date() == now.date();
    QCOMPARE(answer.status, 200);
    QCOMPARE(json(answer).keys(), QStringList(u"sites"_s));

    QHash<QString, QJsonObject> found;
    for (const QJsonValue &site : json(answer)["sites"_L1].toArray())
        found.insert(site["site_id"_L1].toString(), site.toObject());
    const auto row = [](const QString &site, const QString &last, int views, int users) {
        return QJsonObject {{u"site_id"_s, site}, {u"last_event_at"_s, last}, {u"views_today"_s, views},
            {u"unique_users_today"_s, users}};
    };
    QCOMPARE(found[u"sites then"_s], row(u"sites then"_s, u"2024-12-31T23:00:00.500000Z"_s, 0, 0));
    QCOMPARE(found[u"sites now"_s],
        row(u"sites now"_s, now.toString(u"yyyy-MM-ddTHH:mm:ss.zzz000Z"_s), isSameDay ? 3 : 0, isSameDay ? 2 : 0));
}

// Promise 4: what is not read cannot cost more as it grows. A reader of the events would wait
// for the lock, then be told 503.
void TestContract::statsNeverReadTheEvents()
{
    QCOMPARE(postEvent(view("locked", R"("path":"/","user_id":"u")")).status, 200);
    QVERIFY(drained());
    QProcess psql;
    psql.start(m_stack.program(), {u"psql"_s, u"--data"_s, m_stack.dataDirectory(), u"--"_s, u"-XAtq"_s});
    psql.write("BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE; SELECT 'locked';\n");
    QByteArray said;
    QVERIFY(waitFor([&] { return (said += psql.readAllStandardOutput()).contains("locked"); }, 30s));

    const HttpAnswer all = stats("locked");
    const HttpAnswer day = stats("locked", "&date=2025-11-15");
    const HttpAnswer aggregated = get(m_stack.statsUrl(u"/stats/aggregated?site_id=locked"_s));
    const HttpAnswer list = get(m_stack.statsUrl(u"/sites"_s));
    QList<int> statuses;
    for (const QString &question : {u"/stats?site_id=locked&period=30d&tz=Asia/Kolkata&compare=year"_s, u"/stats?site_id=locked&path=/"_s,
             u"/stats/timeseries?site_id=locked&period=7d&tz=Asia/Kathmandu"_s, u"/stats/breakdown?site_id=locked&dimension=path"_s,
             u"/stats/realtime?site_id=locked"_s, u"/pipeline"_s, u"/report?page=/&site_id=locked"_s})
        statuses += get(m_stack.statsUrl(question)).status;
    psql.closeWriteChannel(); // which lets go of the lock
    QVERIFY(psql.waitForFinished());
    QCOMPARE(all.status, 200);
    QCOMPARE(json(all)["unique_users"_L1].toInt(), 1);
    QCOMPARE(day.status, 200);
    QCOMPARE(aggregated.status, 200);
    QCOMPARE(list.status, 200);
    QCOMPARE(statuses, QList<int>(7, 200));
}

// Promise 2: with an event_id no retry counts twice.
void TestContract::eventIdCountsOnce()
{
    const QByteArray first = view("once", R"("event_id":"a","path":"/first","user_id":"u","timestamp":"2025-11-15T10:00:00Z")");
    const QByteArray again = view("once", R"("event_id":"a","path":"/again","user_id":"v","timestamp":"2025-11-16T10:00:00Z","count":7)");
    QCOMPARE(postEvent(first).body, accepted);
    QCOMPARE(postEvent(first).body, accepted); // the sender cannot know, and is told the same
    QVERIFY(drained());
    QCOMPARE(postEvent(again).body, accepted);
    QCOMPARE(postEvents(arrayOf({again, first})).body, R"({"status":"accepted","accepted":2,"rejected":[]})");
    QVERIFY(drained());
    QCOMPARE(stats("once").body,
        R"({"site_id":"once","date":null,"total_views":1,"unique_users":1,"total_events":1,"bots":0,"top_paths":[{"path":"/first","views":1}]})");
    QCOMPARE(figure("once", "total_events", "&date=2025-11-16"), 0);

    // Within one batch the first stays; ids are a site's own, and differ by every byte.
    const auto with = [](const QByteArray &site, const QByteArray &id, const QByteArray &path) {
        return view(site, R"("event_id":")" + id + R"(","path":")" + path + '"');
    };
    QCOMPARE(postEvents(arrayOf({with("once too", "b", "/1"), with("once too", "b", "/2"), with("once too", "B", "/3"),
                 with("once too", "a", "/4"), with("once three", "b", "/5"), view("once too"), view("once too")}))
                 .status,
        200);
    QVERIFY(drained());
    QCOMPARE(stats("once too").body,
        R"({"site_id":"once too","date":null,"total_views":5,"unique_users":0,"total_events":5,"bots":0,"top_paths":[)"
        R"({"path":"/1","views":1},{"path":"/3","views":1},{"path":"/4","views":1}]})");
    QCOMPARE(figure("once three", "total_events"), 1);
    QCOMPARE(figure("once", "total_events"), 1);
}

void TestContract::countMultiplies()
{
    QCOMPARE(postEvents(arrayOf({view("counts", R"("path":"/a","user_id":"u","count":1000000)"),
                 view("counts", R"("path":"/a","user_id":"u","count":5)"), view("counts", R"("path":"/b","count":2)"),
                 R"({"site_id":"counts","event_type":"click","count":3})"}))
                 .status,
        200);
    QVERIFY(drained());
    QCOMPARE(stats("counts").body,
        R"({"site_id":"counts","date":null,"total_views":1000007,"unique_users":1,"total_events":1000010,"bots":0,)"
        R"("top_paths":[{"path":"/a","views":1000005},{"path":"/b","views":2}]})");
}

void TestContract::timestampsLandOnTheirUtcDay_data()
{
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<QByteArray>("day");
    const auto row = [](const char *time, const char *day) { QTest::newRow(time) << QByteArray(time) << QByteArray(day); };
    row("2025-11-15T00:00:00Z", "2025-11-15");
    row("2025-11-15T23:59:59.9999999Z", "2025-11-15"); // cut, never rounded
    row("2025-11-15T23:59:59.999999999999999999999Z", "2025-11-15");
    row("2016-12-31T23:59:60Z", "2016-12-31"); // a leap second
    row("2025-11-15T00:30:00+01:00", "2025-11-14");
    row("2025-11-15T23:30:00-01:00", "2025-11-16");
    row("2024-02-28T23:59:00-00:01", "2024-02-29");
    row("2024-03-01T00:00:00+00:01", "2024-02-29");
    row("2025-01-01T13:59:59+14:00", "2024-12-31");
    row("2025-01-01T14:00:00+14:00", "2025-01-01");
    row("2025-11-15T23:59:59", "2025-11-15"); // without an offset: UTC
    row("2025-11-15t23:59:59z", "2025-11-15");
    row("2025-11-15 23:59:59Z", "2025-11-15");
    row("2025-11-15T23:59:59-00:00", "2025-11-15");
    row("1990-01-01T00:00:00Z", "1990-01-01");
    row("1999-12-31T23:59:59.999999Z", "1999-12-31");
}

void TestContract::timestampsLandOnTheirUtcDay()
{
    QFETCH(QByteArray, time);
    QFETCH(QByteArray, day);
    const QByteArray event = view(time, R"("user_id":"u","path":"/","timestamp":")" + time + '"');
    QCOMPARE(postEvent(event).body, accepted);
    QVERIFY(drained());
    QCOMPARE(stats(time, "&date=" + day).body,
        QByteArray(R"({"site_id":")" + time + R"(","date":")" + day
            + R"(","total_views":1,"unique_users":1,"total_events":1,"bots":0,"top_paths":[{"path":"/","views":1}]})"));
}

void TestContract::uniqueUsersAreExact()
{
    const auto seen = [](const QByteArray &site, const QByteArray &user, const QByteArray &time, const char *type = "page_view") -> QByteArray {
        return R"({"site_id":")" + site + R"(","event_type":")" + type + R"(","user_id":")" + user
            + R"(","timestamp":"2025-11-)" + time + R"(:00:00Z"})";
    };
    // Over requests and within one, in one hour, in several, and on two days.
    QCOMPARE(postEvent(seen("users", "u", "15T10")).status, 200);
    QVERIFY(drained());
    QCOMPARE(postEvents(arrayOf({seen("users", "u", "15T10"), seen("users", "u", "15T20"), seen("users", "u", "16T00"),
                 seen("users", "v", "16T23"), seen("users", "V", "16T23"), seen("users", "only clicks", "16T01", "click"),
                 view("users", R"("timestamp":"2025-11-16T10:00:00Z")"), seen("users too", "u", "15T10")}))
                 .status,
        200);
    QVERIFY(drained());
    QCOMPARE(postEvent(seen("users", "u", "15T20")).status, 200);
    QVERIFY(drained());
    QCOMPARE(figure("users", "unique_users", "&date=2025-11-15"), 1);
    QCOMPARE(figure("users", "unique_users", "&date=2025-11-16"), 4);
    QCOMPARE(figure("users", "unique_users"), 4);
    // The users of another site are others, whatever they are called.
    QCOMPARE(figure("users too", "unique_users"), 1);
    QCOMPARE(postEvent(seen("users too", "v", "15T10")).status, 200);
    QVERIFY(drained());
    QCOMPARE(figure("users too", "unique_users"), 2);

    // Many, twice over.
    QByteArrayList many;
    for (int i = 0; i < 5'000; ++i)
        many += seen("users many", QByteArray::number(i % 2'500), i < 1'250 ? "15T10" : "16T10");
    QCOMPARE(postEvents(arrayOf(many)).status, 200);
    QVERIFY(drained());
    QCOMPARE(figure("users many", "unique_users", "&date=2025-11-15"), 1'250);
    QCOMPARE(figure("users many", "unique_users", "&date=2025-11-16"), 2'500);
    QCOMPARE(figure("users many", "unique_users"), 2'500);
}

QTEST_GUILESS_MAIN(TestContract)
#include "tst_contract.moc"

#include "common/event/reader.h"

#include <QTest>

using namespace footfall;

// The table of POST /event in the contract, field by field: each rule at its limit and one over.
class TestEventRules : public QObject {
    Q_OBJECT

private slots:
    void texts_data();
    void texts();
    void required_data();
    void required();
    void countsBytesNotCharacters();
    void timestamp_data();
    void timestamp();
    void withoutATimestampItIsTheTimeOfReceipt();
    void props_data();
    void props();
    void refusesProps_data();
    void refusesProps();
    void count_data();
    void count();
    void countFromABrowserIsRefused();
    void ignoresUnknownFields_data();
    void ignoresUnknownFields();

private:
    Result<Event> read(const QByteArray &json, bool fromBrowser = false);

    EventReader m_reader;
};

namespace {

constexpr Timestamp now = 1'763'200'800 * microsPerSecond; // 2025-11-15T10:00:00Z

// An event with what is required, and `more`: members with a comma before each.
QByteArray eventWith(const QByteArray &more)
{
    return R"({"site_id":"s","event_type":"page_view")" + more + '}';
}

QByteArray text(const std::string &bytes)
{
    return QByteArray::fromStdString(bytes);
}

// {"k0":1,"k1":1,...}
QByteArray manyProps(int keys)
{
    QByteArrayList members;
    for (int i = 0; i < keys; ++i)
        members += "\"k" + QByteArray::number(i) + "\":1";
    return '{' + members.join(',') + '}';
}

}

Result<Event> TestEventRules::read(const QByteArray &json, bool fromBrowser)
{
    return m_reader.readOne(json.toStdString(), {now, fromBrowser});
}

#define VERIFY_ACCEPTED(event) QVERIFY2(event, event ? "" : qPrintable(event.error().message))

#define COMPARE_REFUSED(event, why) \
    do { \
        QVERIFY(!event); \
        QCOMPARE(event.error().message.toUtf8(), QByteArray(why)); \
        QCOMPARE(event.error().kind, Error::Kind::Invalid); \
    } while (false)

void TestEventRules::texts_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("json"); // its value
    QTest::addColumn<QByteArray>("value"); // what it becomes
    QTest::addColumn<QByteArray>("error");

    const struct {
        QByteArray name;
        qsizetype most;
        bool required;
        QByteArray onEmpty;
    } fields[] = {
        {"site_id", 128, true, "site_id: 1 to 128 bytes"},
        {"event_type", 64, true, "event_type: 1 to 64 bytes"},
        {"path", 2048, false, ""},
        {"user_id", 256, false, ""},
        {"event_id", 128, false, "event_id: 1 to 128 bytes"},
        {"referrer", 2048, false, ""},
    };
    for (const auto &[name, most, isRequired, onEmpty] : fields) {
        const auto row = [&, field = name](const char *what, const QByteArray &json, const QByteArray &value,
                             const QByteArray &error) {
            QTest::addRow("%s, %s", field.constData(), what) << field << json << value << error;
        };
        const QByteArray limit(most, 'x');
        const QByteArray tooLong = name + ": at most " + QByteArray::number(most) + " bytes";
        row("one byte", "\"x\"", "x", "");
        row("at its limit", '"' + limit + '"', limit, "");
        row("one over", '"' + limit + "x\"", "", tooLong);
        row("empty", "\"\"", "", onEmpty);
        row("null", "null", "", isRequired ? QByteArray("Missing required fields: " + name) : QByteArray());
        row("a number", "1", "", name + ": expected a string");
        row("an object", "{}", "", name + ": expected a string");
        row("kept as sent", R"(" \u00e4 \"/\\ %20\n ")", " \xc3\xa4 \"/\\ %20\n ", "");
    }
}

void TestEventRules::texts()
{
    QFETCH(const QByteArray, field);
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, error);

    QByteArrayList members;
    for (const QByteArray &required : {QByteArray("site_id"), QByteArray("event_type")}) {
        if (field != required)
            members += '"' + required + "\":\"other\"";
    }
    members += '"' + field + "\":" + json;
    const auto event = read('{' + members.join(',') + '}');
    if (!error.isEmpty()) {
        COMPARE_REFUSED(event, error);
        return;
    }
    VERIFY_ACCEPTED(event);
    const QHash<QByteArray, std::string Event::*> memberOf = {{"site_id", &Event::siteId},
        {"event_type", &Event::eventType}, {"path", &Event::path}, {"user_id", &Event::userId},
        {"event_id", &Event::eventId}, {"referrer", &Event::referrer}};
    for (auto it = memberOf.begin(); it != memberOf.end(); ++it) {
        const bool isRequired = it.key() == "site_id" || it.key() == "event_type";
        const QByteArray others = isRequired ? "other" : "";
        QCOMPARE(text((*event).*(it.value())), it.key() == field ? value : others);
    }
}

void TestEventRules::required_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("error");

    QTest::newRow("nothing") << QByteArray("{}") << QByteArray("Missing required fields: site_id, event_type");
    QTest::newRow("no site") << QByteArray(R"({"event_type":"e"})") << QByteArray("Missing required fields: site_id");
    QTest::newRow("no type") << QByteArray(R"({"site_id":"s"})") << QByteArray("Missing required fields: event_type");
    QTest::newRow("before any other complaint")
        << QByteArray(R"({"path":1,"site_id":"s"})") << QByteArray("Missing required fields: event_type");
    QTest::newRow("names are exact")
        << QByteArray(R"({"Site_id":"s","event_type":"e"})") << QByteArray("Missing required fields: site_id");
}

void TestEventRules::required()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, error);
    COMPARE_REFUSED(read(json), error);
}

void TestEventRules::countsBytesNotCharacters()
{
    const QByteArray umlauts = QByteArray("\xc3\xa4").repeated(64); // 64 characters, 128 bytes
    VERIFY_ACCEPTED(read(R"({"event_type":"e","site_id":")" + umlauts + "\"}"));
    COMPARE_REFUSED(read(R"({"event_type":"e","site_id":")" + umlauts + "x\"}"), "site_id: at most 128 bytes");
    // Of the text that is meant, not of the way in which it is escaped.
    const QByteArray escaped = QByteArray("\\u00e4").repeated(64);
    VERIFY_ACCEPTED(read(R"({"event_type":"e","site_id":")" + escaped + "\"}"));
    COMPARE_REFUSED(
        read(R"({"event_type":"e","site_id":")" + escaped + "\\u00e4\"}"), "site_id: at most 128 bytes");
}

void TestEventRules::timestamp_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("utc");
    QTest::addColumn<QByteArray>("error");

    const auto row = [](const char *name, const char *json, const char *utc, const char *error) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(utc) << QByteArray(error);
    };
    const char notATime[] = "timestamp: not an RFC 3339 time";
    const char outOfRange[] = "timestamp: from 1990 to 24 hours ahead";
    row("an offset", R"("2025-11-15T10:00:00+02:00")", "2025-11-15T08:00:00.000000Z", "");
    row("cut, not rounded", R"("2025-11-14T23:59:59.9999999Z")", "2025-11-14T23:59:59.999999Z", "");
    row("24 hours ahead", R"("2025-11-16T10:00:00Z")", "2025-11-16T10:00:00.000000Z", "");
    row("24 hours ahead once it is cut", R"("2025-11-16T10:00:00.0000009Z")", "2025-11-16T10:00:00.000000Z", "");
    row("one microsecond over", R"("2025-11-16T10:00:00.000001Z")", "", outOfRange);
    row("24 hours ahead elsewhere", R"("2025-11-16T11:00:00+01:00")", "2025-11-16T10:00:00.000000Z", "");
    row("over elsewhere", R"("2025-11-16T09:00:01-01:00")", "", outOfRange);
    row("1990", R"("1990-01-01T00:00:00Z")", "1990-01-01T00:00:00.000000Z", "");
    row("before 1990", R"("1989-12-31T23:59:59.999999Z")", "", outOfRange);
    row("null is absent", "null", "2025-11-15T10:00:00.000000Z", "");
    row("empty", R"("")", "", notATime);
    row("31 February", R"("2025-02-31T00:00:00Z")", "", notATime);
    row("a number", "1763200800", "", notATime);
}

void TestEventRules::timestamp()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, utc);
    QFETCH(const QByteArray, error);
    const auto event = read(eventWith(",\"timestamp\":" + json));
    if (!error.isEmpty()) {
        COMPARE_REFUSED(event, error);
        return;
    }
    VERIFY_ACCEPTED(event);
    std::string written;
    appendTimestamp(written, event->timestamp);
    QCOMPARE(text(written), utc);
    QCOMPARE(event->receivedAt, now);
}

void TestEventRules::withoutATimestampItIsTheTimeOfReceipt()
{
    const auto event = read(eventWith(R"(,"received_at":"2001-01-01T00:00:00Z")"));
    VERIFY_ACCEPTED(event);
    QCOMPARE(event->timestamp, now);
    QCOMPARE(event->receivedAt, now); // ours to say, whatever the client calls so
    QCOMPARE(event->count, 1);
}

void TestEventRules::props_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("props"); // as we serialise them

    const auto row = [](const char *name, const QByteArray &json, const QByteArray &props) {
        QTest::newRow(name) << json << props;
    };
    const QByteArray key64(64, 'k');
    const QByteArray value1024(1024, 'v');
    row("null is absent", "null", "");
    row("empty is absent", "{ }", "");
    row("all kinds", R"({ "s" : "x", "n" : -1.5, "t" : true, "f" : false })",
        R"({"s":"x","n":-1.5,"t":true,"f":false})");
    row("order is kept", R"({"b":1,"a":2})", R"({"b":1,"a":2})");
    row("empty key and value", R"({"":""})", R"({"":""})");
    row("30 keys", manyProps(30), manyProps(30));
    row("a key of 64 bytes", "{\"" + key64 + "\":1}", "{\"" + key64 + "\":1}");
    row("a value of 1,024 bytes", "{\"k\":\"" + value1024 + "\"}", "{\"k\":\"" + value1024 + "\"}");
    row("escapes", R"({"\u00e4\n":"\"\\\/\u0001\u007f"})", "{\"\xc3\xa4\\n\":\"\\\"\\\\/\\u0001\x7f\"}");
    row("int64", R"({"a":-9223372036854775808,"b":9223372036854775807})",
        R"({"a":-9223372036854775808,"b":9223372036854775807})");
    row("uint64", R"({"a":18446744073709551615})", R"({"a":18446744073709551615})");
    row("the largest double", R"({"a":1.7976931348623157e308})", R"({"a":1.7976931348623157e+308})");
    row("the smallest double", R"({"a":5e-324})", R"({"a":5e-324})");
    row("a double stays one", R"({"a":1.0,"b":-0.0,"c":1e3})", R"({"a":1.0,"b":-0.0,"c":1000.0})");
    row("a double keeps all its digits", R"({"a":0.1234567890123456})", R"({"a":0.1234567890123456})");
}

void TestEventRules::props()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, props);
    const auto event = read(eventWith(",\"props\":" + json));
    VERIFY_ACCEPTED(event);
    QCOMPARE(text(event->props), props);
}

void TestEventRules::refusesProps_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("error");

    const auto row = [](const char *name, const QByteArray &json, const QByteArray &error) {
        QTest::newRow(name) << json << error;
    };
    const QByteArray kinds = "expected a string, a finite number or a boolean";
    row("an array", "[]", "props: expected a flat object");
    row("a string", "\"\"", "props: expected a flat object");
    row("31 keys", manyProps(31), "props: at most 30 keys");
    row("a key of 65 bytes", "{\"" + QByteArray(65, 'k') + "\":1}", "props: keys of at most 64 bytes");
    row("a key of 64 characters, 65 bytes", "{\"" + QByteArray(63, 'k') + "\xc3\xa4\":1}",
        "props: keys of at most 64 bytes");
    row("a value of 1,025 bytes", "{\"k\":\"" + QByteArray(1025, 'v') + "\"}", "props: k: at most 1024 bytes");
    row("a key that looks like a placeholder", "{\"%1\":\"" + QByteArray(1025, 'v') + "\"}",
        "props: %1: at most 1024 bytes");
    row("an object inside", R"({"a":1,"k":{}})", "props: k: " + kinds);
    row("an array inside", R"({"k":[1]})", "props: k: " + kinds);
    row("null inside", R"({"k":null})", "props: k: " + kinds);
}

void TestEventRules::refusesProps()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, error);
    COMPARE_REFUSED(read(eventWith(",\"props\":" + json)), error);
}

void TestEventRules::count_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("count"); // 0: refused

    QTest::newRow("null is absent") << QByteArray("null") << 1;
    QTest::newRow("1") << QByteArray("1") << 1;
    QTest::newRow("1,000,000") << QByteArray("1000000") << 1'000'000;
    QTest::newRow("1,000,001") << QByteArray("1000001") << 0;
    QTest::newRow("0") << QByteArray("0") << 0;
    QTest::newRow("negative") << QByteArray("-1") << 0;
    QTest::newRow("2^32 + 1") << QByteArray("4294967297") << 0;
    QTest::newRow("2^64 - 1") << QByteArray("18446744073709551615") << 0;
    QTest::newRow("a fraction") << QByteArray("1.5") << 0;
    QTest::newRow("a string") << QByteArray("\"1\"") << 0;
    QTest::newRow("true") << QByteArray("true") << 0;
}

void TestEventRules::count()
{
    QFETCH(const QByteArray, json);
    QFETCH(const int, count);
    const auto event = read(eventWith(",\"count\":" + json));
    if (count == 0) {
        COMPARE_REFUSED(event, "count: a whole number from 1 to 1,000,000");
        return;
    }
    VERIFY_ACCEPTED(event);
    QCOMPARE(event->count, count);
}

void TestEventRules::countFromABrowserIsRefused()
{
    COMPARE_REFUSED(read(eventWith(",\"count\":1"), true), "count: not from a browser");
    VERIFY_ACCEPTED(read(eventWith(",\"count\":null"), true));
    VERIFY_ACCEPTED(read(eventWith(""), true));
}

void TestEventRules::ignoresUnknownFields_data()
{
    QTest::addColumn<QByteArray>("json");

    QTest::newRow("a string") << QByteArray("\"x\"");
    QTest::newRow("a long string") << '"' + QByteArray(5000, 'x') + '"';
    QTest::newRow("nested") << QByteArray(R"({"site_id":1,"a":[{"b":[null,1e3]},{"b":2}]})");
    QTest::newRow("the same key in two objects") << QByteArray(R"([{"a":1},{"a":2}])");
    QTest::newRow("null") << QByteArray("null");
}

void TestEventRules::ignoresUnknownFields()
{
    QFETCH(const QByteArray, json);
    const auto event = read(eventWith(",\"more\":" + json));
    VERIFY_ACCEPTED(event);
    QCOMPARE(text(event->siteId), QByteArray("s"));
}

QTEST_GUILESS_MAIN(TestEventRules)

#include "tst_eventrules.moc"

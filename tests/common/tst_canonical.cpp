#include "common/event/canonical.h"
#include "common/event/reader.h"

#include <QTest>

#include <simdjson.h>

#include <algorithm>

using namespace footfall;

// The form in which an event is spooled and sent: what was accepted must come out of it as it
// went in. A line that the worker cannot read takes its whole frame, others' events too.
class TestCanonical : public QObject {
    Q_OBJECT

private slots:
    void isOneLineOfJson();
    void acceptedEventComesBack_data();
    void acceptedEventComesBack();
    void acceptedPropsComeBack_data();
    void acceptedPropsComeBack();
    void receiptDoesNotMatterOnTheWayBack();
    void refusesWhatIsNotItsOwn_data();
    void refusesWhatIsNotItsOwn();

private:
    EventReader m_reader;
    CanonicalReader m_canonical;
};

Q_DECLARE_METATYPE(footfall::Event)

namespace {

constexpr Timestamp now = 1'763'200'800 * microsPerSecond; // 2025-11-15T10:00:00Z

std::string canonical(const Event &event)
{
    std::string line;
    appendCanonical(line, event);
    return line;
}

Event minimal()
{
    Event event;
    event.siteId = "s";
    event.eventType = "page_view";
    event.timestamp = event.receivedAt = now;
    return event;
}

void compare(const Result<const Event *> &read, const Event &expected)
{
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    const Event *const actual = *read;
    QCOMPARE(actual->siteId, expected.siteId);
    QCOMPARE(actual->eventType, expected.eventType);
    QCOMPARE(actual->path, expected.path);
    QCOMPARE(actual->userId, expected.userId);
    QCOMPARE(actual->eventId, expected.eventId);
    QCOMPARE(actual->referrer, expected.referrer);
    QCOMPARE(actual->props, expected.props);
    QCOMPARE(actual->timestamp, expected.timestamp);
    QCOMPARE(actual->receivedAt, expected.receivedAt);
    QCOMPARE(actual->count, expected.count);
    for (const EventAttribute &attribute : eventAttributes)
        QCOMPARE(actual->*attribute.member, expected.*attribute.member);
    QCOMPARE(actual->importId, expected.importId);
}

}

// What docs and other programs may rely on, byte by byte.
void TestCanonical::isOneLineOfJson()
{
    QCOMPARE(canonical(minimal()),
        std::string(R"({"site_id":"s","event_type":"page_view","timestamp":"2025-11-15T10:00:00.000000Z",)"
                    R"("received_at":"2025-11-15T10:00:00.000000Z"})"
                    "\n"));

    Event full = minimal();
    full.path = "/a\nb";
    full.userId = "u";
    full.eventId = "id";
    full.referrer = "r";
    full.props = R"({"k":1})";
    full.timestamp = now - 1;
    full.count = 3;
    full.query = full.userAgent = "not kept";
    full.utmSource = "news";
    full.country = "DE";
    full.importId = "0a1b2c3d-0000-4000-8000-00000000000f";
    full.bot = "GPTBot";
    QCOMPARE(canonical(full),
        std::string(R"({"site_id":"s","event_type":"page_view","path":"/a\nb","user_id":"u",)"
                    R"("timestamp":"2025-11-15T09:59:59.999999Z","received_at":"2025-11-15T10:00:00.000000Z",)"
                    R"("event_id":"id","referrer":"r","props":{"k":1},"utm_source":"news","country":"DE","bot":"GPTBot",)"
                    R"("import":"0a1b2c3d-0000-4000-8000-00000000000f","count":3})"
                    "\n"));

    std::string two = canonical(minimal());
    appendCanonical(two, full); // appends
    QCOMPARE(std::count(two.begin(), two.end(), '\n'), 2);
}

void TestCanonical::acceptedEventComesBack_data()
{
    QTest::addColumn<Event>("event");

    const auto row = [](const char *name, auto change) {
        Event event = minimal();
        change(event);
        QTest::newRow(name) << event;
    };
    row("no more than it needs", [](Event &) {});
    row("everything", [](Event &event) {
        event.path = "/a";
        for (const EventAttribute &attribute : eventAttributes)
            event.*attribute.member = std::string(attribute.name) + " \"\xc3\xa4";
        event.bot = "GPTBot";
        event.importId = "0a1b2c3d-0000-4000-8000-00000000000f";
        event.userId = "u";
        event.eventId = "id";
        event.referrer = "https://example.com/?q=a+b";
        event.props = R"({"k":"v"})";
        event.timestamp = now - 123'456'789;
        event.count = 1'000'000;
    });
    row("quotes and backslashes", [](Event &event) { event.path = R"("\"\\"/\u0000)"; });
    row("every control character", [](Event &event) {
        for (char c = 1; c < 0x20; ++c)
            event.path += c;
        event.path += '\x7f';
        event.siteId = event.eventType = event.userId = event.eventId = event.referrer = event.path;
    });
    row("unicode", [](Event &event) { event.path = "/\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\xe2\x80\xa8\xef\xbf\xbf"; });
    row("longest texts", [](Event &event) {
        event.siteId.assign(128, '"');
        event.eventType.assign(64, '\\');
        event.path.assign(2048, '\x01');
        event.userId.assign(256, '\n');
        event.eventId.assign(128, '"');
        event.referrer.assign(2048, '/');
    });
    row("of 1990", [](Event &event) { event.timestamp = earliestTimestamp; });
    row("a day ahead", [](Event &event) { event.timestamp = now + microsPerDay; });
    // A machine that has no battery for its clock starts in 1970.
    row("taken before the clock was set", [](Event &event) { event.timestamp = event.receivedAt = 1'000'000; });
}

void TestCanonical::acceptedEventComesBack()
{
    QFETCH(const Event, event);
    compare(m_canonical.read(canonical(event)), event);
}

void TestCanonical::acceptedPropsComeBack_data()
{
    QTest::addColumn<QByteArray>("value");

    const char *values[] = {"\"\"", R"("\"\\\/\b\f\n\r\t\u0001\u00e4\ud83d\ude00")", "true", "false", "0", "-1",
        "-9223372036854775808", "9223372036854775807", "9223372036854775808", "18446744073709551615", "0.1",
        "-0.0", "1e3", "1e15", "1e16", "1e20", "1e21", "1e22", "1e23", "1e300", "5e-324",
        "2.2250738585072014e-308", "1.7976931348623157e308", "-1.7976931348623157e308", "1.0000000000000002",
        "0.000001", "1.2345678901234568e15", "1.2345678901234568e18", "1.2345678901234568e19",
        "1.2345678901234568e20", "-1.2345678901234568e20", "1.2345678901234568e21", "9.9999999999999987e22"};
    for (const char *value : values)
        QTest::newRow(value) << QByteArray(value);
}

// Accepted once, props are readable for ever, and mean the same.
void TestCanonical::acceptedPropsComeBack()
{
    QFETCH(const QByteArray, value);
    const std::string json = R"({"site_id":"s","event_type":"e","props":{"k":)" + value.toStdString() + "}}";
    const auto accepted = m_reader.readOne(json, {now});
    QVERIFY2(accepted, accepted ? "" : qPrintable(accepted.error().message));
    const auto again = m_canonical.read(canonical(*accepted));
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));

    simdjson::dom::parser first, second;
    const std::string props = (*again)->props;
    const simdjson::dom::element meant = first.parse(json)["props"]["k"];
    const simdjson::dom::element kept = second.parse(props)["k"];
    QCOMPARE(kept.is_number(), meant.is_number());
    if (!meant.is_number()) {
        QCOMPARE(simdjson::minify(kept), simdjson::minify(meant));
        return;
    }
    QCOMPARE(double(kept), double(meant)); // all 17 digits of it
    if (meant.is_int64() || meant.is_uint64())
        QCOMPARE((*again)->props, "{\"k\":" + value.toStdString() + '}');
}

// A frame may wait for days, and be read by a worker with a clock of its own.
void TestCanonical::receiptDoesNotMatterOnTheWayBack()
{
    Event event = minimal();
    event.timestamp = event.receivedAt = 4'000'000'000 * microsPerSecond; // 2096
    event.count = 5;
    compare(m_canonical.read(canonical(event)), event);
}

void TestCanonical::refusesWhatIsNotItsOwn_data()
{
    QTest::addColumn<QByteArray>("line");

    const QByteArray good = QByteArray::fromStdString(canonical(minimal())).trimmed();
    QTest::newRow("cut short") << good.chopped(1);
    QTest::newRow("two on a line") << good + good;
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("without a site") << QByteArray(good).replace("site_id", "site");
    QTest::newRow("a bad receipt") << QByteArray(good).replace("\"received_at\":\"2025-", "\"received_at\":\"25-");
    QTest::newRow("a bot of two kinds") << good.chopped(1) + QByteArray(",\"bot\":2}");
    // Rollups count in slots since 1970.
    QTest::newRow("of 1969") << QByteArray(good).replace("\"timestamp\":\"2025-11-15", "\"timestamp\":\"1969-12-31");
    QTest::newRow("received in 1969") << QByteArray(good).replace("\"received_at\":\"2025-11-15", "\"received_at\":\"1969-12-31");
    QTest::newRow("after 9999") << QByteArray(good).replace("2025-11-15T10:00:00.000000Z", "9999-12-31T23:59:59-01:00");
    QTest::newRow("without a receipt") << QByteArray(good).replace("received_at", "accepted_at");
}

void TestCanonical::refusesWhatIsNotItsOwn()
{
    QFETCH(const QByteArray, line);
    QVERIFY(!m_canonical.read(line.toStdString()));
}

QTEST_GUILESS_MAIN(TestCanonical)

#include "tst_canonical.moc"

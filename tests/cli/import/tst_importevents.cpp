#include "cli/import/importevents.h"
#include "cli/import/importids.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace footfall;
using namespace footfall::cli;
using namespace Qt::StringLiterals;

namespace {

// Not a raw string: moc loses its way in one that holds an escaped quote.
constexpr char line[] = "192.0.2.7 - - [17/May/2015:10:05:03 +0200] "
                        "\"GET /a\\\"b?c HTTP/1.1\" 200 5 \"http://r.example/\" \"x\"";

ImportOptions optionsFor(const QString &format, const std::string &site = "s")
{
    ImportOptions options;
    options.format = format;
    options.site = site;
    return options;
}

QJsonObject eventOf(const char *logged, const ImportOptions &options = optionsFor(u"combined"_s))
{
    std::string out;
    ImportEvents events(options);
    events.begin(logged);
    if (!events.append(out, logged, "import:1"))
        return {};
    return QJsonDocument::fromJson(QByteArray::fromStdString(out)).object();
}

}

class TestImportEvents : public QObject {
    Q_OBJECT

private slots:
    void makesAnEventOfALogLine();
    void hidesTheAddressTheSameWayInEveryRun();
    void keepsTheAddressOnRequest();
    void takesTheSiteFromTheHost();
    void assetsAreViewsOnRequest();
    void fillsInWhatAnObjectLacks_data();
    void fillsInWhatAnObjectLacks();
    void refusesWhatIsNoObject_data();
    void refusesWhatIsNoObject();
    void givesEqualLinesDifferentIds();
    void givesTheSameIdsInEveryRun();
    void keepsTheLinesOfTwoServersApart();
};

void TestImportEvents::makesAnEventOfALogLine()
{
    QJsonObject event = eventOf(line);
    event.remove("user_id"_L1);
    const QJsonObject expected{{u"site_id"_s, u"s"_s}, {u"event_type"_s, u"page_view"_s}, {u"path"_s, u"/a\\\"b"_s},
        {u"timestamp"_s, u"2015-05-17T08:05:03.000000Z"_s}, {u"event_id"_s, u"import:1"_s},
        {u"referrer"_s, u"http://r.example/"_s}, {u"user_agent"_s, u"x"_s}};
    QCOMPARE(event, expected);

    const QJsonObject timeout = eventOf(R"(192.0.2.7 - - [17/May/2015:10:05:03 +0200] "-" 408 - "-" "-")");
    QCOMPARE(timeout["event_type"_L1].toString(), u"request"_s);
    QVERIFY(!timeout.contains("path"_L1));
    QVERIFY(!timeout.contains("referrer"_L1));
    QVERIFY(!timeout.contains("user_agent"_L1));
}

void TestImportEvents::hidesTheAddressTheSameWayInEveryRun()
{
    // printf 's\n192.0.2.7\nx' | sha256sum | cut -c-32
    QCOMPARE(eventOf(line)["user_id"_L1].toString(), u"be69047c642aa5d5add4c44de2f94dcd"_s);
    QVERIFY(eventOf(line, optionsFor(u"combined"_s, "other"))["user_id"_L1] != eventOf(line)["user_id"_L1]);
    const QByteArray otherAgent = QByteArray(line).replace("\"x\"", "\"y\"");
    QVERIFY(eventOf(otherAgent)["user_id"_L1] != eventOf(line)["user_id"_L1]);
}

void TestImportEvents::keepsTheAddressOnRequest()
{
    ImportOptions options = optionsFor(u"combined"_s);
    options.keepAddresses = true;
    QCOMPARE(eventOf(line, options)["user_id"_L1].toString(), u"192.0.2.7"_s);
}

void TestImportEvents::takesTheSiteFromTheHost()
{
    const char *logged
        = "shop.example:443 192.0.2.7 - - [17/May/2015:10:05:03 +0200] \"GET /a HTTP/1.1\" 200 5 \"-\" \"x\"";
    QCOMPARE(eventOf(logged)["site_id"_L1].toString(), u"s"_s);
    ImportOptions options = optionsFor(u"combined"_s);
    options.siteFromHost = true;
    QCOMPARE(eventOf(logged, options)["site_id"_L1].toString(), u"shop.example"_s);
    QCOMPARE(eventOf(line, options)["site_id"_L1].toString(), u"s"_s);
    options.site.clear();
    QVERIFY(eventOf(line, options).isEmpty());
}

void TestImportEvents::assetsAreViewsOnRequest()
{
    const char *logged = "192.0.2.7 - - [17/May/2015:10:05:03 +0200] \"GET /a.css HTTP/1.1\" 200 5 \"-\" \"x\"";
    QCOMPARE(eventOf(logged)["event_type"_L1].toString(), u"asset"_s);
    ImportOptions options = optionsFor(u"combined"_s);
    options.assetsAreViews = true;
    QCOMPARE(eventOf(logged, options)["event_type"_L1].toString(), u"page_view"_s);
}

void TestImportEvents::fillsInWhatAnObjectLacks_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("event");

    const auto row = [](const char *name, const char *object, const char *event) {
        QTest::newRow(name) << QByteArray(object) << QByteArray(event);
    };
    row("nothing", R"({"site_id":"a","event_id":"b","x":1})", R"({"site_id":"a","event_id":"b","x":1})");
    row("both", R"({"x": 1})", R"({"site_id":"s","event_id":"i","x": 1})");
    row("the id", R"( { "site_id" : "a" } )", R"( {"event_id":"i", "site_id" : "a" } )");
    row("the site", R"({"event_id":"b"})", R"({"site_id":"s","event_id":"b"})");
    row("all", "{}", R"({"site_id":"s","event_id":"i"})");
    row("null is absent", R"({"event_id":null, "site_id": null ,"x":null})",
        R"({"event_id":"i", "site_id": "s" ,"x":null})");
    row("escaped key", R"({"site\u005fid":"a","event_id":"b"})", R"({"site\u005fid":"a","event_id":"b"})");
    row("key of another object", R"({"props":{"site_id":"a"},"event_id":"b"})",
        R"({"site_id":"s","props":{"site_id":"a"},"event_id":"b"})");
    row("a brace in a string", R"({"event_id":"{","site_id":"}"})", R"({"event_id":"{","site_id":"}"})");
    // For the server to refuse: not mended, nor made worse.
    row("a number", R"({"site_id":1,"event_id":"b","site_id":2})",
        R"({"site_id":1,"event_id":"b","site_id":2})");
}

void TestImportEvents::fillsInWhatAnObjectLacks()
{
    QFETCH(QByteArray, object);
    QFETCH(QByteArray, event);
    ImportEvents events(optionsFor(u"ndjson"_s));
    events.begin({});
    std::string out = "before\n";
    QVERIFY(events.append(out, object.toStdString(), "i"));
    QCOMPARE(QByteArray::fromStdString(out), "before\n" + event + '\n');
}

void TestImportEvents::refusesWhatIsNoObject_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"[]", "[{\"site_id\":\"a\"}]", "1", "null", "\"{}\"", "{", "{\"a\"", "{\"a\":1",
             "{\"a\" 1}", "{a:1}", " ", "GET / HTTP/1.1"})
        QTest::newRow(text) << QByteArray(text);
}

void TestImportEvents::refusesWhatIsNoObject()
{
    QFETCH(QByteArray, text);
    ImportEvents events(optionsFor(u"ndjson"_s));
    events.begin({});
    std::string out = "before\n";
    QVERIFY(!events.append(out, text.toStdString(), "i"));
    QCOMPARE(QByteArray::fromStdString(out), "before\n");
    QVERIFY(events.append(out, "{}", "i"));
}

void TestImportEvents::givesEqualLinesDifferentIds()
{
    ImportIds ids;
    QSet<QByteArray> seen;
    for (const char *text : {"a", "b", "a", "a", "b", "", "a-2"}) {
        const QByteArray id = QByteArray::fromStdString(ids.next(text));
        QVERIFY(id.startsWith("import:"));
        QVERIFY(id.size() <= 128);
        seen.insert(id);
    }
    QCOMPARE(seen.size(), 7);
}

void TestImportEvents::givesTheSameIdsInEveryRun()
{
    // printf a | sha256sum | cut -c-32: an id once given must never change, or what was imported
    // before would count again.
    ImportIds ids;
    QCOMPARE(ids.next("a"), std::string("import:ca978112ca1bbdcafac231b39a23dc4d"));
    QCOMPARE(ids.next("a"), std::string("import:ca978112ca1bbdcafac231b39a23dc4d-2"));
}

void TestImportEvents::keepsTheLinesOfTwoServersApart()
{
    // printf 'one\na' | sha256sum | cut -c-32
    QCOMPARE(ImportIds("one").next("a"), std::string("import:53f9f86cb55c999698c3dd42e68b1331"));
    QVERIFY(ImportIds("two").next("a") != ImportIds("one").next("a"));
}

QTEST_GUILESS_MAIN(TestImportEvents)
#include "tst_importevents.moc"

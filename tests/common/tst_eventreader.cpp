#include "tests/support/eventlist.h"

#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

// What is JSON and what is not, and many events at once.
class TestEventReader : public QObject {
    Q_OBJECT

private slots:
    void refusesWhatIsNotJson_data();
    void refusesWhatIsNotJson();
    void refusesBadText_data();
    void refusesBadText();
    void takesGoodText_data();
    void takesGoodText();
    void refusesDuplicateKeys_data();
    void refusesDuplicateKeys();
    void takesAnyFiniteNumber_data();
    void takesAnyFiniteNumber();
    void aBigNumberLeavesTheOthersExact_data();
    void aBigNumberLeavesTheOthersExact();
    void array();
    void badInputNeverHarmsAnothersEvent();
    void refusesAnArrayAsAWhole_data();
    void refusesAnArrayAsAWhole();
    void lines_data();
    void lines();
    void aLargeBodyLeavesTheReaderUsable();

private:
    EventReader m_reader;
};

namespace {

const Receipt receipt {1'763'200'800 * microsPerSecond};

QByteArray eventJson(const QByteArray &path, const QByteArray &more = {})
{
    return R"({"site_id":"s","event_type":"page_view","path":")" + path + '"' + more + '}';
}

QByteArray pathsOf(const EventList &batch)
{
    QByteArrayList paths;
    for (const Event &accepted : batch.accepted)
        paths += QByteArray::fromStdString(accepted.path);
    return paths.join(' ');
}

QByteArray indexesOf(const EventList &batch)
{
    QByteArrayList indexes;
    for (const auto &[index, error] : batch.rejected)
        indexes += QByteArray::number(index);
    return indexes.join(' ');
}

}

void TestEventReader::refusesWhatIsNotJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("error"); // how it begins

    const auto row = [](const char *name, const QByteArray &json, const QString &error = u"Invalid JSON: "_s) {
        QTest::newRow(name) << json << error;
    };
    // Every one of these would be an event if only the fields that are wanted were looked at.
    row("a literal cut short", eventJson("/", R"(,"x":tru)"));
    row("a literal too long", eventJson("/", R"(,"x":nulll)"));
    row("two commas in an array", eventJson("/", R"(,"x":[1,,2])"));
    row("a comma at the end", eventJson("/", ","));
    row("trailing braces", eventJson("/") + "}}");
    row("a second value", eventJson("/") + eventJson("/"));
    row("trailing text", eventJson("/") + "x");
    row("no end", eventJson("/").chopped(1));
    row("a number too large", eventJson("/", R"(,"x":1e99999999)"));
    row("a number too large in props", eventJson("/", R"(,"props":{"x":1e309})"));
    row("a number with a leading zero", eventJson("/", R"(,"x":01)"));
    row("NaN", eventJson("/", R"(,"props":{"x":NaN})"));
    row("single quotes", "{'site_id':'s','event_type':'e'}");
    row("a line end in a string", eventJson("a\nb"));
    row("U+0000 as it is", eventJson(QByteArray("a\0b", 3)));
    row("an unknown escape", eventJson(R"(\x)"));
    row("deeper than anyone needs", eventJson("/", ",\"x\":" + QByteArray(2000, '[') + QByteArray(2000, ']')));
    row("nothing", "");
    row("spaces", "  \n ");
    row("a word", "hello");
    row("an array", "[" + eventJson("/") + "]", u"Expected a JSON object"_s);
    row("a string", "\"event\"", u"Expected a JSON object"_s);
    row("null", "null", u"Expected a JSON object"_s);
}

void TestEventReader::refusesWhatIsNotJson()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, error);
    const auto read = m_reader.readOne(json.toStdString(), receipt);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Invalid);
    QVERIFY2(read.error().message.startsWith(error), qPrintable(read.error().message));
}

void TestEventReader::refusesBadText_data()
{
    QTest::addColumn<QByteArray>("text"); // between its quotes

    const std::pair<const char *, QByteArray> texts[] = {
        {"U+0000 escaped", R"(a\u0000b)"},
        {"a high surrogate alone", R"(\ud800)"},
        {"a high surrogate before a letter", R"(\ud83dx)"},
        {"a high surrogate before an escaped letter", R"(\ud83d\u0041)"},
        {"a high surrogate before U+E000", R"(\ud83d\ue000)"},
        {"a high surrogate before U+FFFF", R"(\ud83d\uffff)"},
        {"two high surrogates", R"(\ud83d\ud83d)"},
        {"a low surrogate alone", R"(\udc00)"},
        {"a low surrogate behind a pair", R"(\ud83d\ude00\ude00)"},
        {"the wrong way round", R"(\ude00\ud83d)"},
        {"a byte that is never UTF-8", "\xff"},
        {"cut short", "\xc3"},
        {"overlong", "\xc0\xaf"},
        {"a surrogate in UTF-8", "\xed\xa0\x80"},
        {"over U+10FFFF", "\xf4\x90\x80\x80"},
        {"Latin-1", "\xe4pfel"},
    };
    for (const auto &[name, bad] : texts)
        QTest::newRow(name) << bad;
}

// Wherever it stands: PostgreSQL cannot store it, and one such event would stop its batch.
void TestEventReader::refusesBadText()
{
    QFETCH(const QByteArray, text);
    const QByteArray places[] = {
        eventJson(text),
        eventJson("/", ",\"" + text + "\":1"),
        eventJson("/", ",\"more\":\"" + text + '"'),
        eventJson("/", ",\"more\":[{\"a\":\"" + text + "\"}]"),
        eventJson("/", ",\"more\":{\"" + text + "\":1}"),
        eventJson("/", ",\"props\":{\"k\":\"" + text + "\"}"),
        eventJson("/", ",\"props\":{\"" + text + "\":1}"),
    };
    for (const QByteArray &json : places) {
        const auto read = m_reader.readOne(json.toStdString(), receipt);
        QVERIFY2(!read, json.constData());
        QCOMPARE(read.error().kind, Error::Kind::Invalid);
    }
}

void TestEventReader::takesGoodText_data()
{
    QTest::addColumn<QByteArray>("text"); // between its quotes
    QTest::addColumn<QByteArray>("path");

    QTest::newRow("a pair of surrogates") << QByteArray(R"(\ud83d\ude00)") << QByteArray("\xf0\x9f\x98\x80");
    QTest::newRow("the last character") << QByteArray(R"(\udbff\udfff)") << QByteArray("\xf4\x8f\xbf\xbf");
    QTest::newRow("just below the surrogates") << QByteArray(R"(\ud7ff)") << QByteArray("\xed\x9f\xbf");
    QTest::newRow("just above them") << QByteArray(R"(\ue000)") << QByteArray("\xee\x80\x80");
    QTest::newRow("words about an escape") << QByteArray(R"(\\u0000 \\ud800)") << QByteArray(R"(\u0000 \ud800)");
    QTest::newRow("U+0001") << QByteArray(R"(\u0001)") << QByteArray("\x01");
    QTest::newRow("unescaped") << QByteArray("\xe2\x82\xac\xf0\x9f\x98\x80")
                               << QByteArray("\xe2\x82\xac\xf0\x9f\x98\x80");
}

void TestEventReader::takesGoodText()
{
    QFETCH(const QByteArray, text);
    const auto read = m_reader.readOne(eventJson(text).toStdString(), receipt);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QTEST(QByteArray::fromStdString(read->path), "path");
}

void TestEventReader::takesAnyFiniteNumber_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QByteArray>("props");

    const auto row = [](const char *number, const char *kept) {
        QTest::newRow(number) << QByteArray(number) << QByteArray("{\"n\":") + kept + ",\"digits\":\"18446744073709551616\"}";
    };
    row("18446744073709551616", "18446744073709551616.0");
    row("-100000000000000000000", "-1e+20"); // as JavaScript writes -1e20
    row("100000000000000000000.5", "1e+20");
    row("100000000000000000000e-20", "1.0");
    row("123456789012345678", "123456789012345678");
    row("0.1234567890123456789012", "0.12345678901234568");
}

// simdjson alone knows no integer of more than 64 bits.
void TestEventReader::takesAnyFiniteNumber()
{
    QFETCH(const QByteArray, number);
    const QByteArray props = R"(,"x":36893488147419103232,"props":{"n":)" + number + R"(,"digits":"18446744073709551616"})";
    const auto read = m_reader.readOne(eventJson("/", props).toStdString(), receipt);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QTEST(QByteArray::fromStdString(read->props), "props");
}

void TestEventReader::aBigNumberLeavesTheOthersExact_data()
{
    QTest::addColumn<QByteArray>("number");

    for (const char *number : {"9223372036854775807", "-9223372036854775808", "18446744073709551615", "1"})
        QTest::newRow(number) << QByteArray(number);
}

// Not even of its neighbours in an array may one event change the meaning.
void TestEventReader::aBigNumberLeavesTheOthersExact()
{
    QFETCH(const QByteArray, number);
    const QByteArray props = "{\"n\":" + number + '}';
    const QByteArray array = '[' + eventJson("/a", ",\"props\":" + props) + ','
        + eventJson("/b", R"(,"props":{"n":100000000000000000000})") + ']';
    const auto batch = EventList::ofArray(m_reader, array.toStdString(), receipt);
    QVERIFY2(batch, batch ? "" : qPrintable(batch.error().message));
    QCOMPARE(batch->accepted.size(), std::size_t(2));
    QCOMPARE(QByteArray::fromStdString(batch->accepted[0].props), props);
}

void TestEventReader::refusesDuplicateKeys_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("key");

    QTest::newRow("a field") << eventJson("/", R"(,"site_id":"t")") << u"site_id"_s;
    QTest::newRow("the same value") << eventJson("/", R"(,"site_id":"s")") << u"site_id"_s;
    QTest::newRow("one is null") << eventJson("/", R"(,"path":null)") << u"path"_s;
    QTest::newRow("unknown") << eventJson("/", R"(,"x":1,"y":1,"x":1)") << u"x"_s;
    QTest::newRow("escaped differently") << eventJson("/", R"(,"x":1,"\u0078":2)") << u"x"_s;
    QTest::newRow("in props") << eventJson("/", R"(,"props":{"k":1,"j":2,"k":3})") << u"k"_s;
    QTest::newRow("in an unknown object") << eventJson("/", R"(,"x":{"k":1,"k":1})") << u"k"_s;
    QTest::newRow("deep in an unknown object") << eventJson("/", R"(,"x":[0,{"y":[{"k":1,"k":1}]}])") << u"k"_s;
}

void TestEventReader::refusesDuplicateKeys()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, key);
    const auto read = m_reader.readOne(json.toStdString(), receipt);
    QVERIFY(!read);
    QVERIFY2(read.error().message.endsWith(u"duplicate key "_s + key), qPrintable(read.error().message));
}

void TestEventReader::array()
{
    const QByteArray json = "[" + eventJson("/0") + ", 1 ,\n" + eventJson("/2") + ",{}," + eventJson("/4") + ",null]";
    const auto batch = EventList::ofArray(m_reader, json.toStdString(), receipt);
    QVERIFY(batch);
    QCOMPARE(pathsOf(*batch), QByteArray("/0 /2 /4"));
    QCOMPARE(indexesOf(*batch), QByteArray("1 3 5"));
    QCOMPARE(batch->rejected[0].second.message, u"Expected a JSON object"_s);
    QCOMPARE(batch->rejected[1].second.message, u"Missing required fields: site_id, event_type"_s);

    const auto none = EventList::ofArray(m_reader, "[]", receipt);
    QVERIFY(none);
    QVERIFY(none->accepted.empty());
    QVERIFY(none->rejected.empty());
}

void TestEventReader::badInputNeverHarmsAnothersEvent()
{
    const QByteArray bad[] = {eventJson(R"(\u0000)"), eventJson("/", R"(,"site_id":"t")"),
        eventJson("/", R"(,"props":{"k":[]})"), eventJson("/", R"(,"count":0)"), eventJson("/", R"(,"timestamp":"x")")};
    for (const QByteArray &one : bad) {
        const QByteArray inArray = '[' + eventJson("/a") + ',' + one + ',' + eventJson("/b") + ']';
        const QByteArray inLines = eventJson("/a") + '\n' + one + '\n' + eventJson("/b");
        for (const auto &batch :
            {EventList::ofArray(m_reader, inArray.toStdString(), receipt),
                Result<EventList>(EventList::ofLines(m_reader, inLines.toStdString(), receipt))}) {
            QVERIFY2(batch, one.constData());
            QCOMPARE(pathsOf(*batch), QByteArray("/a /b"));
            QCOMPARE(indexesOf(*batch), QByteArray("1"));
        }
    }
}

void TestEventReader::refusesAnArrayAsAWhole_data()
{
    QTest::addColumn<QByteArray>("json");

    QTest::newRow("cut short") << '[' + eventJson("/");
    QTest::newRow("two commas") << '[' + eventJson("/") + ",," + eventJson("/") + ']';
    QTest::newRow("a comma at the end") << '[' + eventJson("/") + ",]";
    QTest::newRow("one event malformed") << '[' + eventJson("/") + ',' + eventJson("/", R"(,"x":tru)") + ']';
    QTest::newRow("trailing text") << '[' + eventJson("/") + "]]";
    QTest::newRow("invalid UTF-8 in one") << '[' + eventJson("/") + ',' + eventJson("\xff") + ']';
    QTest::newRow("a lone surrogate in one") << '[' + eventJson("/") + ',' + eventJson(R"(\udc00)") + ']';
    QTest::newRow("lines") << eventJson("/") + '\n' + eventJson("/");
    QTest::newRow("an object") << eventJson("/");
    QTest::newRow("nothing") << QByteArray();
}

void TestEventReader::refusesAnArrayAsAWhole()
{
    QFETCH(const QByteArray, json);
    const auto batch = EventList::ofArray(m_reader, json.toStdString(), receipt);
    QVERIFY(!batch);
    QCOMPARE(batch.error().kind, Error::Kind::Invalid);
}

void TestEventReader::lines_data()
{
    QTest::addColumn<QByteArray>("ndjson");
    QTest::addColumn<QByteArray>("paths");
    QTest::addColumn<QByteArray>("rejected");

    const auto row = [](const char *name, const QByteArray &ndjson, const char *paths, const char *rejected) {
        QTest::newRow(name) << ndjson << QByteArray(paths) << QByteArray(rejected);
    };
    const QByteArray a = eventJson("/a");
    const QByteArray b = eventJson("/b");
    row("nothing", "", "", "");
    row("blank lines only", "\n \n\r\n\t\n", "", "");
    row("one, no line end", a, "/a", "");
    row("one", a + '\n', "/a", "");
    row("two", a + '\n' + b + '\n', "/a /b", "");
    row("CRLF and spaces", "  " + a + " \r\n\t" + b + "\r\n", "/a /b", "");
    row("indexes count non-empty lines", "\n\n" + a + "\n\n{}\n \n" + b + "\nx\n", "/a /b", "1 3");
    row("a malformed line", a + "\n{\"site_id\":\n" + b, "/a /b", "1");
    row("a line that is cut short at the end", a + '\n' + b.chopped(1), "/a", "1");
    row("two events on a line", a + b + '\n' + b, "/b", "0");
    row("an event over two lines", "{\"site_id\":\n\"s\"}\n" + a, "/a", "0 1");
    row("invalid UTF-8 in one", eventJson("\xff") + '\n' + a, "/a", "0");
    row("a quote that is not closed", "{\"site_id\":\"s\n" + a, "/a", "0");
}

void TestEventReader::lines()
{
    QFETCH(const QByteArray, ndjson);
    const EventList batch = EventList::ofLines(m_reader, ndjson.toStdString(), receipt);
    QTEST(pathsOf(batch), "paths");
    QTEST(indexesOf(batch), "rejected");
}

// Large documents have a parser of their own.
void TestEventReader::aLargeBodyLeavesTheReaderUsable()
{
    const QByteArray large = eventJson("/large", ",\"x\":\"" + QByteArray(1 << 20, 'x') + '"');
    for (const QByteArray &json : {eventJson("/small"), large, eventJson("/small")}) {
        const auto one = m_reader.readOne(json.toStdString(), receipt);
        QVERIFY(one);
        QCOMPARE(one->path, std::string(json.size() > 1000 ? "/large" : "/small"));
    }
    QVERIFY(!m_reader.readOne(large.chopped(1).toStdString(), receipt));
    const QByteArray array = '[' + eventJson("/a") + ',' + large + ']';
    const auto batch = EventList::ofArray(m_reader, array.toStdString(), receipt);
    QVERIFY(batch);
    QCOMPARE(pathsOf(*batch), QByteArray("/a /large"));
}

QTEST_GUILESS_MAIN(TestEventReader)

#include "tst_eventreader.moc"

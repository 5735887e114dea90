#include "common/event/importedfigure.h"

#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

namespace {

Event imported(std::string props, std::string path = {})
{
    Event event;
    event.siteId = "s";
    event.eventType = importedType;
    event.path = std::move(path);
    event.props = std::move(props);
    event.timestamp = parseTimestamp("2024-03-01T00:00:00Z").value();
    return event;
}

const std::string ofBrowser = R"({"tool":"t","dimension":"browser","value":"Firefox","views":7,"visitors":3})";
const std::string ofPath = R"({"tool":"t","dimension":"path","views":7,"visitors":3})";

}

class TestImportedFigure : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isReadBack()
    {
        const auto browser = importedFigure(imported(ofBrowser)).value();
        QCOMPARE(browser.dimension, "browser");
        QCOMPARE(browser.value, "Firefox");
        QCOMPARE(browser.views, 7);
        QCOMPARE(browser.visitors, 3);
        QCOMPARE(importedFigure(imported(ofPath, "/a")).value().value, "/a");
        QCOMPARE(importedFigure(imported(R"({"dimension":"total","views":7,"visitors":3})")).value().value, "");
        // Ingest has left nothing of its value.
        QVERIFY(!importedFigure(imported(ofPath)));
    }

    void reservedTypesAreChecked_data()
    {
        QTest::addColumn<std::function<void(Event &)>>("change");
        QTest::addColumn<bool>("fromBrowser");
        QTest::addColumn<QString>("message"); // empty: it is taken

        const auto row = [](const char *name, std::function<void(Event &)> change, const QString &message, bool fromBrowser = false) {
            QTest::newRow(name) << std::move(change) << fromBrowser << message;
        };
        const auto nothing = [](Event &) {};
        const auto type = [](const char *name) { return [=](Event &event) { event.eventType = name; }; };
        const auto props = [](const char *json) { return [=](Event &event) { event.props = json; }; };
        const QString reserved = u"event_type: types that begin with footfall: are reserved"_s;
        row("good", nothing, {});
        row("any other type", type("footfall"), {}, true);
        row("from a browser", nothing, reserved, true);
        row("another of ours", type("footfall:other"), reserved);
        row("a user", [](Event &event) { event.userId = "u"; }, u"event_type: footfall:imported has no user_id and no count"_s);
        row("a count", [](Event &event) { event.count = 2; }, u"event_type: footfall:imported has no user_id and no count"_s);
        row("not midnight", [](Event &event) { ++event.timestamp; }, u"timestamp: the first moment of a UTC day"_s);
        row("no props", props(""), u"props: missing"_s);
        row("no dimension", props(R"({"views":1,"visitors":1})"), u"props: dimension: missing"_s);
        row("unknown dimension", props(R"({"dimension":"pages","views":1,"visitors":1})"), u"props: dimension: unknown"_s);
        row("no views", props(R"({"dimension":"total","visitors":1})"), u"props: views: a whole number from 0"_s);
        row("below zero", props(R"({"dimension":"total","views":-1,"visitors":1})"), u"props: views: a whole number from 0"_s);
        row("too many", props(R"({"dimension":"total","views":1,"visitors":9007199254740993})"), u"props: visitors: a whole number from 0"_s);
        row("no value", props(R"({"dimension":"os","views":1,"visitors":1})"), u"props: value: missing, or not of this dimension"_s);
        row("a total's value", props(R"({"dimension":"total","value":"x","views":1,"visitors":1})"), u"props: value: missing, or not of this dimension"_s);
    }
    void reservedTypesAreChecked()
    {
        QFETCH(std::function<void(Event &)>, change);
        QFETCH(bool, fromBrowser);
        QFETCH(QString, message);
        Event event = imported(ofBrowser);
        change(event);
        const auto checked = checkReserved(event, fromBrowser);
        QCOMPARE(checked ? QString() : checked.error().message, message);
    }
};

QTEST_APPLESS_MAIN(TestImportedFigure)

#include "tst_importedfigure.moc"

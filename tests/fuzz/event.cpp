// POST /event: any bytes are an event, or an error that says why not.
#include "tests/fuzz/acceptedevents.h"
#include "tests/fuzz/promise.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace footfall;

namespace {

// A second parser's word on what was sent: Qt's shares no code with simdjson.
void checkMeaning(const Event &event, const QJsonObject &sent)
{
    const auto text = [&](const char *field) { return sent.value(QLatin1StringView(field)).toString().toStdString(); };
    promise(event.siteId == text("site_id") && event.eventType == text("event_type") && event.path == text("path")
            && event.userId == text("user_id") && event.eventId == text("event_id")
            && event.referrer == text("referrer"),
        "the texts are those that were sent");
    promise(event.count == sent.value(QLatin1StringView("count")).toInt(1), "the count is the one that was sent");
    const auto props = QJsonDocument::fromJson(QByteArray::fromStdString(event.props));
    promise(props.object() == sent.value(QLatin1StringView("props")).toObject(), "the props are those that were sent");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static EventReader reader;
    const std::string_view json(reinterpret_cast<const char *>(data), size);
    const auto event = reader.readOne(json, someReceipt);
    if (!event) {
        promise(!event.error().message.isEmpty(), "an error says what to mend");
        return 0;
    }
    checkAccepted({&*event, 1});
    const auto sent = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), qsizetype(size)));
    if (sent.isObject())
        checkMeaning(*event, sent.object());
    const auto fromBrowser = reader.readOne(json, {someReceipt.now, true});
    promise(fromBrowser ? canonical(*fromBrowser) == canonical(*event)
                        : fromBrowser.error().message == u"count: not from a browser",
        "from a browser it is the same, or has a count");
    return 0;
}

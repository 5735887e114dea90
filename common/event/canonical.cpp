#include "common/event/canonical.h"

#include "common/event/jsonfields.h"
#include "common/event/rules.h"
#include "common/json/parse.h"
#include "common/json/text.h"

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t longestAttribute = 2048; // bytes; of those that ingest makes

tl::unexpected<Error> invalidField(std::string_view field, const QString &rule)
{
    return invalid(QString::fromUtf8(field.data(), qsizetype(field.size())) + u": "_s + rule);
}

Result<void> takeAttribute(const EventAttribute &attribute, dom::element value, Event &event)
{
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS || text.empty() || text.size() > longestAttribute)
        return invalidField(attribute.name, u"expected a text of 1 to %1 bytes"_s.arg(longestAttribute));
    (event.*attribute.member).assign(text);
    return {};
}

}

void appendCanonical(std::string &out, const Event &event)
{
    const auto text = [&](std::string_view key, std::string_view value) {
        if (value.empty())
            return;
        out += key;
        appendJsonString(out, value);
    };
    const auto time = [&](std::string_view key, Timestamp value) {
        out += key;
        out += '"';
        appendTimestamp(out, value);
        out += '"';
    };
    text("{\"site_id\":", event.siteId);
    text(",\"event_type\":", event.eventType);
    text(",\"path\":", event.path);
    text(",\"user_id\":", event.userId);
    time(",\"timestamp\":", event.timestamp);
    time(",\"received_at\":", event.receivedAt);
    text(",\"event_id\":", event.eventId);
    text(",\"referrer\":", event.referrer);
    if (!event.props.empty()) {
        out += ",\"props\":";
        out += event.props;
    }
    for (const EventAttribute &attribute : eventAttributes) {
        if (const std::string &value = event.*attribute.member; !value.empty()) {
            out += ",\"";
            out += attribute.name;
            out += "\":";
            appendJsonString(out, value);
        }
    }
    text(",\"import\":", event.importId);
    if (event.count != 1) {
        out += ",\"count\":";
        out += std::to_string(event.count);
    }
    out += "}\n";
}

CanonicalReader::CanonicalReader()
    : m_parser(std::make_unique<dom::parser>())
{
}

CanonicalReader::~CanonicalReader() = default;

Result<const Event *> CanonicalReader::read(std::string_view line)
{
    const auto document = parseJson(*m_parser, line);
    if (!document)
        return tl::unexpected(document.error());
    EventDraft draft;
    if (const auto filled = fill(draft, *document, line.find("\\u") != line.npos); !filled)
        return tl::unexpected(filled.error());
    const dom::object object = *document;
    DraftTime receivedAt {{"received_at"}};
    receivedAt.set(object["received_at"]);
    if (const auto judged = judgeCanonical(draft, receivedAt, m_event); !judged)
        return tl::unexpected(judged.error());
    for (const auto [key, value] : object) {
        Result<void> taken;
        if (const EventAttribute *attribute = findAttribute(key))
            taken = takeAttribute(*attribute, value, m_event);
        else if (key == "import")
            taken = takeAttribute({key, &Event::importId}, value, m_event);
        if (!taken)
            return tl::unexpected(taken.error());
    }
    return &m_event;
}

}

#include "common/event/reader.h"

#include "common/event/rules.h"
#include "common/jsonparse.h"
#include "common/jsontext.h"

#include <simdjson.h>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

// A parser keeps buffers of some 12 times its largest document; one that has seen an
// 8 MiB body would hold 100 MiB for ever. Documents above this get a parser of their own.
constexpr std::size_t keepBuffersUpTo = 256 * 1024;

bool hasEscape(std::string_view json)
{
    return json.find("\\u") != std::string_view::npos;
}

std::string_view trimmed(std::string_view line)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!line.empty() && isSpace(line.front()))
        line.remove_prefix(1);
    while (!line.empty() && isSpace(line.back()))
        line.remove_suffix(1);
    return line;
}

Error tooMany()
{
    return {Error::Kind::TooLarge, u"At most 10,000 events in a request"_s};
}

void sortIn(EventReader::Batch &batch, qsizetype index, Result<Event> event)
{
    if (event)
        batch.accepted.push_back(std::move(*event));
    else
        batch.rejected.push_back({index, event.error().message, event.error().kind});
}

}

EventReader::EventReader()
    : m_parser(std::make_unique<simdjson::dom::parser>())
{
}

EventReader::~EventReader() = default;

Result<Event> EventReader::readOne(std::string_view json, const Receipt &receipt)
{
    simdjson::dom::parser large;
    const auto document = parseJson(json.size() > keepBuffersUpTo ? large : *m_parser, json);
    if (!document)
        return tl::unexpected(document.error());
    return EventRules {receipt, hasEscape(json)}.apply(*document);
}

Result<EventReader::Batch> EventReader::readArray(std::string_view json, const Receipt &receipt)
{
    simdjson::dom::parser large;
    const auto document = parseJson(json.size() > keepBuffersUpTo ? large : *m_parser, json);
    if (!document)
        return tl::unexpected(document.error());
    simdjson::dom::array array;
    if (document->get_array().get(array) != simdjson::SUCCESS)
        return invalid(u"Expected a JSON array of events"_s);

    const EventRules rules {receipt, hasEscape(json)};
    Batch batch;
    qsizetype index = 0;
    for (const simdjson::dom::element item : array) {
        if (index == maxEvents)
            return tl::unexpected(tooMany());
        sortIn(batch, index++, rules.apply(item));
    }
    return batch;
}

Result<EventReader::Batch> EventReader::readLines(std::string_view ndjson, const Receipt &receipt)
{
    Batch batch;
    qsizetype index = 0;
    while (!ndjson.empty()) {
        const std::size_t end = std::min(ndjson.find('\n'), ndjson.size());
        const std::string_view line = trimmed(ndjson.substr(0, end));
        ndjson.remove_prefix(std::min(end + 1, ndjson.size()));
        if (line.empty())
            continue;
        if (index == maxEvents)
            return tl::unexpected(tooMany());
        sortIn(batch, index++, readOne(line, receipt));
    }
    return batch;
}

Result<Event> EventReader::readCanonical(std::string_view line)
{
    const auto document = parseJson(*m_parser, line);
    if (!document)
        return tl::unexpected(document.error());
    return EventRules {{}, false, true}.apply(*document);
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
    if (event.bot)
        out += ",\"bot\":true";
    if (event.count != 1) {
        out += ",\"count\":";
        out += std::to_string(event.count);
    }
    out += "}\n";
}

}

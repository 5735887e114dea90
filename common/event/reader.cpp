#include "common/event/reader.h"

#include "common/event/jsonfields.h"
#include "common/event/rules.h"
#include "common/json/arrayelements.h"
#include "common/json/parse.h"

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

// A parser keeps buffers of some 12 times its largest document; one that has seen an
// 8 MiB body would hold 100 MiB for ever. Documents above this get a parser of their own.
constexpr std::size_t keepBuffersUpTo = 256 * 1024;

std::string_view trimmed(std::string_view line)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!line.empty() && isSpace(line.front()))
        line.remove_prefix(1);
    while (!line.empty() && isSpace(line.back()))
        line.remove_suffix(1);
    return line;
}

}

EventReader::EventReader()
    : m_parser(std::make_unique<simdjson::dom::parser>())
{
}

EventReader::~EventReader() = default;

Result<Result<Event>> EventReader::read(std::string_view json, const Receipt &receipt)
{
    if (json.size() > receipt.maxEventBytes)
        return tl::unexpected(Error {Error::Kind::TooLarge, u"An event: at most %1 bytes"_s.arg(receipt.maxEventBytes)});
    simdjson::dom::parser large;
    const auto document = parseJson(json.size() > keepBuffersUpTo ? large : *m_parser, json);
    if (!document)
        return tl::unexpected(document.error());
    EventDraft draft;
    draft.takesAttributes = !receipt.importId.empty();
    const bool mayHideBadText = json.find("\\u") != json.npos;
    if (const auto filled = fill(draft, *document, mayHideBadText); !filled)
        return Result<Event>(tl::unexpected(filled.error()));
    return judge(draft, receipt);
}

Result<Event> EventReader::readOne(std::string_view json, const Receipt &receipt)
{
    auto event = read(json, receipt);
    if (!event)
        return tl::unexpected(event.error());
    return std::move(*event);
}

Result<void> EventReader::readArray(std::string_view json, const Receipt &receipt, const Each &each)
{
    ArrayElements elements(json);
    if (!elements.isArray())
        return invalid(u"Expected a JSON array of events"_s);
    while (const auto element = elements.next()) {
        auto event = read(*element, receipt);
        if (!event)
            return tl::unexpected(event.error());
        if (!each(std::move(*event)))
            return {};
    }
    if (!elements.isComplete())
        return invalid(u"Invalid JSON: the array does not end where the text does"_s);
    return {};
}

void EventReader::readLines(std::string_view ndjson, const Receipt &receipt, const Each &each)
{
    while (!ndjson.empty()) {
        const std::size_t end = std::min(ndjson.find('\n'), ndjson.size());
        const std::string_view line = trimmed(ndjson.substr(0, end));
        ndjson.remove_prefix(std::min(end + 1, ndjson.size()));
        if (!line.empty() && !each(readOne(line, receipt)))
            return;
    }
}

}

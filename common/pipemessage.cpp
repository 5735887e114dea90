#include "common/pipemessage.h"

#include "common/json/text.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

namespace dom = simdjson::dom;

constexpr std::uint64_t maxFrameEvents = std::numeric_limits<std::uint32_t>::max();
constexpr std::array<std::string_view, 2> serverTypes = {"frame", "low"};
constexpr std::array<std::string_view, 4> workerTypes = {"hello", "holding", "ack", "low_stored"};

// Reads the header line, whose version must be one that we know.
Result<dom::object> readHeader(dom::parser &parser, std::string_view header)
{
    dom::object object;
    if (parser.parse(header.data(), header.size()).get_object().get(object) != simdjson::SUCCESS)
        return invalid(u"not a pipe message"_s);
    std::int64_t version = 0;
    if (object["v"].get_int64().get(version) != simdjson::SUCCESS || version < 1)
        return invalid(u"a pipe message without a version"_s);
    if (version > pipeVersion)
        return unavailable(
            u"a pipe message of version %1; this program knows %2: update it"_s.arg(version).arg(pipeVersion));
    return object;
}

template <typename Types>
int typeIndex(const dom::object &header, const Types &types)
{
    std::string_view type;
    if (header["type"].get_string().get(type) != simdjson::SUCCESS)
        return -1;
    const auto it = std::find(types.begin(), types.end(), type);
    return it == types.end() ? -1 : int(it - types.begin());
}

// 36 characters, lower case, as QUuid writes it.
bool isUuid(std::string_view text)
{
    static constexpr std::string_view shape = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
    return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), [](char c, char expected) {
        return expected == 'h' ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') : c == expected;
    });
}

// Of what names a frame; PostgreSQL keeps the sequence as a bigint.
bool isFrame(std::string_view producer, std::uint64_t sequence)
{
    return isUuid(producer) && sequence >= 1 && sequence <= producerEnded;
}

std::string start(std::string_view type)
{
    std::string out = "{\"v\":" + std::to_string(pipeVersion) + ",\"type\":\"";
    out += type;
    out += '"';
    return out;
}

}

std::vector<FrameRange> toRanges(std::vector<FrameId> frames)
{
    std::sort(frames.begin(), frames.end());
    std::vector<FrameRange> ranges;
    for (const FrameId &frame : frames) {
        if (!ranges.empty() && ranges.back().producer == frame.producer && ranges.back().to + 1 == frame.sequence)
            ranges.back().to = frame.sequence;
        else
            ranges.push_back({frame.producer, frame.sequence, frame.sequence});
    }
    return ranges;
}

Result<ServerMessage> decodeServerMessage(std::string_view message)
{
    const std::size_t end = std::min(message.find('\n'), message.size());
    dom::parser parser;
    const auto header = readHeader(parser, message.substr(0, end));
    if (!header)
        return tl::unexpected(header.error());
    ServerMessage result;
    const int type = typeIndex(*header, serverTypes);
    std::string_view producer;
    std::uint64_t events = 0;
    if (type < 0 || (*header)["producer"].get_string().get(producer) != simdjson::SUCCESS
        || (*header)["seq"].get_uint64().get(result.id.sequence) != simdjson::SUCCESS
        || !isFrame(producer, result.id.sequence))
        return invalid(u"a pipe message without type, producer or seq"_s);
    result.type = ServerMessage::Type(type);
    result.id.producer = producer;
    if (result.type == ServerMessage::Type::Low
        && ((*header)["rejected"].get_uint64().get(result.rejected) != simdjson::SUCCESS || result.rejected > producerEnded))
        return invalid(u"a low without its number of rejected events"_s);
    if (result.type == ServerMessage::Type::Frame) {
        if ((*header)["events"].get_uint64().get(events) != simdjson::SUCCESS || events > maxFrameEvents)
            return invalid(u"a frame without its number of events"_s);
        result.events = std::uint32_t(events);
        result.body = message.substr(std::min(end + 1, message.size()));
    }
    return result;
}

Result<WorkerMessage> decodeWorkerMessage(std::string_view message)
{
    dom::parser parser;
    const auto header = readHeader(parser, message);
    if (!header)
        return tl::unexpected(header.error());
    WorkerMessage result;
    const int type = typeIndex(*header, workerTypes);
    std::string_view worker;
    dom::array frames;
    if (type < 0 || (*header)["worker"].get_string().get(worker) != simdjson::SUCCESS
        || (*header)["frames"].get_array().get(frames) != simdjson::SUCCESS
        || (*header)["rejected"].get_uint64().get(result.rejected) != simdjson::SUCCESS)
        return invalid(u"a pipe message without type, worker, frames or rejected"_s);
    result.type = WorkerMessage::Type(type);
    result.worker = worker;
    for (const dom::element item : frames) {
        FrameRange range;
        std::string_view producer;
        if (item.at(0).get_string().get(producer) != simdjson::SUCCESS
            || item.at(1).get_uint64().get(range.from) != simdjson::SUCCESS
            || item.at(2).get_uint64().get(range.to) != simdjson::SUCCESS || range.from > range.to
            || !isFrame(producer, range.from) || !isFrame(producer, range.to))
            return invalid(u"a pipe message with a malformed range of frames"_s);
        range.producer = producer;
        result.frames.push_back(std::move(range));
    }
    return result;
}

std::string frameHeader(const FrameId &id, std::uint32_t events)
{
    return start(serverTypes[0]) + ",\"producer\":\"" + id.producer + "\",\"seq\":" + std::to_string(id.sequence)
        + ",\"events\":" + std::to_string(events) + "}\n";
}

std::string encodeLow(const std::string &producer, std::uint64_t low, std::uint64_t rejected)
{
    return start(serverTypes[1]) + ",\"producer\":\"" + producer + "\",\"seq\":" + std::to_string(low)
        + ",\"rejected\":" + std::to_string(rejected) + "}\n";
}

std::string encode(const WorkerMessage &message)
{
    std::string out = start(workerTypes[std::size_t(message.type)]) + ",\"worker\":";
    appendJsonString(out, message.worker);
    out += ",\"rejected\":" + std::to_string(message.rejected) + ",\"frames\":[";
    for (const FrameRange &range : message.frames) {
        if (out.back() == ']')
            out += ',';
        out += "[\"" + range.producer + "\"," + std::to_string(range.from) + ',' + std::to_string(range.to) + ']';
    }
    out += "]}\n";
    return out;
}

}

#include "common/segment/valuesummary.h"

#include "common/segment/bits.h"
#include "common/segment/format.h"
#include "common/segment/stream.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

constexpr char summaryVersion = 1;
constexpr char withUsers = 1; // flag
constexpr std::size_t mostOfFirstPart = 256; // values
constexpr std::size_t mostVarintBytes = 10;
constexpr std::size_t bytesOfFirstPart = summaryBeginning - 256; // at most: their texts, and what else they may take

constexpr std::int64_t ValueCount::*figures[] = {&ValueCount::views, &ValueCount::events, &ValueCount::users};

std::size_t sizeOfFirstPart(std::span<const ValueCount> values)
{
    std::size_t count = 0, bytes = 0;
    for (; count < std::min(values.size(), mostOfFirstPart); ++count) {
        bytes += values[count].text.size() + 4 * mostVarintBytes;
        if (bytes > bytesOfFirstPart)
            break;
    }
    return count;
}

void appendPart(std::string &body, std::string raw, std::span<const ValueCount> values, bool hasUsers)
{
    appendVarint(raw, values.size());
    for (const auto figure : figures) {
        for (const ValueCount &value : values) {
            if (figure != &ValueCount::users || hasUsers)
                appendVarint(raw, std::uint64_t(value.*figure));
        }
    }
    for (const ValueCount &value : values)
        appendVarint(raw, value.text.size());
    for (const ValueCount &value : values)
        raw += value.text;

    std::string stored;
    appendCompressed(stored, raw);
    appendVarint(body, stored.size());
    appendVarint(body, raw.size());
    append32(body, checksum(stored));
    body += stored;
}

bool decompressPart(ByteReader &body, std::string &raw)
{
    const std::uint64_t storedSize = body.varint(), rawSize = body.varint();
    const std::uint32_t sum = body.number32();
    const std::string_view stored = body.bytes(storedSize);
    return !body.isBad() && rawSize <= segmentformat::maxRawBytes && isIntact(stored, sum) && decompress(stored, rawSize, raw);
}

// Adds the values that are the rest of a part.
bool readValues(ByteReader &raw, ValueSummary &summary)
{
    const std::uint64_t count = raw.varint();
    if (raw.isBad() || count > raw.rest().size() / 4) // of each value two figures, a size and a byte, at least
        return false;
    const std::size_t begin = summary.values.size();
    summary.values.resize(begin + count);
    const std::span<ValueCount> values = std::span(summary.values).subspan(begin);
    for (const auto figure : figures) {
        for (ValueCount &value : values) {
            if (figure != &ValueCount::users || summary.hasUsers)
                value.*figure = std::int64_t(raw.varint());
        }
    }
    std::vector<std::uint64_t> sizes(count);
    for (std::uint64_t &bytes : sizes)
        bytes = raw.varint();
    for (std::size_t i = 0; i < count; ++i)
        values[i].text = raw.bytes(sizes[i]);
    return raw.isRead();
}

Result<ValueSummary> readParts(std::string_view bytes, bool isWhole)
{
    const auto damaged = failed(u"A summary is damaged"_s);
    ByteReader body(bytes);
    if (body.byte() != summaryVersion)
        return failed(u"A summary is of another version"_s);
    ValueSummary summary;
    std::string &first = *summary.raw.emplace_back(std::make_unique<std::string>());
    if (!decompressPart(body, first))
        return damaged;
    ByteReader raw(first);
    summary.hasUsers = raw.byte() == withUsers;
    summary.total = raw.varint();
    summary.viewed = raw.varint();
    if (!readValues(raw, summary) || (summary.viewed > 0 && summary.values.empty()))
        return damaged;
    if (isWhole && summary.values.size() < summary.total) {
        std::string &rest = *summary.raw.emplace_back(std::make_unique<std::string>());
        if (!decompressPart(body, rest))
            return damaged;
        ByteReader rawRest(rest);
        if (!readValues(rawRest, summary))
            return damaged;
    }
    if (isWhole && (!body.isRead() || summary.values.size() != summary.total))
        return damaged;
    return summary;
}

}

std::string summaryBytes(std::span<ValueCount> values, bool hasUsers)
{
    std::sort(values.begin(), values.end(), [](const ValueCount &a, const ValueCount &b) {
        return std::tie(b.views, a.text) < std::tie(a.views, b.text);
    });
    std::string head(1, hasUsers ? withUsers : 0);
    appendVarint(head, values.size());
    appendVarint(head, std::size_t(std::count_if(values.begin(), values.end(), [](const ValueCount &one) { return one.views > 0; })));
    const std::size_t first = sizeOfFirstPart(values);
    std::string body(1, summaryVersion);
    appendPart(body, std::move(head), values.first(first), hasUsers);
    if (first < values.size())
        appendPart(body, {}, values.subspan(first), hasUsers);
    return body;
}

Result<ValueSummary> readSummary(std::string_view body)
{
    return readParts(body, true);
}

Result<ValueSummary> readFirstValues(std::string_view beginning)
{
    return readParts(beginning, false);
}

}

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

constexpr std::int64_t ValueCount::*figures[] = {&ValueCount::views, &ValueCount::events, &ValueCount::users};

}

std::string summaryBytes(std::span<ValueCount> values, bool hasUsers)
{
    std::sort(values.begin(), values.end(), [](const ValueCount &a, const ValueCount &b) {
        return std::tie(b.views, b.events, a.text) < std::tie(a.views, a.events, b.text);
    });
    std::string raw(1, hasUsers ? withUsers : 0);
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
    std::string body(1, summaryVersion);
    appendVarint(body, raw.size());
    append32(body, checksum(stored));
    return body + stored;
}

Result<ValueSummary> readSummary(std::string_view body)
{
    const auto damaged = failed(u"A summary is damaged"_s);
    ByteReader header(body);
    if (header.byte() != summaryVersion)
        return failed(u"A summary is of another version"_s);
    const std::uint64_t size = header.varint();
    const std::uint32_t sum = header.number32();
    ValueSummary summary;
    summary.raw = std::make_unique<std::string>();
    if (header.isBad() || size > segmentformat::maxRawBytes || !isIntact(header.rest(), sum)
        || !decompress(header.rest(), size, *summary.raw))
        return damaged;

    ByteReader raw(*summary.raw);
    summary.hasUsers = raw.byte() == withUsers;
    const std::uint64_t count = raw.varint();
    if (raw.isBad() || count > raw.rest().size() / 4) // of each value two figures, a size and a byte, at least
        return damaged;
    summary.values.resize(count);
    for (const auto figure : figures) {
        for (ValueCount &value : summary.values) {
            if (figure != &ValueCount::users || summary.hasUsers)
                value.*figure = std::int64_t(raw.varint());
        }
    }
    std::vector<std::uint64_t> sizes(count);
    for (std::uint64_t &bytes : sizes)
        bytes = raw.varint();
    for (std::size_t i = 0; i < count; ++i)
        summary.values[i].text = raw.bytes(sizes[i]);
    if (!raw.isRead())
        return damaged;
    return summary;
}

}

#include "common/segment/encoder.h"

#include "common/segment/bits.h"
#include "common/segment/format.h"
#include "common/segment/ids.h"
#include "common/segment/stream.h"

#include <QtGlobal>

#include <algorithm>
#include <numeric>

namespace footfall {

using namespace segmentformat;

namespace {

// Up to so many rows the directory of streams would be a large part of the segment.
constexpr std::uint32_t fewRows = 300;

// The places of the texts in their new order, the most frequent first, so that most ids are small.
std::vector<std::uint32_t> byFrequency(std::span<const std::uint32_t> ids, std::size_t texts)
{
    std::vector<std::uint32_t> times(texts + 1);
    for (const std::uint32_t id : ids)
        ++times[id];
    std::vector<std::uint32_t> order;
    order.reserve(texts);
    for (std::uint32_t id = 1; id <= texts; ++id) {
        if (times[id] > 0)
            order.push_back(id);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return times[a] > times[b]; });
    return order;
}

}

void SegmentEncoder::begin(
    const SegmentLayout &layout, const SegmentTimes &times, std::span<const std::uint32_t> counts)
{
    Q_ASSERT(layout.rows <= maxRows && times.millis.size() == layout.rows);
    m_layout = &layout;
    m_columns.clear();
    m_columnCount = 0;
    m_streams.clear();

    appendAscending(stream(), layout.users);
    std::string &rowCounts = stream();
    for (std::size_t user = 0; user < layout.users.size(); ++user)
        appendVarint(rowCounts, layout.begins[user + 1] - layout.begins[user] - 1);
    appendTimes(times);
    std::string &counted = stream();
    if (std::any_of(counts.begin(), counts.end(), [](std::uint32_t count) { return count != 1; })) {
        for (const std::uint32_t count : counts)
            appendVarint(counted, count - 1);
    }
}

void SegmentEncoder::appendTimes(const SegmentTimes &times)
{
    const SegmentLayout &layout = *m_layout;
    std::vector<std::uint64_t> first;
    std::string steps;
    for (std::size_t user = 0; user < layout.users.size(); ++user) {
        first.push_back(times.millis[layout.begins[user]]);
        for (std::uint32_t row = layout.begins[user] + 1; row < layout.begins[user + 1]; ++row)
            appendVarint(steps, times.millis[row] - times.millis[row - 1]);
    }
    std::uint32_t before = 0;
    for (std::uint32_t row = layout.userRows; row < layout.rows; ++row) {
        if (row == layout.humanRows)
            before = 0;
        appendVarint(steps, times.millis[row] - before);
        before = times.millis[row];
    }
    appendPacked(stream(), first, timeBits);
    m_streams.push_back(std::move(steps));
    std::string &micros = stream();
    if (std::any_of(times.micros.begin(), times.micros.end(), [](std::uint16_t value) { return value != 0; })) {
        const std::vector<std::uint32_t> wide(times.micros.begin(), times.micros.end());
        appendPlanes(micros, wide, 999);
    }
}

void SegmentEncoder::add(
    std::string_view name, std::span<const std::uint32_t> ids, std::span<const std::string_view> texts)
{
    const std::vector<std::uint32_t> order = byFrequency(ids, texts.size());
    if (order.empty())
        return;
    const auto known = std::find(columnNames.begin() + 1, columnNames.end(), name);
    m_columns += char(known == columnNames.end() ? 0 : known - columnNames.begin());
    if (known == columnNames.end()) {
        appendVarint(m_columns, name.size());
        m_columns += name;
    }
    ++m_columnCount;

    std::string &text = stream();
    appendVarint(text, order.size());
    for (const std::uint32_t id : order)
        appendVarint(text, texts[id - 1].size());
    for (const std::uint32_t id : order)
        text += texts[id - 1];

    std::vector<std::uint32_t> rank(texts.size() + 1);
    for (std::uint32_t i = 0; i < order.size(); ++i)
        rank[order[i]] = i + 1;
    std::vector<std::uint32_t> ranked(ids.begin(), ids.end());
    for (std::uint32_t &id : ranked)
        id = rank[id];
    appendIds(stream(), *m_layout, ranked, std::uint32_t(order.size()));
}

std::size_t SegmentEncoder::rawBytes() const
{
    return std::accumulate(m_streams.begin(), m_streams.end(), std::size_t(0),
        [](std::size_t sum, const std::string &stream) { return sum + stream.size(); });
}

std::string SegmentEncoder::finish()
{
    const SegmentLayout &layout = *m_layout;
    const Form form = layout.rows <= fewRows ? Form::Together : Form::Apart;
    std::string body;
    body += char(version);
    body += char(form);
    for (const std::uint64_t number : {std::uint64_t(layout.rows), std::uint64_t(layout.users.size()),
             std::uint64_t(layout.userRows), std::uint64_t(layout.humanRows), std::uint64_t(m_columnCount)})
        appendVarint(body, number);
    body += m_columns;

    std::string streams;
    const auto describe = [&](std::string_view raw) {
        const std::size_t begin = streams.size();
        appendCompressed(streams, raw);
        const std::string_view stored = std::string_view(streams).substr(begin);
        appendVarint(body, raw.size());
        appendVarint(body, stored.size());
        if (!stored.empty())
            append32(body, checksum(stored));
    };
    if (form == Form::Apart) {
        for (const std::string &stream : m_streams)
            describe(stream);
    } else {
        std::string together;
        for (const std::string &stream : m_streams) {
            appendVarint(body, stream.size());
            together += stream;
        }
        describe(together);
    }
    append32(body, checksum(body));
    body += streams;
    m_layout = nullptr;
    return body;
}

}

#include "common/segment/reader.h"

#include "common/segment/bits.h"
#include "common/segment/format.h"
#include "common/segment/stream.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall {

using namespace segmentformat;

namespace {

auto damaged(const char *what)
{
    return failed(u"A segment is damaged: %1"_s.arg(QString::fromLatin1(what)));
}

}

Result<SegmentReader> SegmentReader::open(std::string_view body)
{
    SegmentReader reader;
    if (body.empty() || std::uint8_t(body.front()) != version)
        return failed(u"A segment is of another version: %1"_s.arg(body.empty() ? 0 : int(std::uint8_t(body.front()))));
    if (!reader.readHeader(body))
        return damaged("its header");
    return reader;
}

bool SegmentReader::readHeader(std::string_view body)
{
    ByteReader header(body.substr(1));
    const auto form = Form(header.byte());
    const std::uint64_t rows = header.varint(), users = header.varint(), userRows = header.varint(),
                        humanRows = header.varint(), columns = header.varint();
    if (header.isBad() || form > Form::Together || rows > maxRows || humanRows > rows || userRows > humanRows
        || users > userRows || (users == 0 && userRows > 0) || columns > maxColumns)
        return false;
    m_rows = std::uint32_t(rows);
    m_users = std::uint32_t(users);
    m_userRows = std::uint32_t(userRows);
    m_humanRows = std::uint32_t(humanRows);
    for (std::uint64_t i = 0; i < columns; ++i) {
        const std::uint8_t code = header.byte();
        std::string_view name;
        if (code != 0 && code < columnNames.size())
            name = columnNames[code];
        else if (const std::uint64_t size = code == 0 ? header.varint() : 0; size <= maxColumnNameBytes)
            name = header.bytes(size);
        if (name.empty() || std::find(m_columns.begin(), m_columns.end(), name) != m_columns.end())
            return false;
        m_columns.emplace_back(name);
    }

    m_streams.resize(FixedStreams + 2 * columns);
    Stream together;
    const auto readStored = [&header](Stream &stream, std::uint64_t rawBytes) {
        stream.rawBytes = rawBytes;
        stream.storedBytes = header.varint();
        stream.checksum = stream.storedBytes > 0 ? header.number32() : 0;
        return stream.storedBytes <= rawBytes;
    };
    std::uint64_t rawBytes = 0;
    for (Stream &stream : m_streams) {
        stream.rawBytes = header.varint();
        rawBytes += stream.rawBytes;
        if (stream.rawBytes > maxRawBytes || rawBytes > maxRawBytes)
            return false;
        if (form == Form::Apart && !readStored(stream, stream.rawBytes))
            return false;
    }
    if (form == Form::Together && (header.varint() != rawBytes || !readStored(together, rawBytes)))
        return false;
    m_rawBytes = rawBytes;

    const std::string_view read = body.substr(0, body.size() - header.rest().size());
    if (!isIntact(read, header.number32()) || header.isBad())
        return false;
    for (Stream &stream : m_streams) {
        if (form == Form::Apart)
            stream.stored = header.bytes(stream.storedBytes);
    }
    if (form == Form::Together) {
        together.stored = header.bytes(together.storedBytes);
        std::string raw;
        if (header.isBad() || !isIntact(together.stored, together.checksum)
            || !decompress(together.stored, rawBytes, raw))
            return false;
        m_together = std::make_shared<const std::string>(std::move(raw));
        ByteReader parts(*m_together);
        for (Stream &stream : m_streams) {
            stream.stored = parts.bytes(stream.rawBytes);
            stream.isRaw = true;
        }
    }
    return header.isRead();
}

// A stream's bytes, in `buffer` or where they lie.
Result<std::string_view> SegmentReader::raw(std::size_t index, std::string &buffer) const
{
    const Stream &stream = m_streams[index];
    if (stream.isRaw || stream.rawBytes == 0)
        return stream.stored;
    if (!isIntact(stream.stored, stream.checksum))
        return damaged("a checksum differs");
    if (stream.stored.size() == stream.rawBytes)
        return stream.stored;
    if (!decompress(stream.stored, stream.rawBytes, buffer))
        return damaged("a stream cannot be decompressed");
    return std::string_view(buffer);
}

std::size_t SegmentReader::rawBytes(std::string_view column) const
{
    const auto found = std::find(m_columns.begin(), m_columns.end(), column);
    if (found == m_columns.end())
        return 0;
    const std::size_t index = FixedStreams + 2 * std::size_t(found - m_columns.begin());
    return m_streams[index].rawBytes + m_streams[index + 1].rawBytes;
}

Result<SegmentLayout> SegmentReader::layout() const
{
    SegmentLayout layout {m_rows, m_userRows, m_humanRows, {}, {}};
    std::string buffer;
    const auto users = raw(Users, buffer);
    if (!users)
        return tl::unexpected(users.error());
    if (!readAscending(*users, m_users, layout.users))
        return damaged("its users");
    const auto rowCounts = raw(RowCounts, buffer);
    if (!rowCounts)
        return tl::unexpected(rowCounts.error());
    ByteReader reader(*rowCounts);
    layout.begins.reserve(m_users + std::size_t(1));
    std::uint64_t row = 0;
    for (std::uint32_t user = 0; user < m_users && row < m_userRows; ++user) {
        layout.begins.push_back(std::uint32_t(row));
        row += std::min<std::uint64_t>(reader.varint(), maxRows) + 1;
    }
    if (!reader.isRead() || layout.begins.size() != m_users || row != m_userRows)
        return damaged("the rows of its users");
    layout.begins.push_back(m_userRows);
    return layout;
}

Result<SegmentTimes> SegmentReader::times(const SegmentLayout &layout) const
{
    SegmentTimes times;
    std::string firstBuffer, buffer;
    const auto first = raw(FirstTimes, firstBuffer);
    const auto steps = raw(TimeSteps, buffer);
    if (!first || !steps)
        return tl::unexpected(first ? steps.error() : first.error());
    if (first->size() != packedSize(m_users, timeBits) || steps->size() < m_rows - std::size_t(m_users))
        return damaged("its times");
    times.millis.resize(m_rows);
    ByteReader reader(*steps);
    std::uint64_t most = 0;
    const auto step = [&](std::uint64_t before) {
        const std::uint64_t time = before + std::min<std::uint64_t>(reader.varint(), millisPerDay);
        most = std::max(most, time);
        return std::uint32_t(time);
    };
    for (std::uint32_t user = 0; user < m_users; ++user) {
        std::uint32_t time = std::uint32_t(packedAt(*first, user, timeBits));
        most = std::max<std::uint64_t>(most, time);
        times.millis[layout.begins[user]] = time;
        for (std::uint32_t row = layout.begins[user] + 1; row < layout.begins[user + 1]; ++row)
            times.millis[row] = time = step(time);
    }
    std::uint32_t time = 0;
    for (std::uint32_t row = m_userRows; row < m_rows; ++row)
        times.millis[row] = time = step(row == m_humanRows ? 0 : time);
    if (!reader.isRead() || most >= millisPerDay)
        return damaged("its times");

    const auto micros = raw(Micros, buffer);
    if (!micros)
        return tl::unexpected(micros.error());
    if (!micros->empty()) {
        if (micros->size() != 2 * std::size_t(m_rows))
            return damaged("its microseconds");
        times.micros.resize(m_rows);
        for (std::uint32_t row = 0; row < m_rows; ++row) {
            times.micros[row] = std::uint16_t(std::uint8_t((*micros)[row]) | std::uint8_t((*micros)[m_rows + row]) << 8);
            if (times.micros[row] > 999)
                return damaged("its microseconds");
        }
    }
    return times;
}

Result<std::vector<std::uint32_t>> SegmentReader::counts() const
{
    std::string buffer;
    const auto bytes = raw(Counts, buffer);
    if (!bytes)
        return tl::unexpected(bytes.error());
    std::vector<std::uint32_t> counts;
    if (bytes->empty())
        return counts;
    ByteReader reader(*bytes);
    counts.reserve(m_rows);
    for (std::uint32_t row = 0; row < m_rows && !reader.isBad(); ++row) {
        const std::uint64_t count = reader.varint() + 1;
        if (count == 0 || count > maxCount)
            return damaged("its counts");
        counts.push_back(std::uint32_t(count));
    }
    if (!reader.isRead())
        return damaged("its counts");
    return counts;
}

Result<SegmentColumn> SegmentReader::column(const SegmentLayout &layout, std::string_view name) const
{
    const auto found = std::find(m_columns.begin(), m_columns.end(), name);
    if (found == m_columns.end())
        return SegmentColumn();
    const std::size_t index = FixedStreams + 2 * std::size_t(found - m_columns.begin());
    SegmentColumn column;
    std::string buffer;
    const auto texts = raw(index, buffer);
    if (!texts)
        return tl::unexpected(texts.error());
    ByteReader reader(*texts);
    const std::uint64_t count = reader.varint();
    if (reader.isBad() || count == 0 || count > m_rows || count > texts->size())
        return damaged("a column's texts");
    column.texts.ends.reserve(count);
    std::uint64_t end = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t size = reader.varint();
        if (size == 0 || size > texts->size())
            return damaged("a column's texts");
        end += size;
        column.texts.ends.push_back(std::uint32_t(end));
    }
    if (reader.isBad() || reader.rest().size() != end)
        return damaged("a column's texts");
    column.texts.bytes = reader.rest();

    const auto bytes = raw(index + 1, buffer);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto ids = readIds(*bytes, layout, std::uint32_t(count));
    if (!ids)
        return damaged("a column's ids");
    column.ids = std::move(*ids);
    return column;
}

}

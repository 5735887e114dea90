#include "server/stats/query/decodedsegment.h"

#include "common/segment/props.h"

namespace footfall::server {

namespace {

// What a segment takes with nothing decoded: itself, its place in the cache, the reader's list of streams.
constexpr std::size_t bytesAtFirst = 4 << 10;

template <typename T>
std::size_t bytesOf(const std::vector<T> &list)
{
    return list.size() * sizeof(T);
}

// Keeps what was decoded, once; then it is where the pointer says.
template <typename T>
Result<const T *> keep(std::optional<T> &kept, Result<T> decoded)
{
    if (!decoded)
        return tl::unexpected(decoded.error());
    return &kept.emplace(std::move(*decoded));
}

}

Result<std::shared_ptr<DecodedSegment>> DecodedSegment::open(std::string body)
{
    const std::shared_ptr<DecodedSegment> segment(new DecodedSegment(std::move(body)));
    auto reader = SegmentReader::open(segment->m_body);
    if (!reader)
        return tl::unexpected(reader.error());
    segment->m_bytes = bytesAtFirst + segment->m_body.size() + reader->ownBytes();
    segment->m_reader = std::move(*reader);
    return segment;
}

Result<const SegmentLayout *> DecodedSegment::decodeLayout()
{
    if (m_layout)
        return &*m_layout;
    const auto kept = keep(m_layout, m_reader->layout());
    if (kept)
        m_bytes += bytesOf(m_layout->users) + bytesOf(m_layout->begins);
    return kept;
}

Result<const SegmentLayout *> DecodedSegment::layout()
{
    const std::lock_guard lock(m_mutex);
    return decodeLayout();
}

Result<const SegmentTimes *> DecodedSegment::times()
{
    const std::lock_guard lock(m_mutex);
    if (m_times)
        return &*m_times;
    return decodeLayout().and_then([&](const SegmentLayout *layout) {
        const auto kept = keep(m_times, m_reader->times(*layout));
        if (kept)
            m_bytes += bytesOf(m_times->millis) + bytesOf(m_times->micros);
        return kept;
    });
}

Result<const std::vector<std::uint32_t> *> DecodedSegment::counts()
{
    const std::lock_guard lock(m_mutex);
    if (m_counts)
        return &*m_counts;
    const auto kept = keep(m_counts, m_reader->counts());
    if (kept)
        m_bytes += bytesOf(*m_counts);
    return kept;
}

Result<DecodedSegment::Column *> DecodedSegment::decodeColumn(const std::string &name)
{
    if (const auto known = m_columns.find(name); known != m_columns.end())
        return &known->second;
    return decodeLayout().and_then([&](const SegmentLayout *layout) -> Result<Column *> {
        auto column = dimensionColumn(*m_reader, *layout, name);
        if (!column)
            return tl::unexpected(column.error());
        m_bytes += sizeof(Column) + name.size() + column->ids.bytes() + column->texts.bytes.size() + bytesOf(column->texts.ends);
        return &m_columns.emplace(name, Column {std::move(*column), {}, 0}).first->second;
    });
}

Result<const SegmentColumn *> DecodedSegment::column(const std::string &name)
{
    const std::lock_guard lock(m_mutex);
    return decodeColumn(name).map([](const Column *column) { return &column->decoded; });
}

Result<DecodedSegment::Numbers> DecodedSegment::numbers(const std::string &name, SiteTexts &texts)
{
    const std::lock_guard lock(m_mutex);
    return decodeColumn(name).map([&](Column *column) {
        if (column->serial != texts.serial()) {
            m_bytes += column->numbers ? 0 : (column->decoded.texts.size() + std::size_t(1)) * sizeof(std::uint32_t);
            column->numbers = std::make_shared<const std::vector<std::uint32_t>>(texts.numbersOf(column->decoded.texts));
            column->serial = texts.serial();
        }
        return column->numbers;
    });
}

SiteUsers::Numbers DecodedSegment::userNumbers(std::uint64_t serial) const
{
    const std::lock_guard lock(m_mutex);
    return m_usersSerial == serial ? m_userNumbers : nullptr;
}

void DecodedSegment::keepUserNumbers(std::uint64_t serial, SiteUsers::Numbers numbers)
{
    const std::lock_guard lock(m_mutex);
    m_bytes += m_userNumbers ? 0 : bytesOf(*numbers);
    m_userNumbers = std::move(numbers);
    m_usersSerial = serial;
}

std::size_t DecodedSegment::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

}

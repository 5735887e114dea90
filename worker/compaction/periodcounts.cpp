#include "worker/compaction/periodcounts.h"

#include "common/event/event.h"
#include "common/segment/props.h"
#include "common/segment/reader.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace footfall::worker {

// A segment, and which of its users and rows are of the part.
struct PeriodCounts::Segment {
    const SegmentReader &reader;
    const SegmentLayout &layout;
    const std::vector<std::uint32_t> &counts;
    std::vector<bool> isView; // by row
    std::size_t firstUser, pastUser;
    std::uint32_t place; // of the first user in m_added

    std::int64_t countOf(std::uint32_t row) const { return counts.empty() ? 1 : counts[row]; }
};

PeriodCounts::PeriodCounts(const std::vector<std::string> &dimensions, bool countsUsers)
    : m_countsUsers(countsUsers)
{
    for (const std::string &name : dimensions)
        m_dimensions.emplace_back().name = name;
}

void PeriodCounts::beginPart(std::uint32_t part, std::uint32_t parts)
{
    const std::uint64_t step = std::numeric_limits<std::uint64_t>::max() / parts;
    m_isFirst = part == 0;
    m_least = part * step;
    m_most = part + 1 == parts ? std::numeric_limits<std::uint64_t>::max() : m_least + step - 1;
    m_segments = 0;
    m_added.clear();
    for (Dimension &dimension : m_dimensions) {
        dimension.usersValues.clear();
        std::fill(dimension.lastUser.begin(), dimension.lastUser.end(), 0);
    }
}

Result<void> PeriodCounts::add(std::string_view body)
{
    const auto reader = SegmentReader::open(body);
    if (!reader)
        return tl::unexpected(reader.error());
    const auto layout = reader->layout();
    if (!layout)
        return tl::unexpected(layout.error());
    const auto counts = reader->counts();
    if (!counts)
        return tl::unexpected(counts.error());
    const auto types = reader->column(*layout, "event_type");
    if (!types)
        return tl::unexpected(types.error());

    const auto &users = layout->users;
    Segment segment {*reader, *layout, *counts, std::vector<bool>(layout->humanRows),
        std::size_t(std::lower_bound(users.begin(), users.end(), m_least) - users.begin()),
        std::size_t(std::upper_bound(users.begin(), users.end(), m_most) - users.begin()), std::uint32_t(m_added.size())};
    for (std::uint32_t row = 0; row < layout->humanRows; ++row) {
        const std::uint32_t id = types->ids.at(row);
        segment.isView[row] = id != 0 && types->texts[id - 1] == pageView;
    }
    ++m_segments;
    m_added.insert(m_added.end(), users.begin() + std::ptrdiff_t(segment.firstUser), users.begin() + std::ptrdiff_t(segment.pastUser));
    if (m_isFirst) {
        for (std::uint32_t row = 0; row < layout->rows; ++row)
            (row < layout->humanRows ? m_events : m_bots) += segment.countOf(row);
    }
    Result<void> added;
    for (auto dimension = m_dimensions.begin(); added && dimension != m_dimensions.end(); ++dimension)
        added = add(segment, *dimension);
    return added;
}

Result<void> PeriodCounts::add(const Segment &segment, Dimension &dimension)
{
    const SegmentLayout &layout = segment.layout;
    const auto column = dimensionColumn(segment.reader, layout, dimension.name);
    if (!column)
        return tl::unexpected(column.error());
    if (column->texts.size() == 0)
        return {};
    std::vector<std::uint32_t> numberOf {0}; // by id
    for (std::uint32_t i = 0; i < column->texts.size(); ++i) {
        const std::uint32_t number = dimension.numbers.add(column->texts[i]);
        if (number > dimension.texts.size())
            dimension.numbers.move(number, dimension.texts.emplace_back(column->texts[i]));
        numberOf.push_back(number);
    }
    dimension.values.resize(dimension.texts.size() + 1);
    dimension.lastUser.resize(dimension.values.size());

    column->ids.visit([&](const auto &ids) {
        const auto count = [&](std::uint32_t row) -> std::uint32_t {
            const std::uint32_t number = numberOf[ids[row]];
            const std::int64_t times = segment.countOf(row);
            dimension.values[number].events += times;
            if (row < layout.humanRows && segment.isView[row])
                dimension.values[number].views += times;
            return number;
        };
        for (std::size_t user = segment.firstUser; user < segment.pastUser; ++user) {
            const auto place = segment.place + std::uint32_t(user - segment.firstUser);
            for (std::uint32_t row = layout.begins[user]; row < layout.begins[user + 1]; ++row) {
                const std::uint32_t number = count(row);
                if (number != 0 && m_countsUsers && dimension.lastUser[number] != place + 1) {
                    dimension.lastUser[number] = place + 1;
                    dimension.usersValues.push_back(std::uint64_t(place) << 32 | number);
                }
            }
        }
        if (!m_isFirst)
            return;
        // Of bots only their names are counted.
        const std::uint32_t past = dimension.name == "bot" ? layout.rows : layout.humanRows;
        for (std::uint32_t row = layout.userRows; row < past; ++row)
            count(row);
    });
    return {};
}

void PeriodCounts::endPart()
{
    std::vector<std::uint32_t> order(m_added.size()), userOf(m_added.size()); // the places by hash; their users
    std::iota(order.begin(), order.end(), 0);
    if (m_segments > 1)
        std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) { return m_added[a] < m_added[b]; });
    const std::size_t begin = m_users.size();
    for (const std::uint32_t place : order) {
        if (m_users.size() == begin || m_users.back() != m_added[place])
            m_users.push_back(m_added[place]);
        userOf[place] = std::uint32_t(m_users.size() - begin);
    }
    for (Dimension &dimension : m_dimensions) {
        auto &pairs = dimension.usersValues;
        if (m_segments > 1) {
            for (std::uint64_t &pair : pairs)
                pair = std::uint64_t(userOf[pair >> 32]) << 32 | (pair & 0xffffffff);
            std::sort(pairs.begin(), pairs.end());
            pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        }
        for (const std::uint64_t pair : pairs)
            ++dimension.values[pair & 0xffffffff].users;
    }
}

std::vector<PeriodCounts::Summary> PeriodCounts::summaries()
{
    std::vector<Summary> all;
    for (Dimension &dimension : m_dimensions) {
        std::vector<ValueCount> values;
        for (std::size_t number = 1; number < dimension.values.size(); ++number) {
            ValueCount &value = dimension.values[number];
            value.text = dimension.texts[number - 1];
            if (value.events > 0) // else only bots had it
                values.push_back(value);
        }
        if (!values.empty())
            all.push_back({dimension.name, summaryBytes(values, m_countsUsers)});
    }
    return all;
}

}

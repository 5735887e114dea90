#include "common/segment/merge.h"

#include "common/segment/encoder.h"
#include "common/segment/format.h"
#include "common/segment/props.h"
#include "common/segment/reader.h"
#include "common/segment/textnumbers.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

struct Source {
    SegmentReader reader;
    SegmentLayout layout;
    SegmentTimes times;
    std::vector<std::uint32_t> counts;

    std::pair<std::uint32_t, std::uint16_t> timeAt(std::uint32_t row) const
    {
        return {times.millis[row], times.micros.empty() ? std::uint16_t(0) : times.micros[row]};
    }
};

// Where a row of the result comes from.
struct Origin {
    std::uint32_t source;
    std::uint32_t row;
};

Result<std::vector<Source>> openAll(std::span<const std::string_view> bodies)
{
    std::vector<Source> sources;
    sources.reserve(bodies.size());
    for (const std::string_view body : bodies) {
        auto reader = SegmentReader::open(body);
        if (!reader)
            return tl::unexpected(reader.error());
        auto layout = reader->layout();
        if (!layout)
            return tl::unexpected(layout.error());
        auto times = reader->times(*layout);
        if (!times)
            return tl::unexpected(times.error());
        auto counts = reader->counts();
        if (!counts)
            return tl::unexpected(counts.error());
        sources.push_back({std::move(*reader), std::move(*layout), std::move(*times), std::move(*counts)});
    }
    return sources;
}

// The rows of all sources in the order of one segment.
class RowMerge {
public:
    explicit RowMerge(const std::vector<Source> &sources)
        : m_sources(sources)
    {
        mergeUsers();
        layout.begins.push_back(std::uint32_t(origins.size()));
        layout.userRows = std::uint32_t(origins.size());
        append([](const SegmentLayout &part) { return std::pair(part.userRows, part.humanRows); });
        layout.humanRows = std::uint32_t(origins.size());
        append([](const SegmentLayout &part) { return std::pair(part.humanRows, part.rows); });
        layout.rows = std::uint32_t(origins.size());
        if (layout.users.empty())
            layout.begins = {0};
    }

    SegmentLayout layout;
    std::vector<Origin> origins; // by row

private:
    struct User {
        std::uint64_t hash;
        std::uint32_t source;
        std::uint32_t index;
    };

    void mergeUsers()
    {
        std::vector<User> users;
        for (std::uint32_t source = 0; source < m_sources.size(); ++source) {
            const auto &hashes = m_sources[source].layout.users;
            for (std::uint32_t index = 0; index < hashes.size(); ++index)
                users.push_back({hashes[index], source, index});
        }
        std::sort(users.begin(), users.end(),
            [](const User &a, const User &b) { return std::tie(a.hash, a.source) < std::tie(b.hash, b.source); });
        for (auto user = users.begin(); user != users.end();) {
            const std::size_t begin = origins.size();
            const std::uint64_t hash = user->hash;
            const auto first = user;
            layout.users.push_back(hash);
            layout.begins.push_back(std::uint32_t(begin));
            for (; user != users.end() && user->hash == hash; ++user) {
                const SegmentLayout &part = m_sources[user->source].layout;
                for (std::uint32_t row = part.begins[user->index]; row < part.begins[user->index + 1]; ++row)
                    origins.push_back({user->source, row});
            }
            if (user - first > 1)
                sortByTime(begin);
        }
    }

    // Rows without users of every source: from the first to before the second row that `range` says.
    template <typename Range>
    void append(Range range)
    {
        const std::size_t begin = origins.size();
        for (std::uint32_t source = 0; source < m_sources.size(); ++source) {
            const auto [first, end] = range(m_sources[source].layout);
            for (std::uint32_t row = first; row < end; ++row)
                origins.push_back({source, row});
        }
        sortByTime(begin);
    }

    void sortByTime(std::size_t begin)
    {
        std::stable_sort(origins.begin() + std::ptrdiff_t(begin), origins.end(), [this](const Origin &a, const Origin &b) {
            return m_sources[a.source].timeAt(a.row) < m_sources[b.source].timeAt(b.row);
        });
    }

    const std::vector<Source> &m_sources;
};

// The columns of all sources, into one encoder.
class ColumnMerge {
public:
    ColumnMerge(const std::vector<Source> &sources, const std::vector<Origin> &origins, SegmentEncoder &encoder)
        : m_sources(sources)
        , m_origins(origins)
        , m_encoder(encoder)
    {
    }

    Result<void> all()
    {
        std::vector<std::string> names, others;
        std::size_t props = 0;
        for (const Source &source : m_sources) {
            for (const std::string &name : source.reader.columns()) {
                if (std::find(names.begin(), names.end(), name) != names.end()
                    || std::find(others.begin(), others.end(), name) != others.end())
                    continue;
                const bool isProp = name.starts_with(propPrefix);
                (isProp && props == maxPropColumns ? others : names).push_back(name);
                props += isProp && others.empty();
            }
        }
        if (!others.empty())
            std::erase(names, otherProps);
        Result<void> merged;
        for (auto name = names.begin(); merged && name != names.end(); ++name)
            merged = one(*name);
        return merged && !others.empty() ? together(others) : merged;
    }

private:
    Result<std::vector<SegmentColumn>> columns(const std::string &name) const
    {
        std::vector<SegmentColumn> all;
        for (const Source &source : m_sources) {
            auto column = source.reader.column(source.layout, name);
            if (!column)
                return tl::unexpected(column.error());
            all.push_back(std::move(*column));
        }
        return all;
    }

    Result<void> one(const std::string &name)
    {
        const auto parts = columns(name);
        if (!parts)
            return tl::unexpected(parts.error());
        TextNumbers numbers;
        std::vector<std::vector<std::uint32_t>> numberOf; // of each source, by id
        for (const SegmentColumn &part : *parts) {
            auto &known = numberOf.emplace_back(1, 0);
            for (std::uint32_t i = 0; i < part.texts.size(); ++i)
                known.push_back(numbers.add(part.texts[i]));
        }
        std::vector<std::uint32_t> ids;
        ids.reserve(m_origins.size());
        for (const Origin &origin : m_origins)
            ids.push_back(numberOf[origin.source][(*parts)[origin.source].ids.at(origin.row)]);
        m_encoder.add(name, ids, numbers.texts());
        return {};
    }

    // Props that are too many to have columns of their own, as `props`.
    Result<void> together(const std::vector<std::string> &names)
    {
        std::vector<std::vector<SegmentColumn>> kept; // what the props point into
        OtherProps others;
        bool isRead = true;
        const auto forEachText = [&](const std::string &name, auto take) -> Result<void> {
            auto parts = columns(name);
            if (!parts)
                return tl::unexpected(parts.error());
            kept.push_back(std::move(*parts));
            for (std::uint32_t row = 0; row < m_origins.size(); ++row) {
                const SegmentColumn &part = kept.back()[m_origins[row].source];
                if (const std::string_view text = part.textAt(m_origins[row].row); !text.empty())
                    take(row, text);
            }
            return {};
        };
        for (const std::string &name : names) {
            const std::string_view key = std::string_view(name).substr(propPrefix.size());
            if (const auto added = forEachText(name, [&](auto row, auto text) { others.add(row, key, text); }); !added)
                return added;
        }
        const auto added = forEachText(std::string(otherProps), [&](auto row, auto text) {
            isRead = readProps(text, [&](auto key, auto value) { others.add(row, key, value); }) && isRead;
        });
        if (!added)
            return added;
        if (!isRead)
            return failed(u"A segment is damaged: its props"_s);
        others.column(std::uint32_t(m_origins.size()),
            [this](auto name, auto ids, auto texts) { m_encoder.add(name, ids, texts); });
        return {};
    }

    const std::vector<Source> &m_sources;
    const std::vector<Origin> &m_origins;
    SegmentEncoder &m_encoder;
};

}

Result<std::string> mergeSegments(std::span<const std::string_view> bodies)
{
    const auto sources = openAll(bodies);
    if (!sources)
        return tl::unexpected(sources.error());
    const auto rows = std::accumulate(sources->begin(), sources->end(), std::uint64_t(0),
        [](std::uint64_t sum, const Source &source) { return sum + source.layout.rows; });
    if (rows > segmentformat::maxRows)
        return failed(u"Segments of %1 rows are too many to be one"_s.arg(rows));
    const RowMerge merged(*sources);

    SegmentTimes times;
    std::vector<std::uint32_t> counts;
    const auto hasMicros = [](const Source &source) { return !source.times.micros.empty(); };
    const auto hasCounts = [](const Source &source) { return !source.counts.empty(); };
    const bool anyMicros = std::any_of(sources->begin(), sources->end(), hasMicros);
    const bool anyCounts = std::any_of(sources->begin(), sources->end(), hasCounts);
    for (const Origin &origin : merged.origins) {
        const Source &source = (*sources)[origin.source];
        const auto [millis, micros] = source.timeAt(origin.row);
        times.millis.push_back(millis);
        if (anyMicros)
            times.micros.push_back(micros);
        if (anyCounts)
            counts.push_back(hasCounts(source) ? source.counts[origin.row] : 1);
    }
    SegmentEncoder encoder;
    encoder.begin(merged.layout, times, counts);
    return ColumnMerge(*sources, merged.origins, encoder).all().map([&] { return encoder.finish(); });
}

}

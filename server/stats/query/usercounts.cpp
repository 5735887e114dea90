#include "server/stats/query/usercounts.h"

#include <algorithm>

namespace footfall::server {

namespace {

// A user's rows of one segment: what he is counted for, in a list of things. A bucket or a value is one.
struct Entry {
    std::uint64_t user;
    std::uint32_t begin, end;
};

// Users are taken in parts by the first bits of their hashes, so that a part's entries fit the
// processor's cache; within a part, these bits sort all but a few.
constexpr std::size_t entriesOfPart = 4'096;
constexpr int mostSortBits = 11;

int partBitsFor(std::size_t entries)
{
    int bits = 0;
    while (bits < 40 && (entries >> bits) > entriesOfPart)
        ++bits;
    return bits;
}

class UserWalk {
public:
    UserWalk(std::span<const UserSource> sources, std::size_t buckets, std::size_t values)
        : m_sources(sources)
        , m_isSplit(buckets > 1)
        , m_buckets(std::uint32_t(m_isSplit ? buckets : 0))
        , m_counted(m_buckets + values)
        , m_cursors(sources.size())
    {
    }

    UserCounts count(std::size_t buckets)
    {
        std::size_t entries = 0;
        for (const UserSource &source : m_sources)
            entries += source.layout->users.size();
        const int partBits = partBitsFor(entries);
        const std::uint64_t parts = std::uint64_t(1) << partBits;
        for (std::uint64_t part = 0; part < parts; ++part) {
            m_entryCount = 0;
            m_thingCount = 0;
            const std::uint64_t last = part + 1 == parts ? ~std::uint64_t(0) : ((part + 1) << (64 - partBits)) - 1;
            for (std::size_t i = 0; i < m_sources.size(); ++i)
                collect(m_sources[i], m_cursors[i], last);
            if (m_sources.size() > 1)
                sort(partBits);
            countEntries();
        }

        UserCounts counts;
        counts.all = m_user;
        const auto countOf = [](const Counted &thing) { return thing.users; };
        const auto values = m_counted.begin() + m_buckets;
        std::transform(m_counted.begin(), values, std::back_inserter(counts.ofBuckets), countOf);
        std::transform(values, m_counted.end(), std::back_inserter(counts.ofValues), countOf);
        if (!m_isSplit)
            counts.ofBuckets.assign(buckets, m_user);
        return counts;
    }

private:
    struct Counted {
        std::uint32_t users = 0;
        std::uint32_t last = 0; // the user that was counted last
    };

    // The entries of users up to `last` from `cursor` on.
    void collect(const UserSource &source, std::uint32_t &cursor, std::uint64_t last)
    {
        const std::vector<std::uint64_t> &users = source.layout->users;
        std::uint32_t end = cursor;
        while (end < users.size() && users[end] <= last)
            ++end;
        if (end == cursor || source.selection->isEmpty())
            return;
        const std::uint32_t begin = std::exchange(cursor, end);
        const auto withMarks = [&](const auto &valueOf) {
            if (const std::uint16_t *marks = source.selection->marks.data(); !source.selection->marks.empty())
                collectRows(*source.layout, begin, end, [marks](std::uint32_t row) { return marks[row]; }, valueOf);
            else
                collectRows(*source.layout, begin, end, [all = source.selection->all](std::uint32_t) { return all; }, valueOf);
        };
        if (source.ids) {
            source.ids->visit([&](const auto &ids) {
                withMarks([&ids, numbers = source.numbers->data()](std::uint32_t row) { return numbers[ids[row]]; });
            });
        } else if (!source.selection->marks.empty()) {
            withMarks([](std::uint32_t) { return 0u; });
        } else { // whatever the rows
            addThing(source.selection->all - 1u);
            Entry *entry = newEntries(end - begin);
            for (std::uint32_t user = begin; user < end; ++user)
                *entry++ = {users[user], m_thingCount - m_isSplit, m_thingCount};
            m_entryCount = std::size_t(entry - m_entries.data());
        }
    }

    // Things that a row has in common with the one before are left out.
    template <typename MarkOf, typename ValueOf>
    void collectRows(const SegmentLayout &layout, std::uint32_t begin, std::uint32_t end, MarkOf markOf, ValueOf valueOf)
    {
        const std::size_t rows = layout.begins[end] - layout.begins[begin];
        reserve(2 * rows);
        std::uint32_t *const things = m_things.data();
        Entry *entry = newEntries(end - begin);
        std::uint32_t count = m_thingCount;
        for (std::uint32_t user = begin; user < end; ++user) {
            const std::uint32_t first = count;
            std::uint32_t lastMark = 0, lastValue = 0;
            for (std::uint32_t row = layout.begins[user]; row < layout.begins[user + 1]; ++row) {
                const std::uint32_t mark = markOf(row);
                if (mark == 0)
                    continue;
                if (m_isSplit && mark != lastMark)
                    things[count++] = mark - 1;
                if (const std::uint32_t value = valueOf(row); value != lastValue && value != 0) {
                    things[count++] = m_buckets + value;
                    lastValue = value;
                }
                lastMark = mark;
            }
            if (lastMark != 0)
                *entry++ = {layout.users[user], first, count};
        }
        m_thingCount = count;
        m_entryCount = std::size_t(entry - m_entries.data());
    }

    // Where so many may be written.
    Entry *newEntries(std::size_t more)
    {
        if (m_entries.size() < m_entryCount + more)
            m_entries.resize(2 * (m_entryCount + more));
        return m_entries.data() + m_entryCount;
    }

    void reserve(std::size_t more)
    {
        if (m_things.size() < m_thingCount + more)
            m_things.resize(2 * (m_thingCount + more));
    }

    void addThing(std::uint32_t thing)
    {
        reserve(1);
        if (m_isSplit)
            m_things[m_thingCount++] = thing;
    }

    // By the bits behind those that are the part's own, then what these leave by insertion.
    void sort(int partBits)
    {
        int bits = 1;
        while (bits < mostSortBits && (std::size_t(1) << bits) < m_entryCount)
            ++bits;
        const int shift = 64 - partBits - bits;
        const std::uint64_t mask = (std::uint64_t(1) << bits) - 1;
        m_places.assign(mask + 2, 0);
        const std::span<const Entry> entries(m_entries.data(), m_entryCount);
        for (const Entry &entry : entries)
            ++m_places[(entry.user >> shift & mask) + 1];
        for (std::size_t i = 1; i < m_places.size(); ++i)
            m_places[i] += m_places[i - 1];
        m_sorted.resize(m_entries.size());
        for (const Entry &entry : entries)
            m_sorted[m_places[entry.user >> shift & mask]++] = entry;
        for (std::size_t i = 1; i < m_entryCount; ++i) {
            const Entry entry = m_sorted[i];
            std::size_t at = i;
            for (; at > 0 && m_sorted[at - 1].user > entry.user; --at)
                m_sorted[at] = m_sorted[at - 1];
            m_sorted[at] = entry;
        }
        m_entries.swap(m_sorted);
    }

    void countEntries()
    {
        for (std::size_t i = 0; i < m_entryCount; ++i) {
            const Entry &entry = m_entries[i];
            m_user += i == 0 || entry.user != m_entries[i - 1].user;
            for (std::uint32_t at = entry.begin; at < entry.end; ++at) {
                Counted &thing = m_counted[m_things[at]];
                thing.users += thing.last != m_user;
                thing.last = m_user;
            }
        }
    }

    const std::span<const UserSource> m_sources;
    const bool m_isSplit; // by bucket; else a user's only one needs no thing
    const std::uint32_t m_buckets;
    std::vector<Counted> m_counted; // by thing: buckets, then values
    std::vector<std::uint32_t> m_cursors; // of each source, the first user not yet walked
    std::uint32_t m_user = 0; // the number of the last one, from 1
    // Of a part:
    std::vector<Entry> m_entries, m_sorted;
    std::size_t m_entryCount = 0;
    std::vector<std::uint32_t> m_places;
    std::vector<std::uint32_t> m_things;
    std::uint32_t m_thingCount = 0;
};

}

UserCounts UserCounts::of(std::span<const UserSource> sources, std::size_t buckets, std::size_t values)
{
    return UserWalk(sources, buckets, values).count(buckets);
}

}

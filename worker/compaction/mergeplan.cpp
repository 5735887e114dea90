#include "worker/compaction/mergeplan.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace footfall::worker {

namespace {

constexpr std::uint64_t smallest = 4'096; // bytes: whatever is smaller is of the same tier

int tierOf(std::int64_t rawBytes)
{
    return int(std::bit_width(std::max(std::uint64_t(rawBytes), smallest)) - 1) / 3;
}

// A group that grows for as long as it is not too large.
class Growing {
public:
    bool takes(const StoredSegment &segment) const
    {
        return m_group.empty()
            || (m_bytes + segment.rawBytes <= maxMergedBytes && m_rows + segment.rows <= maxMergedRows);
    }
    void add(const StoredSegment &segment)
    {
        m_group.push_back(segment);
        m_bytes += segment.rawBytes;
        m_rows += segment.rows;
    }
    int tier() const { return tierOf(m_bytes); }
    std::size_t size() const { return m_group.size(); }
    SegmentGroup take()
    {
        m_bytes = m_rows = 0;
        return std::exchange(m_group, {});
    }

private:
    SegmentGroup m_group;
    std::int64_t m_bytes = 0, m_rows = 0;
};

void sortBySize(std::vector<StoredSegment> &segments)
{
    std::sort(segments.begin(), segments.end(), [](const StoredSegment &a, const StoredSegment &b) {
        return a.rawBytes != b.rawBytes ? a.rawBytes < b.rawBytes : a.id < b.id;
    });
}

bool isDone(const StoredSegment &segment)
{
    return segment.rawBytes >= maxMergedBytes / 2 || segment.rows >= maxMergedRows / 2;
}

}

std::vector<SegmentGroup> mergesOfOpenDay(std::vector<StoredSegment> fresh, std::vector<StoredSegment> merged)
{
    std::vector<SegmentGroup> groups;
    Growing group;
    for (const StoredSegment &segment : fresh) {
        if (!group.takes(segment))
            groups.push_back(group.take());
        group.add(segment);
    }
    if (group.size() == 0)
        return groups;

    std::erase_if(merged, isDone);
    sortBySize(merged);
    auto next = merged.cbegin();
    while (next != merged.cend()) {
        const int tier = group.tier();
        const auto end = std::find_if(
            next, merged.cend(), [tier](const StoredSegment &segment) { return tierOf(segment.rawBytes) > tier; });
        if (std::size_t(end - next) + 1 < mergeFanIn)
            break;
        for (; next != end && group.takes(*next); ++next)
            group.add(*next);
        if (next != end)
            break;
    }
    groups.push_back(group.take());
    return groups;
}

std::vector<SegmentGroup> mergesOfEndedDay(std::vector<StoredSegment> merged)
{
    sortBySize(merged);
    std::vector<SegmentGroup> groups;
    Growing group;
    const auto finish = [&] {
        const bool isMerge = group.size() > 1;
        auto taken = group.take();
        if (isMerge)
            groups.push_back(std::move(taken));
    };
    for (const StoredSegment &segment : merged) {
        if (!group.takes(segment))
            finish();
        group.add(segment);
    }
    finish();
    return groups;
}

}

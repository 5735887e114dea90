#include "worker/rollups.h"

#include <algorithm>
#include <tuple>

namespace footfall {

namespace {

constexpr Timestamp microsPerSlot = 15 * 60 * microsPerSecond;
constexpr Timestamp microsPerHour = 3'600 * microsPerSecond;

// EventReader takes no event from before 1970, so rounding towards zero rounds down.
constexpr Timestamp startOf(Timestamp time, Timestamp period)
{
    return time - time % period;
}

auto key(const Rollups::Traffic &row) { return std::tie(row.site, row.slot, row.type); }
auto key(const Rollups::Breakdown &row) { return std::tie(row.site, row.period, row.dimension, row.value); }
auto key(const Rollups::Visitor &row) { return std::tie(row.site, row.day, row.userHash); }
auto key(const Rollups::Figures &row) { return std::tie(row.site, row.period); }

void add(Rollups::Traffic &row, const Rollups::Traffic &other) { row.events += other.events; }
void add(Rollups::Breakdown &row, const Rollups::Breakdown &other) { row.views += other.views; }
void add(Rollups::Visitor &row, const Rollups::Visitor &other)
{
    for (std::size_t i = 0; i < row.slots.size(); ++i)
        row.slots[i] |= other.slots[i];
}
void add(Rollups::Figures &row, const Rollups::Figures &other)
{
    row.events += other.events;
    row.views += other.views;
    row.lastEventAt = std::max(row.lastEventAt, other.lastEventAt);
}

// Sorts by key and makes one row of those with the same.
template <typename Row>
void merge(std::vector<Row> &rows)
{
    std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return key(a) < key(b); });
    auto last = rows.begin();
    for (auto it = rows.begin(); it != rows.end(); ++it) {
        if (it == rows.begin())
            continue;
        if (key(*last) == key(*it))
            add(*last, *it);
        else
            *++last = *it;
    }
    if (!rows.empty())
        rows.erase(last + 1, rows.end());
}

// The same rows in longer periods: `period` 0 is all time.
template <typename Row>
std::vector<Row> coarser(const std::vector<Row> &rows, Timestamp period)
{
    std::vector<Row> result = rows;
    for (Row &row : result)
        row.period = period ? startOf(row.period, period) : 0;
    merge(result);
    return result;
}

pgbinary::Slots slotBit(Timestamp time)
{
    const auto slot = std::size_t(time % microsPerDay / microsPerSlot);
    pgbinary::Slots slots {};
    slots[slot / 8] = std::uint8_t(0x80 >> slot % 8);
    return slots;
}

}

Rollups Rollups::of(std::span<const Event *const> events, const KeyedHash &hash)
{
    Rollups rollups;
    for (const Event *event : events) {
        const Timestamp slot = startOf(event->timestamp, microsPerSlot);
        const bool isView = event->eventType == pageView;
        rollups.traffic.push_back({event->siteId, slot, event->eventType, event->count});
        rollups.hourly.push_back({event->siteId, startOf(slot, microsPerHour), event->count,
            isView ? event->count : 0, event->timestamp});
        if (isView && !event->path.empty())
            rollups.bySlot.push_back({event->siteId, slot, "path", event->path, event->count});
        if (isView && !event->referrer.empty())
            rollups.bySlot.push_back({event->siteId, slot, "referrer", event->referrer, event->count});
        if (!event->userId.empty())
            rollups.visitors.push_back({event->siteId, utcDay(event->timestamp),
                hash.user(event->siteId, event->userId), slotBit(event->timestamp)});
    }
    merge(rollups.traffic);
    merge(rollups.bySlot);
    merge(rollups.visitors);
    merge(rollups.hourly);
    rollups.byDay = coarser(rollups.bySlot, microsPerDay);
    rollups.total = coarser(rollups.byDay, 0);
    rollups.daily = coarser(rollups.hourly, microsPerDay);
    rollups.totals = coarser(rollups.daily, 0);
    return rollups;
}

}

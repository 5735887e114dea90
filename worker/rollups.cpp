#include "worker/rollups.h"

#include "common/event/importedfigure.h"
#include "worker/propvalues.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace footfall::worker {

namespace {

constexpr Timestamp microsPerMinute = 60 * microsPerSecond;

// EventReader takes no event from before 1970, so rounding towards zero rounds down.
constexpr Timestamp startOf(Timestamp time, Timestamp period)
{
    return time - time % period;
}

auto key(const Rollups::Breakdown &row) { return std::tie(row.site, row.period, row.dimension, row.value); }
auto key(const Rollups::Visitor &row) { return std::tie(row.site, row.day, row.userHash); }
auto key(const Rollups::Figures &row) { return std::tie(row.site, row.period); }
auto key(const Rollups::RecentViews &row) { return std::tie(row.site, row.minute, row.path); }
auto key(const Rollups::Imported &row) { return std::tie(row.site, row.dimension, row.period, row.value); }
auto key(const Rollups::RecentUser &row) { return std::tie(row.site, row.minute, row.userHash); }

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
    row.bots += other.bots;
    row.lastEventAt = std::max(row.lastEventAt, other.lastEventAt);
}

void add(Rollups::RecentViews &row, const Rollups::RecentViews &other) { row.views += other.views; }
void add(Rollups::Imported &row, const Rollups::Imported &other)
{
    row.views += other.views;
    row.visitors += other.visitors;
}
void add(Rollups::RecentUser &, const Rollups::RecentUser &) {}

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

// The same rows in longer periods: `start` of a shorter one's.
template <typename Row, typename Start>
std::vector<Row> coarser(const std::vector<Row> &rows, Start start)
{
    std::vector<Row> result = rows;
    for (Row &row : result)
        row.period = start(row.period);
    merge(result);
    return result;
}

Timestamp startOfHour(Timestamp time) { return startOf(time, microsPerHour); }
Timestamp startOfDay(Timestamp time) { return startOf(time, microsPerDay); }
Timestamp allTime(Timestamp) { return 0; }

pgbinary::Slots slotBit(Timestamp time)
{
    const auto slot = std::size_t(time % microsPerDay / microsPerSlot);
    pgbinary::Slots slots {};
    slots[slot / 8] = std::uint8_t(0x80 >> slot % 8);
    return slots;
}

}

Rollups Rollups::of(std::span<const Event *const> events, const KeyedHash &hash, Timestamp recentSince,
    const std::vector<std::string> &props)
{
    Rollups rollups;
    rollups.props = props;
    rollups.m_texts = std::make_shared<std::deque<std::string>>();
    std::deque<std::string> &texts = *rollups.m_texts;
    for (const std::string &name : props)
        texts.push_back("prop:" + name);
    PropValues propValues;
    std::vector<const Event *> counted; // without those that say what another tool has counted
    for (const Event *event : events) {
        const Timestamp slot = startOf(event->timestamp, microsPerSlot);
        const std::int64_t count = event->count;
        if (event->eventType == importedType) {
            for (ImportedFigure &row : importedRows(*event)) {
                const std::string_view value = texts.emplace_back(std::move(row.value));
                rollups.imported.push_back({event->siteId, row.dimension, startOf(event->timestamp, microsPerDay), value,
                    row.views, row.visitors});
            }
            continue;
        }
        counted.push_back(event);
        const auto breakDown = [&](std::string_view dimension, std::string_view value) {
            if (!value.empty())
                rollups.bySlot.push_back({event->siteId, slot, dimension, value, count});
        };
        if (!event->bot.empty()) {
            rollups.traffic.push_back({event->siteId, slot, 0, 0, count, event->timestamp});
            breakDown("bot", event->bot);
            continue;
        }
        const bool isView = event->eventType == pageView;
        rollups.traffic.push_back({event->siteId, slot, count, isView ? count : 0, 0, event->timestamp});
        breakDown("event_type", event->eventType);
        if (isView) {
            breakDown("path", event->path);
            breakDown("referrer", event->referrer);
            for (const EventAttribute &attribute : eventAttributes)
                breakDown(attribute.name, event->*attribute.member);
            if (!props.empty() && !event->props.empty()) {
                propValues.read(event->props, props,
                    [&](std::size_t i, std::string value) { breakDown(texts[i], texts.emplace_back(std::move(value))); });
            }
        }
        const bool isRecent = event->timestamp >= recentSince;
        const Timestamp minute = startOf(event->timestamp, microsPerMinute);
        if (isRecent && isView)
            rollups.recentViews.push_back({event->siteId, minute, event->path, count});
        if (!event->userId.empty()) {
            const std::int64_t user = hash.user(event->siteId, event->userId);
            rollups.visitors.push_back({event->siteId, utcDay(event->timestamp), user, slotBit(event->timestamp)});
            if (isRecent)
                rollups.recentUsers.push_back({event->siteId, minute, user});
        }
    }
    merge(rollups.traffic);
    merge(rollups.bySlot);
    merge(rollups.visitors);
    merge(rollups.recentViews);
    merge(rollups.recentUsers);
    merge(rollups.imported);
    rollups.byDay = coarser(rollups.bySlot, startOfDay);
    rollups.byMonth = coarser(rollups.byDay, startOfMonth);
    rollups.hourly = coarser(rollups.traffic, startOfHour);
    rollups.daily = coarser(rollups.hourly, startOfDay);
    rollups.totals = coarser(rollups.daily, allTime);
    rollups.segments = daySegments(counted, std::bind_front(&KeyedHash::user, &hash));
    return rollups;
}

}

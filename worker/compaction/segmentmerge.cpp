#include "worker/compaction/segmentmerge.h"

#include "common/db/segmentcopy.h"
#include "common/db/transaction.h"
#include "common/segment/merge.h"
#include "common/segment/reader.h"

#include <QDate>
#include <QDebug>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <tuple>

using namespace Qt::StringLiterals;

namespace footfall::worker {

namespace {

constexpr std::int64_t mostBytes = 64 << 20; // raw, of a transaction
constexpr std::int64_t mostFresh = 1'000; // of a day, in a transaction

struct Merge {
    const SiteDay *day;
    SegmentGroup group;
    std::vector<std::string> bodies; // of the group's segments
};

struct Key { // of a row; `place`: of its body
    const SiteDay *day;
    std::int64_t id;
    std::string *place;

    auto order() const { return std::tie(day->site, day->day, id); }
};

// Sorted, so that whoever else deletes rows waits in the same order.
std::vector<Key> keysOf(std::vector<Merge> &merges, bool isFresh)
{
    std::vector<Key> keys;
    for (Merge &merge : merges) {
        for (std::size_t i = 0; i < merge.group.size(); ++i) {
            if (merge.group[i].isFresh == isFresh)
                keys.push_back({merge.day, merge.group[i].id, &merge.bodies[i]});
        }
    }
    std::sort(keys.begin(), keys.end(), [](const Key &a, const Key &b) { return a.order() < b.order(); });
    return keys;
}

void addKeys(Params &params, const std::vector<Key> &keys)
{
    params.addArray(keys, [](const Key &key) { return std::string_view(key.day->site); })
        .addArray(keys, [](const Key &key) { return pgbinary::Day {key.day->day}; })
        .addArray(keys, [](const Key &key) { return key.id; });
}

DbResult<std::vector<const SiteDay *>> lockSites(Connection &connection, std::span<const SiteDay> days)
{
    std::set<std::string_view> sites;
    for (const SiteDay &day : days)
        sites.insert(day.site);
    const auto locked
        = connection.run("lock_sites_to_merge", Params().addArray(sites, [](std::string_view site) { return site; }));
    if (!locked)
        return errorOf(locked);
    sites.clear();
    for (int row = 0; row < locked->count(); ++row)
        sites.insert(locked->text(row, 0));
    std::vector<const SiteDay *> ours;
    for (const SiteDay &day : days) {
        if (sites.contains(day.site))
            ours.push_back(&day);
    }
    return ours;
}

DbResult<std::vector<Merge>> plan(Connection &connection, const std::vector<const SiteDay *> &days, MergeKind kind,
    const DamagedSegments &damaged)
{
    std::vector<std::vector<StoredSegment>> fresh(days.size()), merged(days.size());
    const auto read = connection.each("mergeable_segments",
        Params()
            .addArray(days, [](const SiteDay *day) { return std::string_view(day->site); })
            .addArray(days, [](const SiteDay *day) { return pgbinary::Day {day->day}; })
            .add(kind == MergeKind::OpenDays ? mostFresh : 0),
        [&](const Rows &rows) {
            StoredSegment segment;
            segment.isFresh = rows.text(0, 1).front() != 0;
            segment.id = rows.number(0, 2);
            segment.rows = rows.number(0, 3);
            segment.events = rows.number(0, 4);
            segment.views = rows.number(0, 5);
            segment.bots = rows.number(0, 6);
            segment.rawBytes = rows.number(0, 7);
            segment.first = rows.number(0, 8);
            segment.last = rows.number(0, 9);
            if (!damaged.contains(segment.id))
                (segment.isFresh ? fresh : merged)[std::size_t(rows.number(0, 0) - 1)].push_back(segment);
        });
    if (!read)
        return errorOf(read);
    std::vector<Merge> merges;
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
        auto groups = kind == MergeKind::OpenDays ? mergesOfOpenDay(std::move(fresh[i]), std::move(merged[i]))
                                                  : mergesOfEndedDay(std::move(merged[i]));
        for (SegmentGroup &group : groups) {
            for (const StoredSegment &segment : group)
                bytes += segment.rawBytes;
            if (bytes > mostBytes && !merges.empty())
                return merges;
            const std::size_t size = group.size();
            merges.push_back({days[i], std::move(group), std::vector<std::string>(size)});
        }
    }
    return merges;
}

DbResult<void> fetchBodies(Connection &connection, const std::vector<Key> &fresh, const std::vector<Key> &merged)
{
    Params params;
    addKeys(params, fresh);
    addKeys(params, merged);
    return connection.each("bodies_to_merge", params, [&](const Rows &rows) {
        const auto &keys = rows.text(0, 1).front() != 0 ? fresh : merged;
        *keys[std::size_t(rows.number(0, 0) - 1)].place = rows.text(0, 2);
    });
}

// What several segments make together, whose rows are to be so many.
Result<std::string> bodyOf(std::span<const std::string_view> bodies, std::int64_t rows)
{
    return mergeSegments(bodies).and_then([rows](std::string body) -> Result<std::string> {
        const auto reader = SegmentReader::open(body);
        if (!reader)
            return tl::unexpected(reader.error());
        if (reader->rows() != rows)
            return failed(u"it has %1 rows, not %2"_s.arg(reader->rows()).arg(rows));
        return body;
    });
}

// What the merge makes; nothing if one of its segments is damaged, which is noted.
std::optional<DaySegment> merged(Merge &merge, DamagedSegments &damaged)
{
    DaySegment result;
    result.site = merge.day->site;
    result.day = merge.day->day;
    result.first = merge.group.front().first;
    result.last = merge.group.front().last;
    for (const StoredSegment &segment : merge.group) {
        result.rows += segment.rows;
        result.events += segment.events;
        result.views += segment.views;
        result.bots += segment.bots;
        result.first = std::min(result.first, segment.first);
        result.last = std::max(result.last, segment.last);
    }
    const std::vector<std::string_view> bodies(merge.bodies.begin(), merge.bodies.end());
    auto body = bodyOf(bodies, result.rows);
    if (!body) {
        bool isFound = false;
        for (std::size_t i = 0; i < bodies.size(); ++i) {
            if (const auto alone = bodyOf(std::span(bodies).subspan(i, 1), merge.group[i].rows); !alone) {
                damaged.add(*merge.day, merge.group[i].id, alone.error().message);
                isFound = true;
            }
        }
        for (std::size_t i = 0; i < bodies.size() && !isFound; ++i)
            damaged.add(*merge.day, merge.group[i].id, body.error().message);
        return std::nullopt;
    }
    const auto reader = SegmentReader::open(*body);
    result.users = reader->users();
    result.rawBytes = reader->rawBytes();
    result.body = std::move(*body);
    merge.bodies.clear();
    return result;
}

QString nameOf(const SiteDay &day)
{
    return u"site %1, %2"_s.arg(QString::fromStdString(day.site), QDate(1970, 1, 1).addDays(day.day).toString(Qt::ISODate));
}

DbResult<void> deleteRows(Connection &connection, const char *statement, const std::vector<Key> &keys)
{
    if (keys.empty())
        return {};
    Params params;
    addKeys(params, keys);
    const auto deleted = connection.run(statement, params);
    if (!deleted)
        return errorOf(deleted);
    if (std::size_t(deleted->count()) != keys.size()) // by whoever makes segments anew
        return tl::unexpected(DbError {"40001", u"segments were deleted meanwhile"_s}); // serialization_failure
    return {};
}

}

void DamagedSegments::add(const SiteDay &day, std::int64_t id, const QString &why)
{
    if (m_ids.insert(id).second)
        qWarning().noquote() << "Segment" << id << "of" << nameOf(day) << "is left as it is:" << why;
}

void DamagedSegments::add(const SiteDay &day, const QString &why)
{
    if (m_days.insert({day.site, day.day}).second)
        qWarning().noquote() << "The segments of" << nameOf(day) << "are left as they are:" << why;
}

DbResult<std::int64_t> mergeDays(
    Connection &connection, std::span<const SiteDay> days, MergeKind kind, DamagedSegments &damaged)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return errorOf(transaction);
    const auto ours = lockSites(connection, days);
    if (!ours)
        return errorOf(ours);
    auto merges = plan(connection, *ours, kind, damaged);
    if (!merges)
        return errorOf(merges);
    if (merges->empty())
        return 0;
    if (const auto fetched = fetchBodies(connection, keysOf(*merges, true), keysOf(*merges, false)); !fetched)
        return errorOf(fetched);

    std::vector<DaySegment> segments;
    std::erase_if(*merges, [&](Merge &merge) {
        const bool isGone = std::any_of(merge.bodies.begin(), merge.bodies.end(), std::mem_fn(&std::string::empty));
        auto segment = isGone ? std::nullopt : merged(merge, damaged);
        if (segment)
            segments.push_back(std::move(*segment));
        return !segment;
    });
    std::int64_t gone = 0;
    for (Merge &merge : *merges) {
        gone += std::int64_t(merge.group.size());
        merge.bodies.resize(merge.group.size());
    }
    return deleteRows(connection, "delete_merged_fresh", keysOf(*merges, true))
        .and_then([&] { return deleteRows(connection, "delete_merged_segments", keysOf(*merges, false)); })
        .and_then([&] { return connection.copyIn("copy_segments", segmentTuples(segments)); })
        .and_then([&] { return transaction->commit(); })
        .map([&] { return gone; });
}

}

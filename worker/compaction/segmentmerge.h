#pragma once

#include "common/db/connection.h"
#include "worker/compaction/mergeplan.h"

#include <set>
#include <span>
#include <string>
#include <unordered_set>

namespace footfall::worker {

// A day of a site, or what is known of it before it is looked at.
struct SiteDay {
    std::string site;
    std::int32_t day;
    std::int64_t segments; // that are to be merged, about
    std::int64_t rawBytes; // of these
};

// Segments that cannot be read, and days that PostgreSQL cannot: reported once, and from then on left as
// they are, for as long as the process lives.
class DamagedSegments {
public:
    bool contains(std::int64_t id) const { return m_ids.contains(id); }
    bool contains(const SiteDay &day) const { return m_days.contains({day.site, day.day}); }
    void add(const SiteDay &day, std::int64_t id, const QString &why);
    void add(const SiteDay &day, const QString &why);

private:
    std::unordered_set<std::int64_t> m_ids;
    std::set<std::pair<std::string, std::int32_t>> m_days;
};

// Merges the segments of some days in one transaction: their events leave as some rows and come back as
// others, so that a reader's snapshot has each of them once. Takes no more than 64 MiB, decompressed, or one
// merge; what is left is due again. Days of a site on which another compactor is at work are left out.
enum class MergeKind { OpenDays, EndedDays };
// How many rows are gone. After an error nothing has changed, or all that was to.
DbResult<std::int64_t> mergeDays(
    Connection &connection, std::span<const SiteDay> days, MergeKind kind, DamagedSegments &damaged);

}

#pragma once

#include "common/db/connection.h"
#include "common/timestamp.h"
#include "worker/compaction/endedperiods.h"
#include "worker/compaction/segmentmerge.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace footfall::worker {

// A thread that merges segments, small ones within a second or ten, those of ended days into one, and then
// makes what is kept of ended days and months. Any number of workers have one, each site's work being one's
// at a time; PostgreSQL may be away for as long as it likes. A segment that cannot be read is reported and
// left, and stops nothing else.
class Compactor {
public:
    // Seconds, by PostgreSQL's clock; a test has no time to wait.
    struct Delays {
        std::int64_t fresh = 10; // until fewer than eight small segments are merged
        std::int64_t quiet = 10; // without a change before an ended day is touched; more for a large one
        Timestamp grace = 10 * 60 * microsPerSecond; // after a day's end: most late events come in these
    };

    Compactor(QString databaseUrl, Clock clock)
        : Compactor(std::move(databaseUrl), std::move(clock), Delays())
    {
    }
    Compactor(QString databaseUrl, Clock clock, Delays delays);
    ~Compactor(); // cancels what is in hand, which PostgreSQL then undoes

private:
    void run(const std::stop_token &stop);
    DbResult<bool> work(std::chrono::milliseconds time);
    DbResult<bool> mergeFresh();
    DbResult<void> findEnded(std::int64_t madeWithin);
    DbResult<void> findUnkept(Timestamp since);
    DbResult<void> keepSome(std::chrono::milliseconds until);
    DbResult<bool> mergeInParts(std::vector<SiteDay> &days, MergeKind kind, std::chrono::milliseconds until);
    DbResult<std::int64_t> mergeOrLeave(std::span<const SiteDay> days, MergeKind kind);
    std::int32_t openDay() const;
    std::chrono::milliseconds often(std::chrono::milliseconds every) const;

    Connection m_connection;
    const Clock m_clock;
    const Delays m_delays;
    DamagedSegments m_damaged;
    std::vector<SiteDay> m_ended; // days that are to be merged
    std::vector<EndedPeriod> m_unkept; // the last first
    std::set<EndedPeriod> m_unreadable; // reported
    std::chrono::milliseconds m_nextEnded {}, m_nextEndedOfAllTime {}, m_nextUnkept {}, m_nextUnkeptOfAllTime {};
    std::mutex m_mutex;
    std::condition_variable_any m_wake; // only by a stop
    std::jthread m_thread; // last: it uses all of the above
};

}

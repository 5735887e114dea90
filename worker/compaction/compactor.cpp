#include "worker/compaction/compactor.h"

#include <QDebug>

#include <algorithm>

using namespace std::chrono_literals;

namespace footfall::worker {

namespace {

// Its statements probe indexes, whatever the planner thinks of tables that grow and empty as it works.
constexpr char compactorOptions[] = "-c idle_in_transaction_session_timeout=60s -c lock_timeout=20s"
                                    " -c enable_hashjoin=off -c enable_mergejoin=off -c max_parallel_workers_per_gather=0";

constexpr std::chrono::milliseconds lookEvery = 200ms, afterError = 5s;
constexpr std::chrono::milliseconds endedEvery = 5s, ofAllTimeEvery = 1h;
constexpr std::int64_t madeLately = 2 * 3'600; // seconds: for an ended day's last change, and its delay
constexpr std::int64_t madeEver = std::int64_t(1) << 32;
constexpr std::int64_t mostDays = 10'000; // at a look
constexpr std::int64_t partSegments = 4'000, partBytes = 16 << 20; // of a transaction, about

std::chrono::milliseconds elapsed()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

DbResult<std::vector<SiteDay>> daysOf(const DbResult<Rows> &rows)
{
    if (!rows)
        return errorOf(rows);
    std::vector<SiteDay> days;
    for (int row = 0; row < rows->count(); ++row) {
        days.push_back({std::string(rows->text(row, 0)), std::int32_t(rows->number(row, 1)), rows->number(row, 2),
            rows->number(row, 3)});
    }
    return days;
}

}

Compactor::Compactor(QString databaseUrl, Clock clock, Delays delays)
    : m_connection(std::move(databaseUrl), QString::fromLatin1(compactorOptions))
    , m_clock(std::move(clock))
    , m_delays(delays)
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

Compactor::~Compactor()
{
    m_thread.request_stop();
    m_thread.join();
}

void Compactor::run(const std::stop_token &stop)
{
    m_connection.cancelOn(stop);
    while (!stop.stop_requested()) {
        const std::chrono::milliseconds begin = elapsed();
        const auto opened = m_connection.isOpen() ? DbResult<void>() : m_connection.open();
        const auto hasMore = opened.and_then([&] { return merge(begin); });
        // That PostgreSQL is away, the database's thread says; also that it is not migrated yet, 42P01.
        if (!hasMore && m_connection.isOpen() && hasMore.error().sqlState != "42P01" && !stop.stop_requested())
            qWarning().noquote() << "Compaction:" << hasMore.error().message;
        // At work for four fifths of the time at most, so that batches find PostgreSQL's disk and caches.
        const auto pause = std::max((elapsed() - begin) / 4, !hasMore ? afterError : *hasMore ? 0ms : lookEvery);
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, pause, [] { return false; });
    }
    m_connection.close();
}

// Whatever is due. Whether there may be more by now.
DbResult<bool> Compactor::merge(std::chrono::milliseconds time)
{
    const auto isFreshLeft = mergeFresh();
    if (!isFreshLeft || time < m_nextEnded)
        return isFreshLeft;
    const bool isOfAllTime = time >= m_nextOfAllTime;
    const auto isEndedLeft = mergeEnded(isOfAllTime ? madeEver : madeLately);
    if (!isEndedLeft)
        return isEndedLeft;
    if (!*isEndedLeft) {
        m_nextEnded = time + std::min<std::chrono::milliseconds>(endedEvery, m_delays.quiet * 500ms);
        if (isOfAllTime)
            m_nextOfAllTime = time + ofAllTimeEvery;
    }
    return *isFreshLeft || *isEndedLeft;
}

DbResult<bool> Compactor::mergeFresh()
{
    return daysOf(m_connection.run("fresh_to_merge",
                      Params().add(std::int64_t(mergeFanIn)).add(m_delays.fresh).add(mostDays)))
        .and_then([this](std::vector<SiteDay> days) { return mergeInParts(std::move(days), MergeKind::OpenDays); });
}

DbResult<bool> Compactor::mergeEnded(std::int64_t madeWithin)
{
    return daysOf(m_connection.run("days_to_merge",
                      Params().add(madeWithin).add(pgbinary::Day {openDay()}).add(m_delays.quiet).add(mostDays)))
        .and_then([this](std::vector<SiteDay> days) { return mergeInParts(std::move(days), MergeKind::EndedDays); });
}

std::int32_t Compactor::openDay() const
{
    return utcDay(m_clock() - m_delays.grace);
}

// A transaction for as many as are worth one.
DbResult<bool> Compactor::mergeInParts(std::vector<SiteDay> days, MergeKind kind)
{
    bool hasMore = false;
    std::erase_if(days, [this](const SiteDay &day) { return m_damaged.contains(day); });
    for (auto begin = days.begin(), end = begin; begin != days.end(); begin = end) {
        std::int64_t segments = 0, bytes = 0;
        for (; end != days.end() && (end == begin || (segments < partSegments && bytes < partBytes)); ++end) {
            segments += end->segments;
            bytes += end->rawBytes;
        }
        const auto gone = mergeOrLeave(std::span(begin, end), kind);
        if (!gone)
            return errorOf(gone);
        hasMore = hasMore || *gone > 0;
    }
    return hasMore;
}

// Where PostgreSQL finds its own data damaged (class XX), day by day, so that only the damaged one is left.
DbResult<std::int64_t> Compactor::mergeOrLeave(std::span<const SiteDay> days, MergeKind kind)
{
    auto gone = mergeDays(m_connection, days, kind, m_damaged);
    if (gone || !m_connection.isOpen() || !gone.error().sqlState.starts_with("XX"))
        return gone;
    if (days.size() == 1) {
        m_damaged.add(days.front(), gone.error().message);
        return 0;
    }
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
        const auto one = mergeOrLeave(days.subspan(i, 1), kind);
        if (!one)
            return one;
        sum += *one;
    }
    return sum;
}

}

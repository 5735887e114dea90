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
constexpr std::chrono::milliseconds endedEvery = 5s, unkeptEvery = 1min, ofAllTimeEvery = 1h;
constexpr std::chrono::milliseconds atATime = 300ms; // of what can wait, between looks for small segments
constexpr std::int64_t madeLately = 2 * 3'600; // seconds: for an ended day's last change, and its delay
constexpr std::int64_t madeEver = std::int64_t(1) << 32;
constexpr std::int64_t mostDays = 10'000, mostPeriods = 1'000; // at a look
constexpr Timestamp lately = 40 * microsPerDay; // most late events are of the last month, whatever day it is
constexpr std::int64_t monthDelays = 30; // times the delay of a day: a month is counted anew as a whole
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
        const auto hasMore = opened.and_then([&] { return work(begin); });
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

// Whatever is due: small segments first, and again before much else is done. Whether there may be more.
DbResult<bool> Compactor::work(std::chrono::milliseconds time)
{
    const auto isFreshLeft = mergeFresh();
    if (!isFreshLeft)
        return isFreshLeft;
    if (m_ended.empty() && time >= m_nextEnded) {
        const bool isOfAllTime = time >= m_nextEndedOfAllTime;
        if (const auto found = findEnded(isOfAllTime ? madeEver : madeLately); !found)
            return errorOf(found);
        m_nextEnded = time + often(endedEvery);
        m_nextEndedOfAllTime = isOfAllTime ? time + often(ofAllTimeEvery) : m_nextEndedOfAllTime;
    }
    if (m_unkept.empty() && time >= m_nextUnkept) {
        const bool isOfAllTime = time >= m_nextUnkeptOfAllTime;
        if (const auto found = findUnkept(isOfAllTime ? earliestTimestamp : m_clock() - lately); !found)
            return errorOf(found);
        m_nextUnkept = time + often(unkeptEvery);
        m_nextUnkeptOfAllTime = isOfAllTime ? time + often(ofAllTimeEvery) : m_nextUnkeptOfAllTime;
    }
    const auto merged = mergeInParts(m_ended, MergeKind::EndedDays, elapsed() + atATime);
    if (!merged)
        return merged;
    return keepSome(elapsed() + atATime).map([&] { return *isFreshLeft || !m_ended.empty() || !m_unkept.empty(); });
}

// A test that shortens the delays looks as often.
std::chrono::milliseconds Compactor::often(std::chrono::milliseconds every) const
{
    return std::min<std::chrono::milliseconds>(every, m_delays.quiet * 500ms);
}

DbResult<bool> Compactor::mergeFresh()
{
    auto days = daysOf(m_connection.run(
        "fresh_to_merge", Params().add(std::int64_t(mergeFanIn)).add(m_delays.fresh).add(mostDays)));
    return days ? mergeInParts(*days, MergeKind::OpenDays, std::chrono::milliseconds::max()) : errorOf(days);
}

DbResult<void> Compactor::findEnded(std::int64_t madeWithin)
{
    return daysOf(m_connection.run("days_to_merge",
                      Params().add(madeWithin).add(pgbinary::Day {openDay()}).add(m_delays.quiet).add(mostDays)))
        .map([this](std::vector<SiteDay> days) { m_ended = std::move(days); });
}

// Days and months without summaries and users. Months wait until their days have these.
DbResult<void> Compactor::findUnkept(Timestamp since)
{
    const Timestamp openMonth = startOfMonth(openDay() * microsPerDay);
    const auto find = [&](const char *statement, const char *name, std::int32_t before, std::int64_t quiet) -> DbResult<void> {
        const auto rows = m_connection.run(statement,
            Params().add(pgbinary::Day {utcDay(since)}).add(pgbinary::Day {before}).add(quiet).add(mostPeriods));
        if (!rows)
            return errorOf(rows);
        for (int row = 0; row < rows->count(); ++row) {
            m_unkept.push_back({std::string(rows->text(row, 0)), name, std::int32_t(rows->number(row, 1)),
                std::int32_t(rows->number(row, 2))});
        }
        return {};
    };
    return find("months_to_summarise", "month", utcDay(openMonth), m_delays.quiet * monthDelays).and_then([&] {
        return find("days_to_summarise", "day", openDay(), m_delays.quiet);
    });
}

DbResult<void> Compactor::keepSome(std::chrono::milliseconds until)
{
    for (; !m_unkept.empty() && elapsed() < until; m_unkept.pop_back()) {
        const EndedPeriod &period = m_unkept.back();
        if (m_unreadable.contains(period))
            continue;
        const auto kept = keepPeriod(m_connection, period);
        if (kept)
            continue;
        if (!m_connection.isOpen() || !kept.error().sqlState.starts_with("XX"))
            return errorOf(kept);
        m_unreadable.insert(period);
        qWarning().noquote() << "Site" << QString::fromStdString(period.site) << "has no summary of the"
                             << QString::fromStdString(period.name) << "from day" << period.first << "on:" << kept.error().message;
    }
    return {};
}

std::int32_t Compactor::openDay() const
{
    return utcDay(m_clock() - m_delays.grace);
}

// A transaction for as many as are worth one, until then. Takes those that are done from `days`. Whether
// anything was merged.
DbResult<bool> Compactor::mergeInParts(std::vector<SiteDay> &days, MergeKind kind, std::chrono::milliseconds until)
{
    bool isMerged = false;
    std::erase_if(days, [this](const SiteDay &day) { return m_damaged.contains(day); });
    while (!days.empty() && elapsed() < until) {
        std::int64_t segments = 0, bytes = 0;
        auto begin = days.end();
        while (begin != days.begin() && segments < partSegments && bytes < partBytes) {
            --begin;
            segments += begin->segments;
            bytes += begin->rawBytes;
        }
        const auto gone = mergeOrLeave(std::span(begin, days.end()), kind);
        if (!gone)
            return errorOf(gone);
        isMerged = isMerged || *gone > 0;
        days.erase(begin, days.end());
    }
    return isMerged;
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

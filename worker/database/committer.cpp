#include "worker/database/committer.h"

#include "common/db/migrations.h"
#include "common/db/transaction.h"
#include "worker/database/saltrenewal.h"

#include <QDebug>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace footfall::worker {

namespace {

constexpr Timestamp maintenanceEvery = 3'600 * microsPerSecond;
constexpr std::size_t mostJobs = 2;
constexpr std::int32_t eventIdDays = 30; // and those of imports

// A worker may be stopped, or lose its machine, with a transaction open that others wait for.
// PostgreSQL ends it when it idles; in the middle of COPY it does not, so whoever has waited
// too long sees to that (terminate_stalled_copies).
constexpr char committerOptions[] = "-c idle_in_transaction_session_timeout=10s -c lock_timeout=20s";
constexpr char lockTimeout[] = "55P03"; // lock_not_available

pgbinary::Day idsEndAt(Timestamp now)
{
    // A day more than the promise, since an id's arrival is kept as a day.
    return {utcDay(now) - eventIdDays - 1};
}

}

Committer::Committer(QString databaseUrl, Clock clock, Wakeup &done)
    : m_connection(std::move(databaseUrl), QString::fromLatin1(committerOptions))
    , m_clock(std::move(clock))
    , m_done(done)
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

Committer::~Committer()
{
    m_thread.request_stop();
    m_thread.join();
}

std::optional<KeyedHash> Committer::hash() const
{
    const std::lock_guard lock(m_mutex);
    return m_hash;
}

bool Committer::isIdle() const
{
    const std::lock_guard lock(m_mutex);
    return m_jobs.empty() && m_finished.empty();
}

bool Committer::hasRoom() const
{
    const std::lock_guard lock(m_mutex);
    return m_jobs.size() < mostJobs;
}

void Committer::submit(Job job)
{
    const std::lock_guard lock(m_mutex);
    Q_ASSERT(m_jobs.size() < mostJobs);
    m_jobs.push_back(std::move(job));
    m_wake.notify_one();
}

std::optional<Committer::Done> Committer::takeDone()
{
    const std::lock_guard lock(m_mutex);
    if (m_finished.empty())
        return std::nullopt;
    Done done = std::move(m_finished.front());
    m_finished.pop_front();
    return done;
}

void Committer::run(const std::stop_token &stop)
{
    while (prepare(stop)) {
        Job *job = nullptr;
        {
            std::unique_lock lock(m_mutex);
            m_metrics.set(WorkerMetrics::State::Idle);
            if (!m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); }))
                break;
            m_metrics.set(WorkerMetrics::State::Writing);
            job = &m_jobs.front(); // nobody else touches it until it is finished
        }
        const Timestamp begun = steadyNow();
        const auto outcome = attempt(*job);
        if (!outcome) {
            if (outcome.error().sqlState == lockTimeout)
                (void)m_connection.run("terminate_stalled_copies"); // if it fails: after the next wait
            if (!pause(stop, outcome.error()))
                break;
            continue;
        }
        m_failures = 0;
        if (std::holds_alternative<Batch>(*job))
            m_metrics.committed(outcome->stored, steadyNow() - begun, m_clock());
        const std::lock_guard lock(m_mutex);
        m_finished.push_back({std::move(m_jobs.front()), *outcome});
        m_jobs.pop_front();
        m_done.wake();
    }
    m_connection.close();
}

bool Committer::prepare(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        if (m_connection.isOpen() && m_clock() < m_nextMaintenance)
            return true;
        if (const auto ready = maintain())
            return true;
        else if (!pause(stop, ready.error()))
            return false;
    }
    return false;
}

// At the start, after a reconnect, and once an hour.
DbResult<void> Committer::maintain()
{
    if (!m_connection.isOpen()) {
        if (auto opened = m_connection.open(); !opened)
            return opened;
    }
    if (auto migrated = migrate(m_connection); !migrated)
        return migrated;
    if (auto forgotten = m_connection.run("forget_event_ids", Params().add(idsEndAt(m_clock()))); !forgotten)
        return tl::unexpected(forgotten.error());
    const pgbinary::Time importsEnd {m_clock() - eventIdDays * microsPerDay};
    if (auto forgotten = m_connection.run("forget_imports", Params().add(importsEnd)); !forgotten)
        return tl::unexpected(forgotten.error());
    if (auto renewed = renewSalts(m_connection, m_clock()); !renewed)
        return renewed;
    const auto hash = KeyedHash::load(m_connection);
    if (!hash)
        return tl::unexpected(hash.error());
    if (m_failures > 0)
        qInfo("PostgreSQL is back");
    m_failures = 0;
    m_nextMaintenance = m_clock() + maintenanceEvery;
    const std::lock_guard lock(m_mutex);
    m_hash = *hash;
    m_done.wake();
    return {};
}

DbResult<BatchWriter::Outcome> Committer::attempt(Job &job)
{
    if (const Batch *batch = std::get_if<Batch>(&job))
        return BatchWriter(m_connection, *m_hash, m_clock).write(*batch);
    const LowWatermark &low = std::get<LowWatermark>(job);
    return m_connection
        .run("raise_low", Params().add(pgbinary::uuid(low.producer)).add(std::int64_t(low.low)).add(std::int64_t(low.rejected)))
        .map([](const Rows &) { return BatchWriter::Outcome(); });
}

bool Committer::pause(const std::stop_token &stop, const DbError &why)
{
    const auto delay = std::min(100ms * (1 << std::min(m_failures, 6)), 5'000ms);
    ++m_failures;
    m_metrics.set(WorkerMetrics::State::Waiting);
    qWarning().noquote() << "PostgreSQL:" << (why.sqlState.empty() ? "" : why.sqlState.c_str()) << why.message
                         << "- trying again in" << delay.count() << "ms";
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, stop, delay, [] { return false; });
    return !stop.stop_requested();
}

}

#include "worker/database/heartbeat.h"

#include <chrono>

using namespace std::chrono_literals;

namespace footfall::worker {

namespace {

constexpr Timestamp forgetEvery = 3'600 * microsPerSecond;

// A row that is lost in a crash is written again a second later: no need to wait for the disk.
constexpr char heartbeatOptions[] = "-c synchronous_commit=off -c statement_timeout=5000 -c lock_timeout=1000";

}

Heartbeat::Heartbeat(QString databaseUrl, std::string worker, WorkerMetrics &metrics)
    : m_connection(std::move(databaseUrl), QString::fromLatin1(heartbeatOptions))
    , m_worker(std::move(worker))
    , m_metrics(metrics)
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

Heartbeat::~Heartbeat()
{
    m_thread.request_stop();
    m_thread.join();
}

void Heartbeat::run(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        if (m_connection.isOpen() || m_connection.open())
            beat();
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, 1s, [] { return false; });
    }
    m_connection.close();
}

void Heartbeat::beat()
{
    const WorkerMetrics::Reading reading = m_metrics.read();
    const auto noted = m_connection.run("note_worker",
        Params()
            .add(m_worker)
            .add(nameOf(reading.state))
            .add(pgbinary::Time {reading.lastCommitAt})
            .add(std::int64_t(reading.recentEvents))
            .add(std::int64_t(WorkerMetrics::window / microsPerSecond))
            .add(std::int64_t(reading.lastCommitTook)));
    if (!noted || steadyNow() < m_nextForgetting)
        return;
    if (m_connection.run("forget_workers"))
        m_nextForgetting = steadyNow() + forgetEvery;
}

}

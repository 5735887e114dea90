#include "worker/database/workermetrics.h"

namespace footfall::worker {

void WorkerMetrics::set(State state)
{
    const std::lock_guard lock(m_mutex);
    m_reading.state = state;
}

void WorkerMetrics::committed(std::uint64_t events, Timestamp took, Timestamp at)
{
    const std::lock_guard lock(m_mutex);
    m_reading.lastCommitAt = at;
    m_reading.lastCommitTook = took;
    m_recent.push_back({steadyNow(), events});
    m_reading.recentEvents += events;
}

WorkerMetrics::Reading WorkerMetrics::read()
{
    const std::lock_guard lock(m_mutex);
    while (!m_recent.empty() && m_recent.front().steady < steadyNow() - window) {
        m_reading.recentEvents -= m_recent.front().events;
        m_recent.pop_front();
    }
    return m_reading;
}

std::string_view nameOf(WorkerMetrics::State state)
{
    switch (state) {
    case WorkerMetrics::State::Idle: return "idle";
    case WorkerMetrics::State::Writing: return "writing";
    case WorkerMetrics::State::Waiting: break;
    }
    return "waiting for PostgreSQL";
}

}

#pragma once

#include "common/db/connection.h"
#include "worker/database/workermetrics.h"

#include <condition_variable>
#include <string>
#include <thread>

namespace footfall::worker {

// Writes the worker's row of `workers` every second while it lives, on a thread and a connection
// of its own: a batch that takes long is neither delayed nor taken for a worker that is gone.
// What it cannot write it leaves: the row that is missing, or grows old, says so.
class Heartbeat {
public:
    // `metrics` outlives it.
    Heartbeat(QString databaseUrl, std::string worker, WorkerMetrics &metrics);
    ~Heartbeat();

private:
    void run(const std::stop_token &stop);
    void beat();

    Connection m_connection;
    const std::string m_worker;
    WorkerMetrics &m_metrics;
    Timestamp m_nextForgetting = 0; // steadyNow()
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses all of the above
};

}

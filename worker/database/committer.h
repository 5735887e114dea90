#pragma once

#include "worker/database/batchwriter.h"

#include "common/wakeup.h"
#include "worker/database/workermetrics.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <variant>

namespace footfall::worker {

// The database's thread: takes one job after the other, tries each until PostgreSQL has committed
// it, and says so. PostgreSQL may be away for as long as it likes.
class Committer {
public:
    struct LowWatermark {
        std::string producer;
        std::uint64_t low = 0;
        std::uint64_t rejected = 0;
        std::size_t server = 0;
    };
    using Job = std::variant<Batch, LowWatermark>;
    struct Done {
        Job job;
        BatchWriter::Outcome outcome;
    };

    // `done` is woken when takeDone() has something, and when the key is there.
    Committer(QString databaseUrl, Clock clock, Wakeup &done);
    ~Committer(); // tries the job in hand to its end, but gives up on the first failure

    // The key that hashes users: known once the database has been reached and migrated.
    std::optional<KeyedHash> hash() const;

    WorkerMetrics &metrics() { return m_metrics; }

    bool isIdle() const; // and nothing is left to be taken
    bool hasRoom() const; // for a job that waits for the one in hand, so that PostgreSQL never waits
    void submit(Job job); // only when there is room
    std::optional<Done> takeDone(); // in the order of the jobs

private:
    void run(const std::stop_token &stop);
    bool prepare(const std::stop_token &stop); // connect, migrate; false: told to stop
    DbResult<BatchWriter::Outcome> attempt(Job &job);
    DbResult<void> maintain();
    bool pause(const std::stop_token &stop, const DbError &why); // false: told to stop

    Connection m_connection;
    Clock m_clock;
    Wakeup &m_done;
    WorkerMetrics m_metrics;
    int m_failures = 0; // in a row
    Timestamp m_nextMaintenance = 0;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<KeyedHash> m_hash;
    std::deque<Job> m_jobs; // the first is in hand
    std::deque<Done> m_finished;
    std::jthread m_thread; // last: it uses all of the above
};

}

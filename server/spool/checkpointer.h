#pragma once

#include "server/spool/sqlite.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace footfall::server {

// A thread that moves the log of the spool's file into it while commits go on: SQLite lets one connection
// do that while another appends to the log. A commit that had to wait for it took 10 ms and more.
class Checkpointer {
public:
    // `path` of spool.db, which stays open in the thread until the end.
    explicit Checkpointer(QString path);
    ~Checkpointer(); // waits for what is under way

    // All functions: for the spool's thread alone.
    bool isBusy() const; // started, and the outcome not taken yet
    void start();
    // Once it is done: what is logged since start() is not moved. Failed is final, as for a commit.
    std::optional<Result<void>> takeOutcome();

private:
    void run(const std::stop_token &stop);

    const QString m_path;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_isWanted = false;
    bool m_isBusy = false;
    std::optional<Result<void>> m_outcome;
    std::jthread m_thread; // last: it uses all of the above
};

}

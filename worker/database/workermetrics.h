#pragma once

#include "common/timestamp.h"

#include <deque>
#include <mutex>
#include <string_view>

namespace footfall::worker {

// How a worker's committing goes. Noted by the database's thread, read by the heartbeat's.
class WorkerMetrics {
public:
    enum class State { Idle, Writing, Waiting };
    static constexpr Timestamp window = 10 * microsPerSecond;

    struct Reading {
        State state = State::Waiting;
        Timestamp lastCommitAt = 0; // 0: none yet
        Timestamp lastCommitTook = 0; // µs
        std::uint64_t recentEvents = 0; // committed in the last `window`
    };

    void set(State state);
    void committed(std::uint64_t events, Timestamp took, Timestamp at);
    Reading read();

private:
    struct Commit {
        Timestamp steady; // steadyNow()
        std::uint64_t events;
    };
    std::mutex m_mutex;
    Reading m_reading;
    std::deque<Commit> m_recent;
};

// As /pipeline calls it.
std::string_view nameOf(WorkerMetrics::State state);

}

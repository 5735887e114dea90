#pragma once

#include "common/db/connection.h"
#include "common/timestamp.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace footfall::worker {

// A thread that builds what makes ranges cheap to read, for all sites. It folds the news of users
// into their sets: soon where a reader would have much to read beside the sets, else every few
// minutes. And it tallies the days and months that have ended. Any number of workers have one;
// PostgreSQL may be away for as long as it likes.
class Builder {
public:
    explicit Builder(QString databaseUrl);
    ~Builder(); // a fold or tally in hand is done to its end

private:
    void run(const std::stop_token &stop);
    DbResult<bool> fold(std::int64_t least, const std::stop_token &stop);
    DbResult<bool> tally(Timestamp since, const std::stop_token &stop);

    Connection m_connection;
    std::mutex m_mutex;
    std::condition_variable_any m_wake; // only by a stop
    std::jthread m_thread; // last: it uses all of the above
};

}

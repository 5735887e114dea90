#pragma once

#include "common/db/connection.h"
#include "server/http/replyqueue.h"

#include <QObject>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace footfall::server {

// A few threads with a connection to PostgreSQL each, so that a query blocks neither HTTP
// nor another query. The connections are read only and give up on a statement after 5 s.
class QueryPool {
public:
    // Runs in a pool's thread; may be run twice, if the connection turned out to be dead.
    using Query = std::function<DbResult<Answer>(Connection &)>;
    // Makes an answer of why there is none.
    using Refuse = Answer (*)(const Error &);

    QueryPool(const QString &databaseUrl, int threads);
    ~QueryPool();

    // Refuses what waits, and what is asked from now on (503); what runs is still answered. From
    // any thread.
    void drain();

    // Ends the threads when their queries are done; what waits is not answered any more.
    // After it no context is needed any more.
    void close();

    // Runs the query, then answers in the context's thread. The context lives until close().
    // PostgreSQL away, too slow, or too many queries waiting: 503. If the client goes, a query that
    // waits is dropped, and one that runs is cancelled.
    void answer(QObject *context, const Reply &reply, Query query, Refuse refuse = &Answer::error);

private:
    struct Job {
        QObject *context;
        Reply reply;
        Query query;
        Refuse refuse;
    };
    void run(const std::stop_token &stop);
    static void deliver(Job job, const Answer &answer);
    static Answer outcome(Connection &connection, const Job &job);

    const QString m_databaseUrl;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_jobs;
    bool m_isDraining = false;
    std::vector<std::jthread> m_threads; // last: they use all of the above
};

}

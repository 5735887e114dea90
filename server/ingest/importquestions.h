#pragma once

#include "server/http/replyqueue.h"
#include "server/http/request.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <vector>

namespace footfall::server {

// What became of the events of a run of `footfall import`.
struct ImportCounts {
    std::int64_t counted = 0;
    std::int64_t alreadyCounted = 0; // their event ids were counted before
    std::int64_t rejected = 0; // PostgreSQL refused them for their data
};

// Questions for an import's counts: from ingest's threads, which never wait for PostgreSQL, to the
// thread that has ingest's connection to it (IngestWatch). Thread-safe.
class ImportQuestions {
public:
    struct Question {
        std::string import; // a UUID
        QObject *context; // in its thread the reply is used and destroyed
        Reply reply;

        void answer(const Answer &answer);
    };

    // GET /import?id=UUID. The context lives until whoever take()s has ended. Answers at once if the
    // question is not one, or too many wait.
    void ask(const Request &request, QObject *context, const Reply &reply);

    // Whether there is a question; waits for one until then, or until it is told to stop: false.
    bool wait(const std::stop_token &stop, std::chrono::steady_clock::time_point until);
    std::vector<Question> take();

    static Answer answerOf(const std::string &import, const ImportCounts &counts);
    static Answer unavailable();

private:
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<Question> m_questions;
};

// The import that a request belongs to: its parameter `name`, a UUID in lower case; empty: none. Fails
// with Invalid, also if a browser has sent it.
Result<std::string> importOf(const Request &request, const char *name);

}

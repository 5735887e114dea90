#pragma once

#include "server/spool/checkpointer.h"
#include "server/spool/spoolstore.h"

#include <QObject>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

namespace footfall::server {

// The spool's thread: group commit. While one commit is on its way to the disk, whatever
// arrives, and what its senders still gather, is for the next; nobody waits on a timer. All
// its functions may be called from any thread.
class Spool {
public:
    struct Append {
        std::string lines; // canonical events
        std::uint32_t events = 0;
        QObject *context = nullptr; // lives until close()
        std::function<void(const Result<void> &)> done; // called in the context's thread
        bool mayGather = false; // until commitGathered(): more is on its way
    };

    // `limit`: bytes of frames; over it, and when little of the disk is left, appends are
    // refused as Full. `committed` is called in the spool's thread after each commit.
    static Result<std::unique_ptr<Spool>> open(
        const QString &folder, qint64 limit, Clock clock, std::function<void()> committed);
    ~Spool();

    // Commits what waits, answers it, and ends the thread; what comes later is refused. After
    // it no context is needed any more.
    void close();

    // Durable once `done` says so. All or nothing.
    void append(Append append);
    // What was appended by now need not wait for more.
    void commitGathered();

    void acknowledge(const std::vector<qint64> &ids);
    void forget(const std::string &producer);

    SpoolSize size() const;
    std::uint64_t accepted() const { return m_accepted; } // events, since the start
    std::map<std::string, std::uint64_t> lowWatermarks() const;

    // Why appends are refused just now, if they are.
    std::optional<Error> refusal() const;

    qint64 limit() const { return m_limit; }

    // This start's identity (docs/protocol.md).
    const std::string &producer() const { return m_producer; }

    // Folders with damaged spools that somebody has to look at, as they were at the start.
    qsizetype damaged() const { return m_damaged; }

private:
    Spool(QString folder, qint64 limit, Clock clock, std::function<void()> committed);
    void run(const std::stop_token &stop);
    Result<void> serve(const std::stop_token &stop);
    struct Work {
        std::vector<Append> appends;
        std::vector<qint64> acknowledged;
        std::vector<std::string> forgotten;
    };
    Work next(const std::stop_token &stop, bool retry);
    Result<void> forgetAll(const std::vector<std::string> &producers);
    Result<void> moveLog();
    Result<void> giveRoomBack(const std::stop_token &stop);
    bool isAppendWaiting() const;
    struct Room {
        qint64 bytes = 0; // for appends; below 0: too much is there already
        QString why; // there is no more
    };
    Result<Room> room() const;
    void publish(const std::optional<Error> &refusal);

    const QString m_folder;
    const qint64 m_limit;
    const Clock m_clock;
    const std::function<void()> m_committed;
    std::promise<Result<void>> m_opened;
    std::unique_ptr<SpoolStore> m_store; // made, used and ended in the thread
    std::unique_ptr<Checkpointer> m_checkpointer; // the same
    qint64 m_logBefore = 0; // how much there was of the log when it began

    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<Append> m_appends;
    std::size_t m_appendBytes = 0;
    bool m_isGathered = false; // what is in m_appends
    bool m_isClosed = false;
    std::vector<qint64> m_acknowledged;
    std::vector<std::string> m_forgotten;
    qsizetype m_damaged = 0; // set before open() returns
    std::string m_producer; // the same
    SpoolSize m_size;
    std::atomic<std::uint64_t> m_accepted = 0;
    std::map<std::string, std::uint64_t> m_lowWatermarks;
    std::optional<Error> m_refusal;
    std::jthread m_thread; // last: it uses all of the above
};

}

#pragma once

#include "common/filelock.h"
#include "common/pipemessage.h"
#include "common/timestamp.h"
#include "server/spool/lowwatermarks.h"
#include "server/spool/sqlite.h"

#include <memory>
#include <vector>

namespace footfall::server {

struct SpoolSize {
    qint64 frames = 0;
    qint64 events = 0;
    qint64 bytes = 0; // of the frames' bodies
    Timestamp oldest = 0; // when the oldest frame was made; 0: there is none
};

// The file that makes accepted events durable: an SQLite database in WAL mode, a row a frame
// (docs/protocol.md). Any error of its but Full is final: after a failed fsync the kernel may
// have dropped the page, and a retry that succeeds proves nothing. For one thread.
class SpoolStore {
public:
    struct NewFrame {
        std::uint32_t events = 0;
        std::string body; // canonical lines
    };

    // Opens or creates `folder`/spool.db, which no other process may have open. This run gets
    // a producer identity of its own.
    static Result<std::unique_ptr<SpoolStore>> open(const QString &folder, Clock clock);

    // In one transaction, and one fdatasync: deletes what is acknowledged (by row id), adds
    // the frames.
    Result<void> commit(std::vector<qint64> acknowledged, const std::vector<NewFrame> &frames);

    // What was written to the log since it was moved into the file for the last time, in bytes.
    qint64 logBytes() const { return m_logBytes; }
    // Moves the log into the file; between commits, so that an error shows (SQLite's automatic checkpoint
    // swallows an EIO). If all of it is moved, the next commit begins a new log.
    Result<void> checkpoint();

    // Gives the room of a backlog that has drained back to the disk, some pages a call: in half a
    // millisecond or two. Whether there is more.
    Result<bool> giveRoomBack();

    const QString &path() const { return m_path; } // of spool.db
    SpoolSize size() const { return m_size; }
    const std::string &producer() const { return m_producer; }
    const LowWatermarks &lowWatermarks() const { return m_lowWatermarks; }
    Result<void> forget(const std::string &producer); // its end is known to the ledger

private:
    SpoolStore(FileLock lock, QString path, Sqlite database, Clock clock);
    Result<void> prepareFile();
    Result<void> load();
    Result<void> remove(qint64 first, qint64 last, SpoolSize &size);
    Result<void> add(const NewFrame &frame, SpoolSize &size);
    Result<void> findHead();

    FileLock m_lock;
    const QString m_path;
    Sqlite m_database;
    Clock m_clock;
    const std::string m_producer;
    std::uint64_t m_nextSequence = 1;
    qint64 m_nextId = 1;
    qint64 m_logBytes = 0; // written since the last checkpoint
    bool m_hasDrained = false; // since the last giveRoomBack() that found nothing
    SpoolSize m_size;
    LowWatermarks m_lowWatermarks;
    QSqlQuery m_begin, m_commit, m_insert, m_delete, m_head, m_vacuum; // after m_database, to end before it
};

// Reads the spool from another thread (WAL lets one read while another writes).
class SpoolReader {
public:
    struct Row {
        qint64 id;
        FrameId frame;
        std::uint32_t events;
        std::string body;
    };
    static Result<SpoolReader> open(const QString &folder);

    // The frames behind row `id`, oldest first, until `bytes` are reached (at least one).
    Result<std::vector<Row>> after(qint64 id, std::size_t bytes);
    Result<std::optional<Row>> at(qint64 id);

private:
    explicit SpoolReader(Sqlite database);
    Sqlite m_database;
    QSqlQuery m_after, m_at;
};

}

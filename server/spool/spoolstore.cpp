#include "server/spool/spoolstore.h"

#include "server/spool/spoolrescue.h"

#include <QDir>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

// So much stays free in the file, for the next frames: to give it back and to take it again takes longer
// than all commits in between.
constexpr qint64 bytesToKeep = 16 << 20;
constexpr qint64 pagesToKeep = bytesToKeep / 4096;
constexpr qint64 pagesAtOnce = 64;

QString databasePath(const QString &folder)
{
    return folder + u"/spool.db"_s;
}

// The entries of new files are durable only once their folder is (fsync(2)).
Result<void> syncFolder(const QString &folder)
{
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = fd >= 0 && fsync(fd) == 0;
    const QString why = QString::fromLocal8Bit(strerror(errno));
    if (fd >= 0)
        close(fd);
    return synced ? Result<void>() : failed(u"fsync of %1: %2"_s.arg(folder, why));
}

Result<void> run(QSqlQuery &query)
{
    if (!query.exec())
        return tl::unexpected(Sqlite::error(query));
    return {};
}

SpoolReader::Row rowOf(const QSqlQuery &query)
{
    const QByteArray body = query.value(4).toByteArray();
    return {query.value(0).toLongLong(), {query.value(1).toString().toStdString(), query.value(2).toULongLong()},
        query.value(3).toUInt(), std::string(body.constData(), std::size_t(body.size()))};
}

}

Result<std::unique_ptr<SpoolStore>> SpoolStore::open(const QString &folder, Clock clock)
{
    if (!QDir().mkpath(folder))
        return failed(u"--spool: cannot create %1"_s.arg(folder));
    auto lock = FileLock::take(folder + u"/spool.lock"_s);
    if (!lock)
        return tl::unexpected(lock.error());
    auto database = setDamagedAside(folder).and_then(
        [&] { return Sqlite::open(databasePath(folder), Sqlite::Mode::ReadWrite); });
    if (!database)
        return tl::unexpected(database.error());
    std::unique_ptr<SpoolStore> store(
        new SpoolStore(std::move(*lock), databasePath(folder), std::move(*database), std::move(clock)));
    return store->prepareFile()
        .and_then([&] { return takeOverRescued(folder, store->m_database, store->m_clock); })
        .and_then([&] { return syncFolder(folder); })
        .and_then([&] { return store->load(); })
        .map([&] { return std::move(store); });
}

SpoolStore::SpoolStore(FileLock lock, QString path, Sqlite database, Clock clock)
    : m_lock(std::move(lock))
    , m_path(std::move(path))
    , m_database(std::move(database))
    , m_clock(std::move(clock))
    , m_producer(QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString())
{
}

Result<void> SpoolStore::prepareFile()
{
    for (const QString &sql : {
             u"PRAGMA auto_vacuum = INCREMENTAL"_s, // before the first table, or never
             u"PRAGMA journal_mode = WAL"_s,
             u"PRAGMA synchronous = FULL"_s,
             u"PRAGMA wal_autocheckpoint = 0"_s,
             // Debian's SQLite fills with zeros, and writes once more, all that is deleted.
             u"PRAGMA secure_delete = FAST"_s,
             u"CREATE TABLE IF NOT EXISTS frames (id INTEGER PRIMARY KEY, producer TEXT NOT NULL, seq INTEGER NOT NULL,"
             " events INTEGER NOT NULL, created_at INTEGER NOT NULL, body BLOB NOT NULL)"_s,
             u"CREATE TABLE IF NOT EXISTS producers (producer TEXT PRIMARY KEY) WITHOUT ROWID"_s,
         }) {
        if (auto done = m_database.execute(sql); !done)
            return done;
    }
    const auto mode = m_database.value(u"PRAGMA journal_mode"_s);
    const auto synchronous = m_database.value(u"PRAGMA synchronous"_s);
    if (!mode || mode->toString() != u"wal" || !synchronous || synchronous->toInt() != 2)
        return failed(u"spool: SQLite did not take WAL and synchronous=FULL"_s);
    return {};
}

// Takes over what earlier runs have left.
Result<void> SpoolStore::load()
{
    m_insert = m_database.prepare(
        u"INSERT INTO frames (id, producer, seq, events, created_at, body) VALUES (?, ?, ?, ?, ?, ?)"_s);
    m_delete = m_database.prepare(u"DELETE FROM frames WHERE id BETWEEN ? AND ? RETURNING events, length(body)"_s);
    m_begin = m_database.prepare(u"BEGIN IMMEDIATE"_s);
    m_commit = m_database.prepare(u"COMMIT"_s);
    m_vacuum = m_database.prepare(u"PRAGMA incremental_vacuum(1)"_s);
    m_head = m_database.prepare(u"SELECT id, producer, seq, created_at FROM frames ORDER BY id LIMIT 1"_s);

    // A producer that was rescued is not among `producers`: whatever of it could not be read may
    // still turn up, so its low is never announced.
    QSqlQuery sums = m_database.prepare(
        u"SELECT coalesce(p.producer, f.producer), count(f.id), coalesce(sum(f.events), 0),"
        " coalesce(sum(length(f.body)), 0), coalesce(max(f.id), 0), p.producer IS NOT NULL"
        " FROM producers p FULL JOIN frames f ON f.producer = p.producer GROUP BY 1 ORDER BY max(f.id)"_s);
    if (auto done = run(sums); !done)
        return done;
    while (sums.next()) {
        m_size.frames += sums.value(1).toLongLong();
        m_size.events += sums.value(2).toLongLong();
        m_size.bytes += sums.value(3).toLongLong();
        if (sums.value(5).toBool())
            m_lowWatermarks.addEnded(sums.value(0).toString().toStdString(), sums.value(4).toLongLong());
        m_nextId = std::max(m_nextId, sums.value(4).toLongLong() + 1);
    }
    m_lowWatermarks.setCurrent(m_producer);
    QSqlQuery introduce = m_database.prepare(u"INSERT INTO producers (producer) VALUES (?)"_s);
    introduce.addBindValue(QString::fromStdString(m_producer));
    return run(introduce).and_then([this] { return findHead(); });
}

Result<void> SpoolStore::commit(std::vector<qint64> acknowledged, const std::vector<NewFrame> &frames)
{
    const std::uint64_t firstSequence = m_nextSequence;
    SpoolSize size = m_size;
    auto done = run(m_begin);
    std::sort(acknowledged.begin(), acknowledged.end());
    for (auto first = acknowledged.begin(); done && first != acknowledged.end();) {
        const auto isGap = [](qint64 id, qint64 next) { return next != id + 1; };
        const auto last = std::adjacent_find(first, acknowledged.end(), isGap);
        const auto past = last == acknowledged.end() ? last : std::next(last);
        done = remove(*first, *std::prev(past), size);
        first = past;
    }
    for (auto it = frames.begin(); done && it != frames.end(); ++it)
        done = add(*it, size);
    if (done)
        done = run(m_commit);
    if (!done) {
        // A full disk has rolled back already; then this fails, and nothing is lost by it.
        (void)m_database.execute(u"ROLLBACK"_s);
        m_nextSequence = firstSequence;
        return done;
    }
    m_size = size;
    // The oldest row changes only if rows go, or if there was none.
    return acknowledged.empty() && m_size.oldest != 0 ? done : findHead();
}

Result<void> SpoolStore::remove(qint64 first, qint64 last, SpoolSize &size)
{
    m_delete.bindValue(0, first);
    m_delete.bindValue(1, last);
    if (auto done = run(m_delete); !done)
        return done;
    while (m_delete.next()) {
        --size.frames;
        size.events -= m_delete.value(0).toLongLong();
        size.bytes -= m_delete.value(1).toLongLong();
        m_logBytes += 8192; // a page of the table and one of the free list, about
    }
    m_delete.finish();
    return {};
}

Result<void> SpoolStore::add(const NewFrame &frame, SpoolSize &size)
{
    m_insert.bindValue(0, m_nextId);
    m_insert.bindValue(1, QString::fromStdString(m_producer));
    m_insert.bindValue(2, qint64(m_nextSequence));
    m_insert.bindValue(3, frame.events);
    m_insert.bindValue(4, qint64(m_clock()));
    m_insert.bindValue(5, QByteArray::fromRawData(frame.body.data(), qsizetype(frame.body.size())));
    if (auto done = run(m_insert); !done)
        return done;
    ++m_nextId; // never used again, committed or not
    ++m_nextSequence;
    ++size.frames;
    size.events += frame.events;
    size.bytes += qint64(frame.body.size());
    m_logBytes += qint64(frame.body.size()) + 4096;
    return {};
}

Result<void> SpoolStore::findHead()
{
    if (auto done = run(m_head); !done)
        return done;
    if (m_head.next()) {
        m_size.oldest = m_head.value(3).toLongLong();
        m_lowWatermarks.headIs(m_head.value(0).toLongLong(), m_head.value(1).toString().toStdString(),
            m_head.value(2).toULongLong());
    } else {
        m_size.oldest = 0;
        m_lowWatermarks.empty(m_nextSequence);
    }
    m_head.finish();
    return {};
}

Result<void> SpoolStore::checkpoint()
{
    m_logBytes = 0;
    m_hasDrained = m_size.bytes < bytesToKeep;
    return m_database.checkpoint();
}

// The pragma frees a page a step, and QSQLITE takes one step a statement.
Result<bool> SpoolStore::giveRoomBack()
{
    if (!m_hasDrained)
        return false;
    const auto free = m_database.value(u"PRAGMA freelist_count"_s);
    if (!free)
        return tl::unexpected(free.error());
    const qint64 pages = std::min(free->toLongLong() - pagesToKeep, pagesAtOnce);
    m_hasDrained = pages > 0;
    if (!m_hasDrained)
        return false;
    auto done = run(m_begin);
    for (qint64 page = 0; done && page < pages; ++page) {
        done = run(m_vacuum);
        m_vacuum.finish(); // or nothing could be committed
    }
    if (done)
        done = run(m_commit);
    else
        (void)m_database.execute(u"ROLLBACK"_s); // fails if SQLite has done it already
    m_logBytes += pages * 8192; // about: each moves another page, and changes the pages that point at it
    return done.map([] { return true; });
}

Result<void> SpoolStore::forget(const std::string &producer)
{
    QSqlQuery forget = m_database.prepare(u"DELETE FROM producers WHERE producer = ?"_s);
    forget.addBindValue(QString::fromStdString(producer));
    m_lowWatermarks.forget(producer);
    return run(forget);
}

Result<SpoolReader> SpoolReader::open(const QString &folder)
{
    return Sqlite::open(databasePath(folder), Sqlite::Mode::ReadOnly).map([](Sqlite &&database) {
        return SpoolReader(std::move(database));
    });
}

SpoolReader::SpoolReader(Sqlite database)
    : m_database(std::move(database))
    , m_after(m_database.prepare(u"SELECT id, producer, seq, events, body FROM frames WHERE id > ? ORDER BY id"_s))
    , m_at(m_database.prepare(u"SELECT id, producer, seq, events, body FROM frames WHERE id = ?"_s))
{
}

Result<std::vector<SpoolReader::Row>> SpoolReader::after(qint64 id, std::size_t bytes)
{
    m_after.bindValue(0, id);
    if (auto done = run(m_after); !done)
        return tl::unexpected(done.error());
    std::vector<Row> rows;
    for (std::size_t got = 0; got < bytes && m_after.next();) {
        rows.push_back(rowOf(m_after));
        got += rows.back().body.size();
    }
    m_after.finish(); // or its snapshot would keep the log from being moved
    return rows;
}

Result<std::optional<SpoolReader::Row>> SpoolReader::at(qint64 id)
{
    m_at.bindValue(0, id);
    if (auto done = run(m_at); !done)
        return tl::unexpected(done.error());
    std::optional<Row> row;
    if (m_at.next())
        row = rowOf(m_at);
    m_at.finish();
    return row;
}

}

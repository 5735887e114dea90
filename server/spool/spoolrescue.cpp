#include "server/spool/spoolrescue.h"

#include "server/spool/logcheck.h"

#include <QDateTime>
#include <QDebug>
#include <QDir>
#include <QSqlError>
#include <QUuid>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr qint64 bytesAtOnce = 64 << 20; // of a commit, when taking over
// How far from the last readable frame others are looked for, one by one where it must be.
constexpr qint64 reach = 65'536;
constexpr qint64 lastId = std::numeric_limits<qint64>::max();

QString rescueFolder(const QString &folder)
{
    return folder + u"/rescue"_s;
}

Result<void> move(const QString &from, const QString &to)
{
    if (!QFile::exists(from) || QFile::rename(from, to))
        return {};
    return failed(u"spool: cannot move %1 to %2"_s.arg(from, to));
}

// What is wrong with spool.db and its log; empty: nothing.
Result<QString> damageIn(const QString &folder)
{
    const QString file = folder + u"/spool.db"_s;
    const QString log = file + u"-wal"_s;
    const qint64 logBytes = QFileInfo(log).size();
    if (QFileInfo(file).size() == 0) // SQLite would begin a new file and delete the log
        return logBytes > 0 ? u"spool.db is %1, and its log is there"_s.arg(QFile::exists(file) ? u"empty"_s : u"gone"_s)
                            : QString();
    if (const QString damage = damageInLog(log); !damage.isEmpty())
        return damage;
    // Read only, so that nothing is moved from the log into a file that may be broken.
    return Sqlite::open(file, Sqlite::Mode::ReadOnly).and_then([](Sqlite &&sqlite) { return sqlite.damage(); });
}

// Copies the frames of a damaged file, as far as they can be read.
class Rescue {
public:
    Rescue(QSqlQuery damaged, Sqlite &spool)
        : m_damaged(std::move(damaged))
        , m_spool(spool)
        , m_insert(spool.prepare(u"INSERT OR IGNORE INTO frames (id, producer, seq, events, created_at, body)"
                                 " VALUES (?, ?, ?, ?, ?, ?)"_s))
    {
    }

    Result<void> run()
    {
        const qint64 end = copy(0, lastId, true);
        if (m_hasDamage && m_written) {
            m_hasDamage = false;
            // From the other end, and then whatever is between, from both.
            const qint64 begin = copy(end + 1, lastId, false);
            const qint64 near = std::min(end + reach, begin - 1);
            copyBetween(end + 1, near);
            if (begin < lastId)
                copyBetween(std::max(near + 1, begin - reach), begin - 1);
        }
        return m_written.and_then([this] { return commit(); });
    }

    qint64 frames = 0;
    qint64 events = 0;

private:
    // Copies from..to in this order up to the first that cannot be read; the last that could,
    // or one before the first that was tried.
    qint64 copy(qint64 from, qint64 to, bool ascending)
    {
        qint64 last = ascending ? from - 1 : to;
        const QString order = ascending ? u"ASC"_s : u"DESC"_s;
        m_hasDamage = !m_damaged.prepare(u"SELECT id, producer, seq, events, created_at, body FROM frames"
                                         " WHERE id BETWEEN ? AND ? ORDER BY id "_s + order);
        if (m_hasDamage)
            return last;
        m_damaged.bindValue(0, from);
        m_damaged.bindValue(1, to);
        m_hasDamage = !m_damaged.exec();
        while (!m_hasDamage && m_written && m_damaged.next()) {
            last = m_damaged.value(0).toLongLong();
            m_written = take();
        }
        m_hasDamage = m_hasDamage || m_damaged.lastError().isValid();
        m_damaged.finish();
        return last;
    }

    void copyBetween(qint64 from, qint64 to)
    {
        if (from > to || !m_written)
            return;
        const qint64 next = copy(from, to, true) + 1;
        if (!m_hasDamage || next > to || from == to)
            return;
        const qint64 middle = next + (to - next) / 2;
        copyBetween(next, middle);
        copyBetween(middle + 1, to);
    }

    Result<void> take()
    {
        const QByteArray body = m_damaged.value(5).toByteArray();
        if (QUuid::fromString(m_damaged.value(1).toString()).isNull() || m_damaged.value(2).toLongLong() < 1
            || body.isEmpty())
            return {}; // no frame that could be sent
        if (m_bytes == 0) {
            if (auto begun = m_spool.execute(u"BEGIN IMMEDIATE"_s); !begun)
                return begun;
        }
        for (int column = 0; column < 6; ++column)
            m_insert.bindValue(column, m_damaged.value(column));
        if (!m_insert.exec())
            return tl::unexpected(Sqlite::error(m_insert));
        frames += m_insert.numRowsAffected();
        events += m_insert.numRowsAffected() * m_damaged.value(3).toLongLong();
        m_bytes += body.size();
        return m_bytes < bytesAtOnce ? Result<void>() : commit();
    }

    Result<void> commit()
    {
        if (std::exchange(m_bytes, 0) == 0)
            return {};
        return m_spool.execute(u"COMMIT"_s).and_then(
            [this] { return m_spool.execute(u"PRAGMA wal_checkpoint(PASSIVE)"_s); });
    }

    QSqlQuery m_damaged;
    Sqlite &m_spool;
    QSqlQuery m_insert;
    qint64 m_bytes = 0; // in the transaction; 0: there is none
    bool m_hasDamage = false; // copy() did not get to its end
    Result<void> m_written;
};

}

Result<void> setDamagedAside(const QString &folder)
{
    const auto damage = damageIn(folder);
    if (!damage)
        return tl::unexpected(damage.error());
    if (damage->isEmpty())
        return {};
    qCritical().noquote() << "The spool" << folder << "is damaged:" << *damage;
    const QString rescue = rescueFolder(folder);
    if (!QDir().mkpath(rescue))
        return failed(u"spool: cannot create %1"_s.arg(rescue));
    // The log last: without its file, it is damage at the next start too.
    return move(folder + u"/spool.db"_s, rescue + u"/spool.db"_s)
        .and_then([&] { return move(folder + u"/spool.db-wal"_s, rescue + u"/spool.db-wal"_s); })
        .map([&] { QFile::remove(folder + u"/spool.db-shm"_s); }); // an index of the log, made anew
}

Result<void> takeOverRescued(const QString &folder, Sqlite &spool, Clock clock)
{
    for (const QString &name : damagedSpools(folder))
        qWarning().noquote() << u"%1/%2 holds what could not be read of a damaged spool"_s.arg(folder, name);
    const QString rescue = rescueFolder(folder);
    if (!QDir(rescue).exists())
        return {};
    qint64 frames = 0;
    qint64 events = 0;
    if (QFile::exists(rescue + u"/spool.db"_s)) {
        auto damaged = Sqlite::open(rescue + u"/spool.db"_s, Sqlite::Mode::ReadOnly);
        if (!damaged)
            return tl::unexpected(damaged.error());
        // Else SQLite reads nothing at all of a file that is shorter than it should be.
        (void)damaged->execute(u"PRAGMA writable_schema = ON"_s);
        Rescue run(damaged->query(), spool);
        if (auto done = run.run(); !done)
            return done;
        frames = run.frames;
        events = run.events;
    }
    const QString name = u"damaged-"_s
        + QDateTime::fromMSecsSinceEpoch(clock() / 1'000, Qt::UTC).toString(u"yyyyMMdd'T'HHmmsszzz"_s);
    qCritical().noquote() << u"%1 frames with %2 events of it could be read and go on. What could not is kept in %3/%4"_s
                                 .arg(frames).arg(events).arg(folder, name);
    return move(rescue, folder + u'/' + name);
}

QStringList damagedSpools(const QString &folder)
{
    return QDir(folder).entryList({u"damaged-*"_s}, QDir::Dirs, QDir::Name);
}

}

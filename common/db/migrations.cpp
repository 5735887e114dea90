#include "common/db/migrations.h"

#include "common/db/transaction.h"

#include <QDebug>
#include <QDir>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

constexpr char notInThisState[] = "55000"; // object_not_in_prerequisite_state
constexpr std::int64_t firstTakenOver = 13; // 0013_segments

QByteArray textOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    return file.readAll();
}

// The last migration of an earlier schema; 0: it is none.
DbResult<std::int64_t> earlierSchema(Connection &connection)
{
    return connection.run("earlier_schema").map([](const Rows &rows) { return rows.count() == 0 ? 0 : rows.number(0, 0); });
}

DbResult<void> apply(Connection &connection, const QFileInfo &migration)
{
    const std::int64_t version = migration.baseName().section(u'_', 0, 0).toLongLong();
    const auto known = connection.run("migration_applied", Params().add(version));
    if (!known)
        return tl::unexpected(known.error());
    if (known->count() > 0)
        return {};
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (auto done = connection.execute(textOf(migration.filePath())); !done)
        return done;
    const auto noted
        = connection.run("note_migration", Params().add(version).add(migration.baseName().toStdString()));
    if (!noted)
        return tl::unexpected(noted.error());
    qInfo().noquote() << "migration" << migration.baseName();
    return transaction->commit();
}

DbResult<void> applyAll(Connection &connection)
{
    const auto earlier = connection.run("create_schema_migrations").and_then([&](const Rows &) {
        return earlierSchema(connection);
    });
    if (!earlier)
        return errorOf(earlier);
    if (*earlier != 0) {
        return tl::unexpected(DbError {notInThisState,
            u"The database is of an earlier Footfall. Run `footfall rebuild`: it takes it over."_s});
    }
    for (const QFileInfo &migration : QDir(u":/sql/migrations"_s).entryInfoList(QDir::Files, QDir::Name)) {
        if (auto applied = apply(connection, migration); !applied)
            return applied;
    }
    return connection.run("prepare_event_partitions")
        .and_then([&](const Rows &) { return connection.run("grant_reading"); })
        .map([](const Rows &) {});
}

// A session's lock, for it spans transactions; it goes with the session if we die.
template <typename Work>
DbResult<void> locked(Connection &connection, Work work)
{
    if (auto taken = connection.run("lock_migrations"); !taken)
        return errorOf(taken);
    const DbResult<void> outcome = work(connection);
    if (auto unlocked = connection.run("unlock_migrations"); !unlocked && outcome)
        return errorOf(unlocked);
    return outcome;
}

}

DbResult<void> migrate(Connection &connection)
{
    return locked(connection, applyAll);
}

DbResult<bool> takeOver(Connection &connection)
{
    bool isTaken = false;
    return locked(connection, [&](Connection &) -> DbResult<void> {
        const auto earlier = earlierSchema(connection);
        if (!earlier)
            return errorOf(earlier);
        if (*earlier == 0)
            return {};
        if (*earlier < firstTakenOver) {
            return tl::unexpected(DbError {notInThisState,
                u"The database's last migration is %1: only one that has %2 can be taken over. "
                "Start the last version of Footfall before this one on it first."_s.arg(*earlier).arg(firstTakenOver)});
        }
        auto transaction = Transaction::begin(connection);
        if (!transaction)
            return errorOf(transaction);
        isTaken = true;
        return connection.execute(textOf(u":/sql/takeover.sql"_s))
            .and_then([&] { return transaction->commit(); })
            .and_then([&] { return applyAll(connection); })
            .and_then([&] { return connection.execute("RESET ROLE"); });
    }).map([&] { return isTaken; });
}

}

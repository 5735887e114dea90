#include "common/db/migrations.h"

#include "common/db/transaction.h"

#include <QDebug>
#include <QDir>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

DbResult<void> apply(Connection &connection, const QFileInfo &migration)
{
    const std::int64_t version = migration.baseName().section(u'_', 0, 0).toLongLong();
    const auto known = connection.run("migration_applied", Params().add(version));
    if (!known)
        return tl::unexpected(known.error());
    if (known->count() > 0)
        return {};
    QFile file(migration.filePath());
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(migration.filePath()));
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (auto done = connection.execute(file.readAll()); !done)
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
    if (auto ready = connection.run("create_schema_migrations"); !ready)
        return tl::unexpected(ready.error());
    for (const QFileInfo &migration : QDir(u":/sql/migrations"_s).entryInfoList(QDir::Files, QDir::Name)) {
        if (auto applied = apply(connection, migration); !applied)
            return applied;
    }
    return connection.run("prepare_event_partitions")
        .and_then([&](const Rows &) { return connection.run("grant_reading"); })
        .map([](const Rows &) {});
}

}

DbResult<void> migrate(Connection &connection)
{
    // A session's lock, for it spans transactions; it goes with the session if we die.
    if (auto locked = connection.run("lock_migrations"); !locked)
        return tl::unexpected(locked.error());
    const auto outcome = applyAll(connection);
    if (auto unlocked = connection.run("unlock_migrations"); !unlocked && outcome)
        return tl::unexpected(unlocked.error());
    return outcome;
}

}

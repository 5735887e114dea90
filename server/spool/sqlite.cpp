#include "server/spool/sqlite.h"

#include <QSqlError>
#include <QUuid>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

// sqlite3.h, which nothing else here needs.
constexpr int sqliteBusy = 5;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteFull = 13;
constexpr int sqliteNotADatabase = 26;

// Without the extended part.
int codeOf(const QSqlQuery &query)
{
    return query.lastError().nativeErrorCode().toInt() & 0xff;
}

}

Result<Sqlite> Sqlite::open(const QString &path, Mode mode)
{
    Sqlite sqlite(QUuid::createUuid().toString(QUuid::WithoutBraces));
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, sqlite.m_name);
    database.setDatabaseName(path);
    if (mode == Mode::ReadOnly)
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
    if (!database.open())
        return failed(u"%1: %2"_s.arg(path, database.lastError().text()));
    return sqlite;
}

Sqlite::Sqlite(QString name)
    : m_name(std::move(name))
{
}

Sqlite::Sqlite(Sqlite &&other) noexcept
    : m_name(std::exchange(other.m_name, {}))
{
}

Sqlite::~Sqlite()
{
    if (!m_name.isEmpty())
        QSqlDatabase::removeDatabase(m_name);
}

QSqlDatabase Sqlite::database() const
{
    return QSqlDatabase::database(m_name, false);
}

Result<void> Sqlite::checkpoint()
{
    auto done = execute(u"PRAGMA wal_checkpoint(PASSIVE)"_s);
    return !done && done.error().kind == Error::Kind::Unavailable ? Result<void>() : done;
}

QSqlQuery Sqlite::prepare(const QString &sql) const
{
    QSqlQuery query = this->query();
    if (!query.prepare(sql))
        qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
    return query;
}

QSqlQuery Sqlite::query() const
{
    QSqlQuery query(database());
    query.setForwardOnly(true);
    return query;
}

Result<QString> Sqlite::damage()
{
    QSqlQuery query = this->query();
    if (query.exec(u"PRAGMA integrity_check(1)"_s) && query.next()) {
        const QString found = query.value(0).toString();
        return found == u"ok" ? QString() : found.trimmed();
    }
    const int code = codeOf(query);
    if (code != sqliteCorrupt && code != sqliteNotADatabase)
        return tl::unexpected(error(query));
    return query.lastError().text().trimmed();
}

Result<void> Sqlite::execute(const QString &sql)
{
    QSqlQuery query(database());
    if (!query.exec(sql))
        return tl::unexpected(error(query));
    return {};
}

Result<QVariant> Sqlite::value(const QString &sql)
{
    QSqlQuery query(database());
    if (!query.exec(sql))
        return tl::unexpected(error(query));
    return query.next() ? query.value(0) : QVariant();
}

Error Sqlite::error(const QSqlQuery &query)
{
    const int code = codeOf(query);
    const auto kind = code == sqliteFull ? Error::Kind::Full
        : code == sqliteBusy             ? Error::Kind::Unavailable
                                         : Error::Kind::Failed;
    return {kind, u"spool: %1 (SQLite %2)"_s.arg(query.lastError().text().trimmed()).arg(code)};
}

}

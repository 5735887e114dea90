#pragma once

#include "common/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace footfall::server {

// One connection to an SQLite file through QSQLITE, for the thread that opens it.
class Sqlite {
public:
    enum class Mode { ReadWrite, ReadOnly };

    static Result<Sqlite> open(const QString &path, Mode mode);
    Sqlite(Sqlite &&other) noexcept;
    Sqlite &operator=(Sqlite &&) = delete;
    ~Sqlite();

    Result<void> execute(const QString &sql);
    // Moves the log (WAL) into the file, as far as nobody else needs it; what is left is moved the next time.
    Result<void> checkpoint();
    Result<QVariant> value(const QString &sql); // the first row's first column; null if no row
    QSqlQuery prepare(const QString &sql) const;
    QSqlQuery query() const; // for what may fail to prepare: of a damaged file

    // What SQLite's integrity check finds wrong first, reading all of the file; empty: nothing.
    // An error: it cannot be read for another reason than its content.
    Result<QString> damage();

    // Full if the disk is (SQLITE_FULL); Unavailable if somebody has the file locked
    // (SQLITE_BUSY); else Failed: the file can no longer be trusted.
    static Error error(const QSqlQuery &query);

private:
    explicit Sqlite(QString name);
    QSqlDatabase database() const;
    QString m_name;
};

}

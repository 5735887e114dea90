#include "tests/support/query.h"

#include <libpq-fe.h>

#include <QDeadlineTimer>
#include <QThread>

#include <memory>

namespace footfall {

QList<QByteArrayList> queryRows(const QString &databaseUrl, const QByteArray &sql)
{
    std::unique_ptr<PGconn, decltype(&PQfinish)> connection(nullptr, PQfinish);
    for (QDeadlineTimer left(60'000); PQstatus(connection.get()) != CONNECTION_OK && !left.hasExpired();) {
        if (connection)
            QThread::msleep(100); // after a crash PostgreSQL recovers, and refuses everybody meanwhile
        connection.reset(PQconnectdb(databaseUrl.toUtf8().constData()));
    }
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection.get(), sql.constData()), PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        qFatal("%s: %s", sql.constData(), PQerrorMessage(connection.get()));
    QList<QByteArrayList> rows(PQntuples(result.get()));
    for (int row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < PQnfields(result.get()); ++column)
            rows[row] += PQgetvalue(result.get(), row, column);
    }
    return rows;
}

QByteArray queryValue(const QString &databaseUrl, const QByteArray &sql)
{
    const QList<QByteArrayList> rows = queryRows(databaseUrl, sql);
    return rows.isEmpty() ? QByteArray() : rows[0][0];
}

}

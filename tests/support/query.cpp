#include "tests/support/query.h"

#include <libpq-fe.h>

#include <memory>

namespace footfall {

QByteArray queryValue(const QString &databaseUrl, const QByteArray &sql)
{
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(
        PQconnectdb(databaseUrl.toUtf8().constData()), PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection.get(), sql.constData()), PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        qFatal("%s: %s", sql.constData(), PQerrorMessage(connection.get()));
    return PQntuples(result.get()) > 0 ? QByteArray(PQgetvalue(result.get(), 0, 0)) : QByteArray();
}

}

#pragma once

#include "common/db/migrations.h"
#include "tests/support/batches.h"
#include "tests/support/query.h"
#include "worker/database/batchwriter.h"

namespace footfall::worker {

// A migrated database, written to as the worker does. Whatever fails ends the test program.
class WrittenDatabase {
public:
    const QString url;
    Connection connection;

    explicit WrittenDatabase(const QString &address) // of a TestPostgres
        : url(address)
        , connection(url)
        , m_writer(connection, prepare(), systemNow)
    {
    }

    BatchWriter::Outcome write(const Batch &batch) { return need(m_writer.write(batch)); }
    void write(const std::vector<Event> &events) { write(batchOf({newProducer(), 1}, events)); }

    QByteArray value(const QByteArray &sql) const { return queryValue(url, sql); }
    qint64 number(const QByteArray &sql) const { return value(sql).toLongLong(); }

    template <typename T>
    static T need(DbResult<T> result)
    {
        if (!result)
            qFatal("%s %s", result.error().sqlState.c_str(), qPrintable(result.error().message));
        if constexpr (!std::is_void_v<T>)
            return std::move(*result);
    }

private:
    KeyedHash prepare()
    {
        need(connection.open());
        need(migrate(connection));
        return need(KeyedHash::load(connection));
    }

    BatchWriter m_writer;
};

}

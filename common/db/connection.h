#pragma once

#include "common/db/dberror.h"
#include "common/db/params.h"
#include "common/wakeup.h"

#include <QByteArray>
#include <QSqlDatabase>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>

struct pg_conn;
struct pg_result;

namespace footfall {

// The rows of an answer. Values come as PostgreSQL's text, from each() in its binary format.
class Rows {
public:
    explicit Rows(pg_result *result);

    int count() const;
    bool isNull(int row, int column) const;
    std::string_view text(int row, int column) const; // its bytes, valid as long as the Rows
    QString string(int row, int column) const;
    std::int64_t number(int row, int column) const; // 0 for NULL

private:
    struct Clear {
        void operator()(pg_result *result) const;
    };
    std::unique_ptr<pg_result, Clear> m_result;
};

// For a Connection that only asks, and does not wait for ever.
inline constexpr char readOnlySession[] = "-c statement_timeout=5000 -c default_transaction_read_only=on";

// One connection to PostgreSQL, opened by QPSQL; statements go by libpq on its handle, since
// QPSQL's own are text only and cannot COPY. Belongs to the thread that calls open(). It
// never reconnects by itself: after an error without an SQLSTATE, open() again.
class Connection {
public:
    // `url`: a libpq connection string, either form. `options` as in PGOPTIONS, e.g.
    // "-c statement_timeout=5000".
    explicit Connection(QString url, QString options = {});
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    // Closes first if it is open. Waits at most 5 s for the server to answer.
    DbResult<void> open();
    void close();
    bool isOpen() const;

    // Runs sql/queries/*/<name>.sql, prepared on first use.
    DbResult<Rows> run(const char *name, const Params &params = {});

    // The same for an answer that may be large: a row at a time, as row 0, in binary. After an
    // error it is not known which rows there would have been.
    DbResult<void> each(const char *name, const Params &params, const std::function<void(const Rows &)> &take);

    // Runs SQL text of one or more statements: BEGIN, a migration.
    DbResult<void> execute(const QByteArray &sql);

    // COPY ... FROM STDIN (FORMAT binary): the statement of that name, then `tuples`, which
    // come without header and trailer.
    DbResult<void> copyIn(const char *name, std::string_view tuples);

    // The same of more than is to be in memory at once: calls for the next tuples until they are empty.
    DbResult<void> copyIn(const char *name, const std::function<std::string()> &nextTuples);

    // From now on what run() and each() wait for is cancelled once `stop` is requested, by whatever
    // thread; it fails with SQLSTATE 57014.
    void cancelOn(const std::stop_token &stop);

private:
    pg_result *nextResult();
    pg_result *onlyResult(int isSent);
    void cancel();
    DbError lastError(pg_result *result = nullptr);
    DbResult<void> prepare(const char *name, const Params &params);

    QString m_url;
    QString m_options;
    QString m_name; // Qt keeps connections by name
    pg_conn *m_handle = nullptr; // owned by the QSqlDatabase
    std::set<std::string> m_prepared;
    Wakeup m_wakeup; // of the stop below
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

}

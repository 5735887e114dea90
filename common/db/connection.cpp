#include "common/db/connection.h"

#include "common/db/databaseoption.h"
#include "common/db/statement.h"

#include <QDebug>
#include <QSqlDriver>
#include <QSqlError>
#include <QUuid>
#include <QVariant>
#include <QtEndian>

#include <libpq-fe.h>

#include <charconv>
#include <poll.h>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

// A dead peer is noticed within half a minute, whatever the system's defaults are.
constexpr char connectOptions[] = "connect_timeout=5 keepalives_idle=10 keepalives_interval=5 keepalives_count=3"
                                  " tcp_user_timeout=30000 client_encoding=UTF8";

// synchronous_commit: a managed database may default it off, and a commit that can be lost
// after its acknowledgement is a lost event.
constexpr char sessionSettings[] = "SET synchronous_commit = on; SET timezone = 'UTC'; SET jit = off; SET client_min_messages = warning";

constexpr int asText = 0, asBinary = 1; // libpq's formats

QString quoted(QString value)
{
    value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + value + u'\'';
}

// A statement's values as libpq takes them: they point into the Params.
struct Values {
    explicit Values(const Params &params)
        : formats(params.values().size(), asBinary)
    {
        for (const std::string &value : params.values()) {
            bytes.push_back(value.data());
            lengths.push_back(int(value.size()));
        }
    }
    int count() const { return int(bytes.size()); }

    std::vector<const char *> bytes;
    std::vector<int> lengths;
    std::vector<int> formats;
};

struct FreeOptions {
    void operator()(PQconninfoOption *options) const { PQconninfoFree(options); }
};

}

Rows::Rows(pg_result *result)
    : m_result(result)
{
}

void Rows::Clear::operator()(pg_result *result) const
{
    PQclear(result);
}

int Rows::count() const
{
    return PQntuples(m_result.get());
}

bool Rows::isNull(int row, int column) const
{
    return PQgetisnull(m_result.get(), row, column);
}

std::string_view Rows::text(int row, int column) const
{
    return {PQgetvalue(m_result.get(), row, column), std::size_t(PQgetlength(m_result.get(), row, column))};
}

QString Rows::string(int row, int column) const
{
    const std::string_view bytes = text(row, column);
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

std::int64_t Rows::number(int row, int column) const
{
    const std::string_view bytes = text(row, column);
    if (PQfformat(m_result.get(), column) == asBinary) {
        if (bytes.size() == 8)
            return qFromBigEndian<std::int64_t>(bytes.data());
        return bytes.size() == 4 ? qFromBigEndian<std::int32_t>(bytes.data()) : 0;
    }
    std::int64_t value = 0;
    std::from_chars(bytes.data(), bytes.data() + bytes.size(), value);
    return value;
}

Connection::Connection(QString url, QString options)
    : m_url(std::move(url))
    , m_options(std::move(options))
    , m_name(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

Connection::~Connection()
{
    close();
}

DbResult<void> Connection::open()
{
    close();
    if (const QString why = databaseComplaint(m_url, false); !why.isEmpty())
        return tl::unexpected(DbError {{}, u"--database: "_s + why});
    // QPSQL has no way to take a connection string whole: take it apart, hand it the parts.
    const std::unique_ptr<PQconninfoOption, FreeOptions> parts(
        PQconninfoParse(m_url.toUtf8().constData(), nullptr));
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QPSQL"_s, m_name);
    QString rest = QString::fromLatin1(connectOptions);
    for (const PQconninfoOption *part = parts.get(); part->keyword; ++part) {
        if (!part->val)
            continue;
        const QByteArray keyword(part->keyword);
        const QString value = QString::fromUtf8(part->val);
        if (keyword == "host")
            database.setHostName(value);
        else if (keyword == "dbname")
            database.setDatabaseName(value);
        else if (keyword == "user")
            database.setUserName(value);
        else if (keyword == "password")
            database.setPassword(value);
        else
            rest += u' ' + QString::fromUtf8(keyword) + u'=' + quoted(value); // port too: it may be a list
    }
    if (!m_options.isEmpty())
        rest += u" options="_s + quoted(m_options);
    database.setConnectOptions(rest);
    if (!database.open())
        return tl::unexpected(DbError {{}, withoutSecrets(database.lastError().text().trimmed(), m_url)});
    const QVariant handle = database.driver()->handle();
    // The typedef's name or its struct's, as the build of Qt has it.
    if (const QByteArrayView type = handle.typeName(); type != "PGconn*" && type != "pg_conn*")
        qFatal("QPSQL's handle is a %s", handle.typeName());
    m_handle = *static_cast<PGconn *const *>(handle.data());
    return execute(sessionSettings);
}

void Connection::close()
{
    m_handle = nullptr;
    m_prepared.clear();
    if (QSqlDatabase::contains(m_name))
        QSqlDatabase::removeDatabase(m_name);
}

bool Connection::isOpen() const
{
    return m_handle && PQstatus(m_handle) == CONNECTION_OK;
}

DbError Connection::lastError(pg_result *result)
{
    DbError error;
    if (result) {
        if (const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE))
            error.sqlState = state;
        error.message = QString::fromUtf8(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
        PQclear(result);
    }
    if (error.message.isEmpty())
        error.message = m_handle ? QString::fromUtf8(PQerrorMessage(m_handle)).trimmed() : u"not connected"_s;
    // A server that is going down says so with a state of class 57; what counts is that the
    // connection is gone.
    if (!isOpen())
        error.sqlState.clear();
    return error;
}

DbResult<void> Connection::prepare(const char *name, const Params &params)
{
    if (!isOpen())
        return tl::unexpected(lastError());
    if (m_prepared.contains(name))
        return {};
    PGresult *prepared = onlyResult(PQsendPrepare(
        m_handle, name, statement(name).constData(), int(params.types().size()), params.types().data()));
    if (PQresultStatus(prepared) != PGRES_COMMAND_OK)
        return tl::unexpected(lastError(prepared));
    PQclear(prepared);
    m_prepared.insert(name);
    return {};
}

void Connection::cancelOn(const std::stop_token &stop)
{
    m_onStop.reset();
    m_wakeup.clear();
    m_onStop.emplace(stop, [this] { m_wakeup.wake(); });
}

// PQgetResult(), which cancels the statement meanwhile if nobody wants it any more.
PGresult *Connection::nextResult()
{
    bool isCancelled = !m_onStop;
    while (isOpen() && PQisBusy(m_handle)) {
        pollfd waits[] = {{PQsocket(m_handle), POLLIN, 0}, {isCancelled ? -1 : m_wakeup.fd(), POLLIN, 0}};
        if (poll(waits, 2, -1) < 0)
            continue; // a signal
        if (waits[1].revents != 0) {
            isCancelled = true;
            cancel();
        }
        if (waits[0].revents != 0 && !PQconsumeInput(m_handle))
            break; // PQgetResult() says why
    }
    return PQgetResult(m_handle);
}

// Of what was just sent; null if it could not be.
PGresult *Connection::onlyResult(int isSent)
{
    if (!isSent)
        return nullptr;
    PGresult *result = nextResult();
    while (PGresult *more = PQgetResult(m_handle)) // a connection that is lost may say so twice
        PQclear(std::exchange(result, more));
    return result;
}

void Connection::cancel()
{
    PGcancel *request = PQgetCancel(m_handle);
    char why[256] = {};
    if (request && !PQcancel(request, why, sizeof why))
        qWarning("PostgreSQL: a query cannot be cancelled: %s", why);
    PQfreeCancel(request);
}

DbResult<Rows> Connection::run(const char *name, const Params &params)
{
    if (auto prepared = prepare(name, params); !prepared)
        return tl::unexpected(prepared.error());
    const Values values(params);
    PGresult *result = onlyResult(PQsendQueryPrepared(m_handle, name, values.count(), values.bytes.data(),
        values.lengths.data(), values.formats.data(), asText));
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        return tl::unexpected(lastError(result));
    return Rows(result);
}

DbResult<void> Connection::each(const char *name, const Params &params, const std::function<void(const Rows &)> &take)
{
    if (auto prepared = prepare(name, params); !prepared)
        return prepared;
    const Values values(params);
    if (!PQsendQueryPrepared(m_handle, name, values.count(), values.bytes.data(), values.lengths.data(),
            values.formats.data(), asBinary))
        return tl::unexpected(lastError());
    PQsetSingleRowMode(m_handle);
    DbResult<void> outcome;
    while (PGresult *result = nextResult()) {
        const ExecStatusType status = PQresultStatus(result);
        if (status == PGRES_SINGLE_TUPLE)
            take(Rows(result));
        else if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
            PQclear(result);
        else
            outcome = tl::unexpected(lastError(result));
    }
    return outcome;
}

DbResult<void> Connection::execute(const QByteArray &sql)
{
    if (!isOpen())
        return tl::unexpected(lastError());
    PGresult *result = PQexec(m_handle, sql.constData());
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        return tl::unexpected(lastError(result));
    PQclear(result);
    return {};
}

DbResult<void> Connection::copyIn(const char *name, std::string_view tuples)
{
    constexpr std::size_t piece = 1 << 20;
    return copyIn(name, [&] {
        const std::string_view next = tuples.substr(0, piece);
        tuples.remove_prefix(next.size());
        return std::string(next);
    });
}

DbResult<void> Connection::copyIn(const char *name, const std::function<std::string()> &nextTuples)
{
    if (!isOpen())
        return tl::unexpected(lastError());
    PGresult *started = PQexec(m_handle, statement(name).constData());
    if (PQresultStatus(started) != PGRES_COPY_IN)
        return tl::unexpected(lastError(started));
    PQclear(started);

    static constexpr char header[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0"; // signature, flags, no extension
    bool sent = PQputCopyData(m_handle, header, 19) == 1;
    while (sent) {
        const std::string tuples = nextTuples();
        if (tuples.empty())
            break;
        sent = PQputCopyData(m_handle, tuples.data(), int(tuples.size())) == 1;
    }
    sent = sent && PQputCopyData(m_handle, "\377\377", 2) == 1; // the trailer: -1 fields
    PQputCopyEnd(m_handle, sent ? nullptr : "the client could not send");

    DbResult<void> outcome;
    while (PGresult *result = PQgetResult(m_handle)) {
        if (PQresultStatus(result) != PGRES_COMMAND_OK && outcome)
            outcome = tl::unexpected(lastError(result));
        else
            PQclear(result);
        if (!isOpen())
            break;
    }
    if (!sent && outcome)
        outcome = tl::unexpected(lastError());
    return outcome;
}

}

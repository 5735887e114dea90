#include "cli/privatepostgres.h"

#include "cli/leash.h"
#include "cli/processes.h"
#include "cli/smallfile.h"

#include <libpq-fe.h>

#include <QDir>

#include <fcntl.h>
#include <memory>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall::cli {

namespace {

using PgConnection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

// For two cores and a laptop's memory. Durability is what the promises rest on.
constexpr auto settings = R"(# Written at each start by footfall up. Settings of your own: ALTER SYSTEM.
listen_addresses = ''
unix_socket_directories = '%1'
port = 5432
timezone = 'UTC'
log_timezone = 'UTC'
log_destination = 'stderr'
log_line_prefix = '%m [%p] '
fsync = on
full_page_writes = on
synchronous_commit = on
shared_buffers = 256MB
max_wal_size = 2GB
wal_compression = on
checkpoint_timeout = 15min
jit = off
)";

// A rename lasts only when its folder is on disk too.
void syncFolder(const QString &path)
{
    const int fd = open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

QString quoted(const QString &name)
{
    return u'"' + name + u'"';
}

}

PrivatePostgres::PrivatePostgres(const DataDirectory &directory, Identity identity, QString programs, QString sockets)
    : m_directory(directory)
    , m_identity(std::move(identity))
    , m_programs(std::move(programs))
    , m_sockets(std::move(sockets))
{
}

Result<void> PrivatePostgres::prepare() const
{
    if (!QFile::exists(m_directory.cluster() + u"/PG_VERSION"_s)) {
        if (auto created = createCluster(); !created)
            return created;
    }
    return writeSettings();
}

Result<void> PrivatePostgres::createCluster() const
{
    // Made under another name: a cluster that is there is a whole one.
    const QString fresh = m_directory.cluster() + u".new"_s;
    if (auto gone = killAndWait(processesIn(fresh, {u"postgres"_s, u"initdb"_s})); !gone)
        return gone;
    QDir(fresh).removeRecursively();
    if (auto made = makeFolder(fresh, 0700, m_identity.uid, m_identity.gid); !made)
        return made;

    QProcess initdb;
    initdb.setWorkingDirectory(m_directory.path());
    initdb.setProcessChannelMode(QProcess::MergedChannels);
    initdb.setChildProcessModifier(leash(m_identity, SIGKILL));
    // Without an encoding an empty environment would give SQL_ASCII.
    initdb.start(m_programs + u"/initdb"_s,
        {u"-D"_s, fresh, u"-U"_s, u"footfall"_s, u"-E"_s, u"UTF8"_s, u"--locale=C.UTF-8"_s, u"--auth-local=peer"_s,
            u"--auth-host=reject"_s});
    initdb.waitForFinished(-1);
    if (initdb.exitStatus() != QProcess::NormalExit || initdb.exitCode() != 0 || initdb.error() == QProcess::FailedToStart)
        return failed(u"initdb failed: %1"_s.arg(QString::fromUtf8(initdb.readAll().trimmed())));

    if (!QDir().rename(fresh, m_directory.cluster()))
        return failed(u"%1 is in the way of a new PostgreSQL cluster"_s.arg(m_directory.cluster()));
    syncFolder(m_directory.path());
    return {};
}

Result<void> PrivatePostgres::writeSettings() const
{
    // In run/, not in the cluster: root does not write in folders that others own.
    QString users;
    for (const QString &role : {superuser, workerRole, statsRole}) {
        users += u"footfall %1 %2\n"_s.arg(quoted(m_identity.name), role);
        if (geteuid() == 0)
            users += u"footfall root %1\n"_s.arg(role);
    }
    return writeSmallFile(m_directory.run(u"postgresql.conf"_s), QString::fromLatin1(settings).arg(m_sockets).toUtf8())
        .and_then([&] {
            return writeSmallFile(m_directory.run(u"pg_hba.conf"_s), "local all all peer map=footfall\n");
        })
        .and_then([&] { return writeSmallFile(m_directory.run(u"pg_ident.conf"_s), users.toLocal8Bit()); });
}

Result<void> PrivatePostgres::clearLeftovers() const
{
    if (auto gone = killAndWait(processesIn(m_directory.cluster(), {u"postgres"_s, u"postmaster"_s})); !gone)
        return gone;
    QFile::remove(m_directory.cluster() + u"/postmaster.pid"_s);
    QFile::remove(m_sockets + u"/.s.PGSQL.5432.lock"_s);
    return {};
}

Child::Plan PrivatePostgres::plan() const
{
    const auto setting = [this](const QString &name, const QString &file) {
        return QStringList {u"-c"_s, name + u'=' + m_directory.run(file)};
    };
    return {
        .name = u"postgres"_s,
        .program = m_programs + u"/postgres"_s,
        .arguments = QStringList {u"-D"_s, m_directory.cluster()} + setting(u"config_file"_s, u"postgresql.conf"_s)
            + setting(u"hba_file"_s, u"pg_hba.conf"_s) + setting(u"ident_file"_s, u"pg_ident.conf"_s),
        .identity = m_identity,
        .stopSignal = SIGINT, // fast shutdown: does not wait for its clients
        .deathSignal = SIGQUIT, // immediate shutdown, which takes its backends along; SIGKILL would not
        .stopDeadline = 30s,
        .beforeStart = [this] { return clearLeftovers(); },
    };
}

bool PrivatePostgres::isReady() const
{
    if (!hasDatabase())
        return false;
    const auto right = putRolesRight(databaseUrl());
    if (!right)
        qWarning("%s", qUtf8Printable(right.error().message));
    return right.has_value();
}

bool PrivatePostgres::hasDatabase() const
{
    const QByteArray base = url(u"postgres"_s, superuser).toUtf8() + " connect_timeout=2";
    if (PQping(base.constData()) != PQPING_OK)
        return false;
    const PgConnection connection(PQconnectdb(base.constData()), &PQfinish);
    const Answer found(
        PQexec(connection.get(), "SELECT FROM pg_database WHERE datname = 'footfall'"), &PQclear);
    if (PQresultStatus(found.get()) == PGRES_TUPLES_OK && PQntuples(found.get()) == 1)
        return true;
    const Answer created(PQexec(connection.get(), "CREATE DATABASE footfall"), &PQclear);
    if (PQresultStatus(created.get()) == PGRES_COMMAND_OK)
        return true;
    qWarning("%s", PQerrorMessage(connection.get()));
    return false;
}

QString PrivatePostgres::databaseUrl(const QString &role) const
{
    return url(u"footfall"_s, role);
}

QString PrivatePostgres::url(const QString &database, const QString &role) const
{
    return u"host=%1 dbname=%2 user=%3"_s.arg(m_sockets, database, role);
}

}

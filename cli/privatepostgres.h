#pragma once

#include "cli/child.h"
#include "cli/databaseroles.h"
#include "cli/datadirectory.h"
#include "cli/identity.h"

#include <QString>

namespace footfall::cli {

// The PostgreSQL cluster in DIR/postgres: made when it is not there, reached by a socket only,
// with peer authentication: the user the children run as, and root, may be `footfall`, the
// superuser, and the roles of the children (databaseroles.h).
class PrivatePostgres {
public:
    // `programs`: the folder of initdb and postgres; `sockets`: see socketfolder.h.
    PrivatePostgres(const DataDirectory &directory, Identity identity, QString programs, QString sockets);

    // Makes the cluster if there is none (blocks for about a second) and writes its settings.
    Result<void> prepare() const;

    // What a start needs after a crash: kills the processes that still have the cluster open
    // (a busy one outlives a killed postmaster by 20 s) and removes the lock files, which
    // may name an innocent process by now.
    Result<void> clearLeftovers() const;

    Child::Plan plan() const;

    // Whether it accepts connections; makes the database the first time that it does, and puts
    // its roles right.
    bool isReady() const;

    // The libpq connection string of the database.
    QString databaseUrl(const QString &role = superuser) const;

private:
    Result<void> createCluster() const;
    Result<void> writeSettings() const;
    bool hasDatabase() const;
    QString url(const QString &database, const QString &role) const;

    const DataDirectory &m_directory;
    const Identity m_identity;
    const QString m_programs;
    const QString m_sockets;
};

}

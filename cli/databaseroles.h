#pragma once

#include "common/result.h"

#include <QString>

namespace footfall::cli {

// The roles of a database (sql/roles.sql). The superuser is there from initdb on.
inline const QString superuser = QStringLiteral("footfall");
inline const QString workerRole = QStringLiteral("footfall_worker"); // owns the tables, writes
inline const QString statsRole = QStringLiteral("footfall_stats"); // the server's: reads

// Makes these roles if they are not there, and gives the tables to the worker: a cluster of
// version 0.1.0 has neither. `url`: the superuser's connection string. Blocks; main thread.
Result<void> putRolesRight(const QString &url);

}

#pragma once

#include "cli/identity.h"
#include "common/result.h"

#include <QString>

namespace footfall::cli {

// Creates the folder that the sockets of this DIR live in, owned by `owner`, closed to all
// others, and returns its path. It is not in DIR because a socket's path has at most 107
// bytes, for PostgreSQL and ZeroMQ alike. Refuses what somebody else has put there.
Result<QString> makeSocketFolder(const QString &dataDirectory, const Identity &owner);

}

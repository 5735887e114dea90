#pragma once

#include "cli/datadirectory.h"
#include "cli/identity.h"

namespace footfall::cli {

// The folder that `identity` can run footfall-server and footfall-worker from: the one of the
// running program; DIR/bin, with copies, where that one is closed to this user, as a checkout
// under /root is. Fails if a program is missing.
Result<QString> findPrograms(const DataDirectory &directory, const Identity &identity);

}

#pragma once

#include "common/result.h"

#include <QStringList>

namespace footfall {

// Whether these are endpoints that a pipe may have: ipc://PATH, tcp://HOST:PORT; without keys
// the latter only on loopback, where no other machine can listen or speak. An error names
// `option`. A host name is no loopback address, whatever it may resolve to, but for localhost.
Result<void> checkEndpoints(const QString &option, const QStringList &endpoints, bool hasKeys);

}

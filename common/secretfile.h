#pragma once

#include "common/result.h"

#include <QByteArray>

namespace footfall {

// The content of a file that keeps a secret (a token, a key), at most 64 KiB of it. Invalid,
// and names the rule, if it cannot be read or if everybody else can: its owner and its group
// may, since a service often runs as neither its owner nor root.
Result<QByteArray> readSecretFile(const QString &path);

}

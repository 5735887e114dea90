#pragma once

#include "common/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace footfall::cli {

// The processes whose name (as the kernel keeps it: 15 bytes) is one of `names` and whose
// working folder is `folder`. A name alone or a pid from a file could be an innocent's.
QList<qint64> processesIn(const QString &folder, const QStringList &names);

// kill -9, then waits until they are gone. Fails if one outlives it by 10 s (stuck in the disk).
Result<void> killAndWait(const QList<qint64> &pids);

// The kernel's name for a living process; empty if there is none (or a zombie).
QString processName(qint64 pid);

}

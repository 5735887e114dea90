#pragma once

#include "common/result.h"

#include <QByteArray>
#include <QString>

namespace footfall::cli {

// Writes the whole file, readable by all, in one step: a reader sees the old or the new one.
Result<void> writeSmallFile(const QString &path, const QByteArray &content);

}

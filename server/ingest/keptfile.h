#pragma once

#include "common/result.h"

#include <QByteArray>

#include <optional>

namespace footfall::server {

// What ingest keeps in the spool's folder of what PostgreSQL has told it, for a start while that is
// away.

// The file's content; nullopt: it is not there. An error does not name it.
Result<std::optional<QByteArray>> readKept(const QString &path);

// Replaces it whole: written under another name, synced, renamed. An error names the file.
enum class KeptFor { Everybody, OwnerAlone };
Result<void> writeKept(const QString &path, const QByteArray &content, KeptFor readers = KeptFor::Everybody);

}

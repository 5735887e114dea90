#pragma once

#include "server/spool/spoolstore.h"

#include <QString>

namespace footfall::server {

// Every frame of the spool in this folder, which may be in use.
std::vector<SpoolReader::Row> rowsIn(const QString &folder);

// Copies a spool's files as they are just now: what a kill -9 would leave.
void copyFiles(const QString &from, const QString &to);

}

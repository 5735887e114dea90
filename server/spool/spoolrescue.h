#pragma once

#include "common/timestamp.h"
#include "server/spool/sqlite.h"

namespace footfall::server {

// A spool that is damaged goes no further: it is set aside as it is, in a folder beside the new
// one, and every frame of it that can be read goes on under its own name, so that the ledger
// still knows it. In two steps, for the spool's thread, while it holds the lock on the folder;
// each is done again at the next start if a kill cuts it short.

// Moves spool.db and its log into `folder`/rescue if SQLite or the log's checksums find them
// damaged. Reads all of both (2 GiB in 0.7 s from the page cache). An error, with nothing
// touched: they cannot be read for another reason.
Result<void> setDamagedAside(const QString &folder);

// Copies what can be read in `folder`/rescue, if that is there, into the new spool, and gives the
// folder its final name. Says how much it was.
Result<void> takeOverRescued(const QString &folder, Sqlite &spool, Clock clock);

// The folders that were set aside and that somebody has to look at (docs/operations.md).
QStringList damagedSpools(const QString &folder);

}

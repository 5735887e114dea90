#pragma once

#include <QString>

namespace footfall::server {

// What is wrong with an SQLite log (spool.db-wal) that nobody has open; empty: nothing, or there
// is none. Format: https://www.sqlite.org/fileformat2.html#walformat
//
// SQLite reads a log up to the first frame whose checksum is wrong and takes that for its end:
// right after a crash, when what follows was never synced; but if a byte has rotted in the
// middle, it drops all commits behind it without a word. Each frame carries the checksum of all
// before it, so the ones behind can still be told from leftovers, and a commit among them tells
// of a log that was once longer. A log whose end is missing cannot be told from a shorter one.
QString damageInLog(const QString &path);

}

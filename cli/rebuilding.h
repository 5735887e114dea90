#pragma once

#include "cli/days.h"
#include "common/db/connection.h"
#include "common/db/keyedhash.h"

#include <functional>

namespace footfall::cli {

// Makes the segments and figures of UTC days anew from `events`, a day in a transaction, while batches
// are written all along and nobody waits.
//
// One connection reads a day in one snapshot: its events, the keys of its segments and its figures. The
// other deletes just these segments, writes those of the events, and adds to the figures what the events
// have more. A batch commits its events, segments and figures together: what is not in the snapshot is
// not in the events that were read either, and stays as the batch wrote it. Merges are kept out, since
// they move events of the snapshot into segments that are not in it. What the compactor keeps of the day and
// its month goes: it is made anew.
class Rebuilding {
public:
    struct Outcome {
        std::int64_t days = 0;
        std::int64_t events = 0;
    };
    using Say = std::function<void(const QString &line)>; // how far it is, a line a day

    // `databaseUrl`: as a role that may write all of this.
    Rebuilding(const QString &databaseUrl, Say say);

    // Blocks, for some seconds a million events. What is done before an error stays.
    DbResult<Outcome> run(Days days);

private:
    DbResult<std::int64_t> rebuild(std::int32_t day, const KeyedHash &hash);

    Connection m_reading;
    Connection m_writing;
    Say m_say;
};

}

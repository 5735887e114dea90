#pragma once

#include "cli/days.h"
#include "common/db/connection.h"

#include <functional>

namespace footfall::cli {

// Recomputes from `events` what is stored about a range of UTC days and compares it, in one snapshot, so that a system at work is no difference. Writes only temporary tables, which
// go with the connection: one Verification a connection. Blocks, for minutes if there is much.
class Verification {
public:
    struct Outcome {
        std::int64_t days = 0; // that have events
        std::int64_t events = 0;
        int tables = 0; // compared
        std::int64_t differences = 0;
    };
    // Takes what a person should read, a line each, as it is found: differences, at most 100 a
    // table, and what could not be verified.
    using Say = std::function<void(const QString &line)>;

    Verification(Connection &connection, Say say);
    DbResult<Outcome> run(Days days);

private:
    struct Range {
        Days days; // that events holds
        bool isWhole; // nothing was ever counted outside of it
    };
    DbResult<Range> heldBy(Days asked);
    DbResult<void> gather(const Params &days);
    DbResult<std::int64_t> compare(const char *table, const Params &days);

    Connection &m_connection;
    Say m_say;
};

}

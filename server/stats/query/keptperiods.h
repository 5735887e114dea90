#pragma once

#include "common/db/connection.h"
#include "common/timestamp.h"

#include <QByteArray>

#include <optional>
#include <string>
#include <vector>

namespace footfall::server {

// The days on which a site has events, and which of them and of the months between are kept with all their
// events (docs/protocol.md, "Ended days and months").
struct KeptPeriods {
    struct Kept {
        Timestamp madeAt; // what is kept of the period is the same as long as this is
        std::int64_t users;
    };
    struct Day {
        std::int32_t day; // since 1970, UTC
        std::int64_t views, events, bots;
        std::optional<Kept> kept;
    };
    struct Month {
        std::int32_t first, past; // days
        Kept kept;
    };

    std::vector<Day> days; // ascending
    std::vector<Month> months; // likewise; those that lie within the days asked for

    // From `first` to `last`, of the snapshot that the connection reads. A row for each day.
    static DbResult<KeptPeriods> read(Connection &connection, const std::string &site, std::int32_t first, std::int32_t last);
};

// The time from one moment to before another, taken apart into what is kept and what is not.
struct PeriodSplit {
    enum class Kind { Month, Day, PartOfDay };
    struct Kept {
        Kind kind;
        Timestamp begin, end;
        KeptPeriods::Kept period; // of all of the month or day
    };
    struct Time {
        Timestamp begin, end;
    };

    std::vector<Kept> kept; // of parts of a day, only segments say who was there
    std::vector<Time> open; // days, and parts of them, of which nothing is kept
    std::int64_t views = 0, events = 0, bots = 0; // of whole months and days in `kept`

    // Days without events are in neither.
    static PeriodSplit of(const KeptPeriods &periods, Timestamp begin, Timestamp end);

    // Whether it is just one kept month or day.
    bool isOnePeriod() const { return open.empty() && kept.size() == 1 && kept.front().kind != Kind::PartOfDay; }

    std::vector<Time> keptParts() const; // the parts of days in `kept`

    // Of what is kept: the key of whatever is made of it, and, of whole periods, the first parameters of the
    // statements that read them: the site, the names and the starts.
    QByteArray keptKey(char letter, const std::string &site) const;
    Params wholeParams(const std::string &site) const;
};

}

#pragma once

#include "common/result.h"
#include "common/timestamp.h"

#include <QString>

#include <array>
#include <map>
#include <mutex>
#include <optional>

namespace footfall::server {

// The random salts that visitors without cookies are known by: one for each UTC day, a week ahead.
// All servers of an installation share those of PostgreSQL, which ingest never waits for: here
// are the last ones seen, in memory and in salts.json in the spool's folder; and, for days that
// nobody has given any for, some of this server's own. A day that has begun keeps the salt that
// it has. What has been over for a day is forgotten, here and in the file. Any thread may ask.
class VisitorSalts {
public:
    using Salt = std::array<unsigned char, 32>;
    using ByDay = std::map<std::int32_t, Salt>; // utcDay()

    static constexpr std::int32_t daysAhead = 7;

    explicit VisitorSalts(const QString &folder);

    // nullopt only for days that renew() was not called for.
    std::optional<Salt> of(std::int32_t day) const;

    // Makes the week from `now` on complete: with those of `shared`, PostgreSQL's, where the day has
    // not begun or has none, else with new ones. An error is about the file only, and the next call
    // tries again.
    Result<void> renew(Timestamp now, const ByDay &shared = {});

private:
    const QString m_path;
    std::mutex m_renewing; // one renew() at a time; who holds it may read m_salts
    mutable std::mutex m_mutex; // of m_salts, and never held while the disk is waited for
    ByDay m_salts;
    bool m_isKept = false; // m_salts are what the file says; renew()'s
};

}

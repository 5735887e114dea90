#pragma once

#include "common/db/connection.h"
#include "server/stats/query/valuecounts.h"
#include "server/stats/rangequestion.h"

namespace footfall::server {

// What other tools have counted of a site, by their exports. They know whole days: one is that
// calendar day in whatever zone is asked for. Their page views are added to the answers' own; their
// visitors are sums of days or pages, which are never added to exact users.
struct Imported {
    std::int64_t views = 0;
    std::int64_t visitors = 0;

    void add(const Imported &other);
};

struct ImportedDay {
    QDate day;
    Imported figures;
};

// The days that have some, in order. In the thread of the connection, as all of these.
DbResult<std::vector<ImportedDay>> importedDays(Connection &connection, const std::string &site, const DayRange &days);

// Of all those days; nullopt if there are none.
DbResult<std::optional<Imported>> importedSum(Connection &connection, const std::string &site, const DayRange &days);

// Adds their views to those of a dimension's values; `search` as in Ranking::Part. Of all that are added.
DbResult<std::optional<Imported>> addImportedValues(Connection &connection, const std::string &site,
    const std::string &dimension, const DayRange &days, const std::string &search, ValueCounts &values);

// ,"imported":{"views":1,"visitors":1} if there is something.
void appendImported(std::string &json, const std::optional<Imported> &imported);

// Days as PostgreSQL knows them.
pgbinary::Day dateOf(QDate day);
QDate dayOf(std::int64_t since1970);

}

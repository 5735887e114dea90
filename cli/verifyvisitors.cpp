#include "cli/verifyvisitors.h"

#include "common/db/keyedhash.h"

namespace footfall::cli {

namespace {

constexpr char fieldCount[] = "\0\x05"; // as int16

std::string copyTuples(const Rows &visits, const KeyedHash &hash)
{
    std::string out;
    for (int row = 0; row < visits.count(); ++row) {
        const std::string_view site = visits.text(row, 0);
        out.append(fieldCount, 2);
        pgbinary::appendField(out, site);
        pgbinary::appendField(out, pgbinary::Day {std::int32_t(visits.number(row, 2))});
        pgbinary::appendField(out, hash.user(site, visits.text(row, 1)));
        pgbinary::appendField(out, pgbinary::slots(visits.text(row, 3)));
        pgbinary::appendField(out, std::int32_t(visits.number(row, 4)));
    }
    return out;
}

}

DbResult<void> gatherVisitors(Connection &connection, const Params &days)
{
    const auto hash = KeyedHash::load(connection);
    if (!hash)
        return tl::unexpected(hash.error());
    if (auto opened = connection.run("verify_visits", days); !opened)
        return tl::unexpected(opened.error());
    for (;;) {
        const auto visits = connection.run("verify_fetch_visits");
        if (!visits)
            return tl::unexpected(visits.error());
        if (visits->count() == 0)
            return {};
        if (auto copied = connection.copyIn("verify_copy_visitors", copyTuples(*visits, *hash)); !copied)
            return copied;
    }
}

}

#include "worker/propdimensions.h"

#include "common/db/transaction.h"

#include <algorithm>

namespace footfall::worker {

DbResult<void> setPropDimensions(Connection &connection, const std::vector<std::string> &names, const Clock &clock)
{
    const auto present = propDimensions(connection);
    if (!present)
        return tl::unexpected(present.error());
    std::vector<std::string> wanted = names;
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    if (*present == wanted)
        return {};

    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    Params params;
    params.addArray(wanted, [](const std::string &name) { return std::string_view(name); });
    return outcomeOf(connection.run("lock_prop_dimensions"))
        .and_then([&] { return outcomeOf(connection.run("forget_prop_dimensions", params)); })
        .and_then([&] { return outcomeOf(connection.run("set_prop_dimensions", params.add(pgbinary::Time {clock()}))); })
        .and_then([&] { return transaction->commit(); });
}

}

#include "worker/database/importcounts.h"

#include <map>
#include <string_view>
#include <utility>

namespace footfall::worker {

DbResult<void> countImports(Connection &connection, std::span<const PackedEvent> sent,
    std::span<const PackedEvent> kept, std::span<const PackedEvent> rejected, Timestamp now)
{
    struct Counts {
        std::int64_t sent = 0, kept = 0, rejected = 0;
    };
    std::map<std::pair<std::string_view, std::string_view>, Counts> imports; // by id and site: sorted
    const auto count = [&](std::span<const PackedEvent> events, std::int64_t Counts::*member) {
        for (const PackedEvent event : events) {
            if (!event.importId().empty())
                ++(imports[{event.importId(), event.site()}].*member);
        }
    };
    count(sent, &Counts::sent);
    if (imports.empty())
        return {};
    count(kept, &Counts::kept);
    count(rejected, &Counts::rejected);
    const auto number = [](auto project) { return [=](const auto &entry) { return project(entry.second); }; };
    const auto added = connection.run("add_imports",
        Params()
            .addArray(imports, [](const auto &entry) { return pgbinary::uuid(entry.first.first); })
            .addArray(imports, [](const auto &entry) { return entry.first.second; })
            .addArray(imports, number([](const Counts &counts) { return counts.kept - counts.rejected; }))
            .addArray(imports, number([](const Counts &counts) { return counts.sent - counts.kept; }))
            .addArray(imports, number([](const Counts &counts) { return counts.rejected; }))
            .add(pgbinary::Time {now}));
    return added ? DbResult<void>() : tl::unexpected(added.error());
}

}

#include "server/stats/uniqueusers.h"

namespace footfall {

namespace {

// Some slots of each of some days, for one cover.
struct Part {
    std::int32_t cover; // its index
    std::int32_t firstDay, lastDay;
    pgbinary::Slots slots;
};

std::vector<Part> partsOf(std::span<const Cover> covers)
{
    pgbinary::Slots wholeDay;
    wholeDay.fill(0xff);
    std::vector<Part> parts;
    for (std::size_t i = 0; i < covers.size(); ++i) {
        const auto index = std::int32_t(i);
        for (const Timestamp month : covers[i].months)
            parts.push_back({index, utcDay(month), utcDay(startOfMonth(month + 31 * microsPerDay)) - 1, wholeDay});
        for (const Timestamp day : covers[i].days)
            parts.push_back({index, utcDay(day), utcDay(day), wholeDay});
        for (const Timestamp slot : covers[i].slots) {
            const std::int32_t day = utcDay(slot);
            const auto bit = std::size_t((slot - day * microsPerDay) / microsPerSlot);
            parts.push_back({index, day, day, {}});
            parts.back().slots[bit / 8] = std::uint8_t(0x80 >> bit % 8);
        }
    }
    return parts;
}

}

DbResult<std::int64_t> uniqueUsers(Connection &connection, const std::string &site, const Cover &cover)
{
    return uniqueUsers(connection, site, std::span(&cover, 1)).map([](const auto &counts) { return counts.front(); });
}

DbResult<std::vector<std::int64_t>> uniqueUsers(
    Connection &connection, const std::string &site, std::span<const Cover> covers)
{
    const std::vector<Part> parts = partsOf(covers);
    const auto rows = connection.run("unique_users",
        Params()
            .add(site)
            .addArray(parts, [](const Part &part) { return part.cover; })
            .addArray(parts, [](const Part &part) { return pgbinary::Day {part.firstDay}; })
            .addArray(parts, [](const Part &part) { return pgbinary::Day {part.lastDay}; })
            .addArray(parts, [](const Part &part) { return part.slots; }));
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<std::int64_t> counts(covers.size());
    for (int row = 0; row < rows->count(); ++row)
        counts[std::size_t(rows->number(row, 0))] = rows->number(row, 1);
    return counts;
}

}

#include "server/stats/uniqueusers.h"

#include "common/userset.h"

#include <algorithm>
#include <limits>
#include <optional>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

// A set of user_sets that a cover consists of.
struct Part {
    std::int32_t cover; // its index
    std::string_view period;
    Timestamp start;
};

// From the first slot to before the last one's end.
struct Range {
    Timestamp begin, end;
};

// A visitor in the news.
struct Visitor {
    std::int32_t day;
    std::int64_t user;
    std::optional<std::uint32_t> number; // none: in no set
    pgbinary::Slots slots;
};

std::vector<Part> partsOf(std::span<const Cover> covers)
{
    std::vector<Part> parts;
    for (std::size_t i = 0; i < covers.size(); ++i) {
        for (const Timestamp start : covers[i].months)
            parts.push_back({std::int32_t(i), "month", start});
        for (const Timestamp start : covers[i].days)
            parts.push_back({std::int32_t(i), "day", start});
        for (const Timestamp start : covers[i].slots)
            parts.push_back({std::int32_t(i), "slot", start});
    }
    return parts;
}

// Nothing: of length 0.
Range rangeOf(const Cover &cover)
{
    Range range {std::numeric_limits<Timestamp>::max(), 0};
    const auto extend = [&](const std::vector<Timestamp> &starts, auto end) {
        if (starts.empty())
            return;
        range.begin = std::min(range.begin, starts.front());
        range.end = std::max(range.end, end(starts.back()));
    };
    extend(cover.months, [](Timestamp start) { return startOfMonth(start + 31 * microsPerDay); });
    extend(cover.days, [](Timestamp start) { return start + microsPerDay; });
    extend(cover.slots, [](Timestamp start) { return start + microsPerSlot; });
    return range.begin < range.end ? range : Range {0, 0};
}

bool wasThere(const Visitor &visitor, const Range &range)
{
    const Timestamp day = visitor.day * microsPerDay;
    const Timestamp first = std::clamp((range.begin - day) / microsPerSlot, Timestamp(0), Timestamp(96));
    const Timestamp last = std::clamp((range.end - day) / microsPerSlot, Timestamp(0), Timestamp(96));
    for (Timestamp slot = first; slot < last; ++slot) {
        if (visitor.slots[std::size_t(slot / 8)] & 0x80 >> slot % 8)
            return true;
    }
    return false;
}

Visitor visitorOf(const Rows &rows)
{
    Visitor visitor {std::int32_t(rows.number(0, 2)), rows.number(0, 3), std::nullopt, {}};
    const std::string_view slots = rows.text(0, 4).substr(4); // behind the number of bits
    std::copy(slots.begin(), slots.end(), visitor.slots.begin());
    if (!rows.isNull(0, 5))
        visitor.number = std::uint32_t(rows.number(0, 5));
    return visitor;
}

// Those of the sets and of the news, each once. `news` are in the order of the days.
std::int64_t count(UserSet &users, const std::vector<Visitor> &news, const Range &range)
{
    std::vector<std::int64_t> withoutNumber;
    auto visitor = std::lower_bound(news.begin(), news.end(), utcDay(range.begin),
        [](const Visitor &one, std::int32_t day) { return one.day < day; });
    for (; visitor != news.end() && visitor->day * microsPerDay < range.end; ++visitor) {
        if (!wasThere(*visitor, range))
            continue;
        if (visitor->number)
            users.add(*visitor->number);
        else
            withoutNumber.push_back(visitor->user);
    }
    std::sort(withoutNumber.begin(), withoutNumber.end());
    const auto last = std::unique(withoutNumber.begin(), withoutNumber.end());
    return std::int64_t(users.size()) + (last - withoutNumber.begin());
}

}

DbResult<std::int64_t> uniqueUsers(Connection &connection, const std::string &site, const Cover &cover)
{
    return uniqueUsers(connection, site, std::span(&cover, 1)).map([](const auto &counts) { return counts.front(); });
}

DbResult<std::vector<std::int64_t>> uniqueUsers(
    Connection &connection, const std::string &site, std::span<const Cover> covers)
{
    std::vector<Range> ranges;
    Range whole {std::numeric_limits<Timestamp>::max(), 0};
    for (const Cover &cover : covers) {
        const Range &range = ranges.emplace_back(rangeOf(cover));
        if (range.begin < range.end)
            whole = {std::min(whole.begin, range.begin), std::max(whole.end, range.end)};
    }
    if (whole.begin > whole.end)
        return std::vector<std::int64_t>(covers.size());
    const std::vector<Part> parts = partsOf(covers);

    std::vector<std::int64_t> counts;
    std::vector<Visitor> news;
    UserSet users; // of the cover whose turn it is
    const auto finishBefore = [&](std::size_t cover) {
        for (; counts.size() < cover; users = UserSet())
            counts.push_back(count(users, news, ranges[counts.size()]));
    };
    bool isBroken = false;
    const auto read = connection.each("unique_users",
        Params()
            .add(site)
            .add(pgbinary::Day {utcDay(whole.begin)})
            .add(pgbinary::Day {utcDay(whole.end - 1)})
            .addArray(parts, [](const Part &part) { return part.cover; })
            .addArray(parts, [](const Part &part) { return part.period; })
            .addArray(parts, [](const Part &part) { return pgbinary::Time {part.start}; }),
        [&](const Rows &rows) {
            const std::int64_t cover = rows.number(0, 0);
            if (cover < 0) {
                news.push_back(visitorOf(rows));
                return;
            }
            finishBefore(std::size_t(cover));
            if (const auto set = UserSet::read(rows.text(0, 1)))
                users.add(*set);
            else
                isBroken = true;
        });
    if (!read)
        return tl::unexpected(read.error());
    if (isBroken)
        return tl::unexpected(DbError {"XX001", u"user_sets: not a set"_s}); // data_corrupted
    finishBefore(covers.size());
    return counts;
}

}

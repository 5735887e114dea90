#include "server/stats/ranking.h"

#include "server/stats/cover.h"
#include "server/stats/databasetime.h"
#include "server/stats/imported.h"
#include "server/stats/valuesums.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

// Above it, so many values are equal to the last one wanted that the first of them in byte order
// are found sooner by going through all values in that order than by looking up each.
constexpr std::size_t mostLookedUp = 500;

// Of which values of which site.
struct Values {
    Connection &connection;
    const std::string &site;
    const std::string &dimension;
    const Ranking::Part &part;

    Params params() const { return Params().add(site).add(dimension); }
};

// The last two parameters of those statements that add what was imported; without it, no day.
Params withImportedDays(Params params, const Values &values)
{
    static const DayRange none {QDate(1970, 1, 2), QDate(1970, 1, 1)};
    const DayRange days = values.part.imported.value_or(none);
    return params.add(dateOf(days.first)).add(dateOf(days.last));
}

tl::unexpected<DbError> broken()
{
    return tl::unexpected(DbError {"XX001", u"tallies: not of these values"_s}); // data_corrupted
}

// Those of the cover's periods that have a tally; what has none is left in the cover.
DbResult<std::optional<ValueSums>> addTallies(const Values &values, Cover &cover)
{
    std::optional<ValueSums> sums;
    bool isBroken = false;
    const Cover asked = cover;
    const auto read = values.connection.each("tallies",
        values.params().addArray(asked.months, day).addArray(asked.days, day).addArray(asked.slots, time), [&](const Rows &rows) {
            const std::string_view period = rows.text(0, 1);
            if (!sums)
                sums.emplace();
            isBroken = isBroken || !sums->addTally(rows.text(0, 3), std::size_t(rows.number(0, 0)));
            std::erase(period == "month" ? cover.months : period == "day" ? cover.days : cover.slots, rows.number(0, 2));
        });
    if (!read)
        return tl::unexpected(read.error());
    if (isBroken)
        return broken();
    return sums;
}

// Those of the rest, and of what is looked for alone.
DbResult<void> addRows(const Values &values, const Cover &cover, ValueSums &sums)
{
    if (!values.part.search.empty()) {
        const auto numbers = values.connection.run("numbers_of_values", values.params().add(values.part.search));
        if (!numbers)
            return tl::unexpected(numbers.error());
        std::vector<std::uint32_t> found;
        for (int row = 0; row < numbers->count(); ++row)
            found.push_back(std::uint32_t(numbers->number(row, 0)));
        sums.keepOnly(found);
    }
    if (cover.months.empty() && cover.days.empty() && cover.slots.empty() && !values.part.imported)
        return {};
    bool isBroken = false;
    const auto read = values.connection.each("numbered_sums",
        withImportedDays(values.params().add(values.part.search).addArray(cover.months, day).addArray(cover.days, day)
                            .addArray(cover.slots, time), values),
        [&](const Rows &rows) {
            const auto number = rows.isNull(0, 2) ? std::nullopt : std::optional(rows.number(0, 2));
            isBroken = isBroken || !sums.add(number, rows.text(0, 0), rows.number(0, 1));
        });
    if (read && isBroken)
        return broken();
    return read;
}

// Of many values with the same views, the first in byte order.
DbResult<void> findFirst(
    const Values &values, const ValueSums::First &first, std::vector<Ranking::Row> &rows)
{
    constexpr std::int64_t atATime = 1'000;
    std::string after; // no value is empty
    for (std::size_t needed = first.equalNeeded; needed > 0;) {
        const auto next = values.connection.run("values_after", values.params().add(after).add(atATime));
        if (!next)
            return tl::unexpected(next.error());
        for (int row = 0; row < next->count() && needed > 0; ++row) {
            after = next->text(row, 1);
            if (std::binary_search(first.equal.begin(), first.equal.end(), std::uint32_t(next->number(row, 0)))) {
                rows.push_back({after, first.atLeast});
                --needed;
            }
        }
        if (next->count() < atATime)
            break;
    }
    return {};
}

DbResult<void> lookUp(const Values &values, const ValueSums &sums, const std::vector<std::uint32_t> &numbers,
    std::vector<Ranking::Row> &rows)
{
    if (numbers.empty())
        return {};
    const auto number = [](std::uint32_t one) { return std::int32_t(one); };
    return values.connection.run("numbered_values", values.params().addArray(numbers, number)).map([&](const Rows &found) {
        for (int row = 0; row < found.count(); ++row)
            rows.push_back({std::string(found.text(row, 1)), sums.views(std::uint32_t(found.number(row, 0)))});
    });
}

DbResult<Ranking> rankingOf(const Values &values, const ValueSums &sums)
{
    const Ranking::Part &part = values.part;
    ValueSums::First first = sums.first(std::size_t(part.offset) + std::size_t(part.limit));
    std::vector<Ranking::Row> rows = std::move(first.texts);
    const bool isLookedUp = first.equal.size() <= mostLookedUp;
    if (isLookedUp)
        first.above.insert(first.above.end(), first.equal.begin(), first.equal.end());
    return lookUp(values, sums, first.above, rows)
        .and_then([&] { return isLookedUp ? DbResult<void>() : findFirst(values, first, rows); })
        .map([&] {
            std::sort(rows.begin(), rows.end(), [](const Ranking::Row &a, const Ranking::Row &b) {
                return a.views != b.views ? a.views > b.views : a.value < b.value;
            });
            rows.erase(rows.begin(), rows.begin() + std::ptrdiff_t(std::min(rows.size(), std::size_t(part.offset))));
            rows.resize(std::min(rows.size(), std::size_t(part.limit)));
            return Ranking {sums.total(), std::move(rows)};
        });
}

// Where values are few: PostgreSQL adds, sorts and cuts.
DbResult<Ranking> rankingOfRows(const Values &values, const Cover &cover)
{
    return values.connection
        .run("ranking",
            withImportedDays(values.params()
                .add(values.part.search)
                .add(std::int64_t(values.part.limit))
                .add(std::int64_t(values.part.offset))
                .addArray(cover.months, day)
                .addArray(cover.days, day)
                .addArray(cover.slots, time), values))
        .map([](const Rows &rows) {
            Ranking ranking;
            for (int row = 0; row < rows.count(); ++row) {
                ranking.total = rows.number(row, 0);
                if (!rows.isNull(row, 1))
                    ranking.rows.push_back({std::string(rows.text(row, 1)), rows.number(row, 2)});
            }
            return ranking;
        });
}

}

DbResult<Ranking> Ranking::of(Connection &connection, const std::string &site, const std::string &dimension,
    Timestamp begin, Timestamp end, const Part &part)
{
    const Values values {connection, site, dimension, part};
    Cover cover = Cover::of(begin, end);
    auto sums = addTallies(values, cover);
    if (!sums)
        return tl::unexpected(sums.error());
    if (!*sums)
        return rankingOfRows(values, cover);
    return addRows(values, cover, **sums).and_then([&] { return rankingOf(values, **sums); });
}

}

#include "worker/tallying.h"

#include "common/db/propdimensions.h"
#include "common/db/transaction.h"
#include "common/tally.h"

#include <algorithm>
#include <map>
#include <optional>

namespace footfall::worker {

namespace {

constexpr std::int64_t mostPeriods = 1'000; // at a time

struct TallyPeriod {
    std::string site;
    std::string name; // as in tallies
    std::int32_t first, past; // days
};

struct Value {
    std::string text; // only of one without a number
    std::optional<std::uint32_t> number;
    std::int64_t views;
};

struct Values {
    std::int64_t events = 0;
    std::map<std::string, std::vector<Value>> byDimension; // of large ones, in byte order of the values
};

DbResult<Values> read(Connection &connection, const TallyPeriod &period)
{
    Values values;
    const auto done = connection.each("values_to_tally",
        Params()
            .add(period.site)
            .add(period.name)
            .add(pgbinary::Day {period.first})
            .add(pgbinary::Day {period.past})
            .add(leastToTally),
        [&](const Rows &rows) {
            if (rows.isNull(0, 0)) {
                values.events = rows.number(0, 2);
                return;
            }
            Value value {{}, std::nullopt, rows.number(0, 2)};
            if (rows.isNull(0, 3))
                value.text = rows.text(0, 1);
            else
                value.number = std::uint32_t(rows.number(0, 3));
            values.byDimension[std::string(rows.text(0, 0))].push_back(std::move(value));
        });
    if (!done)
        return errorOf(done);
    return values;
}

DbResult<void> giveNumbers(
    Connection &connection, const std::string &site, const std::string &dimension, std::vector<Value> &values)
{
    std::vector<Value *> fresh;
    for (Value &value : values) {
        if (!value.number)
            fresh.push_back(&value);
    }
    if (fresh.empty())
        return {};
    const auto next = connection.run("next_value_number", Params().add(site).add(dimension));
    if (!next)
        return errorOf(next);
    auto number = std::uint32_t(next->number(0, 0));
    for (Value *value : fresh)
        value->number = number++;
    return connection
        .run("number_values",
            Params()
                .add(site)
                .add(dimension)
                .addArray(fresh, [](const Value *value) { return std::string_view(value->text); })
                .addArray(fresh, [](const Value *value) { return std::int32_t(*value->number); }))
        .map([](const Rows &) {});
}

struct Tally {
    Timestamp start;
    std::string dimension;
    std::int64_t events;
    std::string counts;
};

DbResult<void> put(Connection &connection, const std::string &site, std::string_view period, const std::vector<Tally> &tallies)
{
    return connection
        .run("put_tallies",
            Params()
                .add(site)
                .add(period)
                .addArray(tallies, [](const Tally &tally) { return pgbinary::Time {tally.start}; })
                .addArray(tallies, [](const Tally &tally) { return std::string_view(tally.dimension); })
                .addArray(tallies, [](const Tally &tally) { return tally.events; })
                .addArray(tallies, [](const Tally &tally) { return pgbinary::Bytea {tally.counts}; }))
        .map([](const Rows &) {});
}

std::string bytesOf(std::vector<Tallied> &counts)
{
    std::sort(counts.begin(), counts.end(), [](const Tallied &a, const Tallied &b) { return a.number < b.number; });
    return tallyBytes(counts);
}

// Those of a day that are large; `dimensions`: the day's large ones, whose values have numbers.
DbResult<void> tallySlots(Connection &connection, const TallyPeriod &day, const std::vector<std::string> &dimensions)
{
    std::vector<Tally> tallies;
    std::vector<Tallied> counts;
    bool isNumbered = true; // not if a batch has brought a new value since the day was read
    const auto finish = [&] {
        if (!tallies.empty())
            tallies.back().counts = bytesOf(counts);
        if (!isNumbered)
            tallies.pop_back();
        counts.clear();
        isNumbered = true;
    };
    const auto read = connection.each("slots_to_tally",
        Params()
            .add(day.site)
            .add(pgbinary::Time {day.first * microsPerDay})
            .add(pgbinary::Time {day.past * microsPerDay})
            .addArray(dimensions, [](const std::string &dimension) { return std::string_view(dimension); })
            .add(leastOfSlot),
        [&](const Rows &rows) {
            const Timestamp slot = rows.number(0, 0);
            const std::string_view dimension = rows.text(0, 1);
            if (tallies.empty() || tallies.back().start != slot || tallies.back().dimension != dimension) {
                finish();
                tallies.push_back({slot, std::string(dimension), rows.number(0, 2), {}});
            }
            isNumbered = isNumbered && !rows.isNull(0, 3);
            counts.push_back({std::uint32_t(rows.number(0, 3)), rows.number(0, 4)});
        });
    if (!read)
        return read;
    finish();
    return put(connection, day.site, "slot", tallies);
}

DbResult<void> tally(Connection &connection, const TallyPeriod &period)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return errorOf(transaction);
    // So that none of a prop is written once nobody counts it any more: whoever forgets one waits.
    if (const auto props = propDimensions(connection); !props)
        return errorOf(props);
    if (const auto locked = connection.run("lock_user_count", Params().add(period.site)); !locked)
        return errorOf(locked);
    auto values = read(connection, period);
    if (!values)
        return errorOf(values);
    const Timestamp start = period.first * microsPerDay;
    std::vector<Tally> tallies {{start, {}, values->events, {}}};
    std::vector<std::string> dimensions;
    for (auto &[dimension, ofDimension] : values->byDimension) {
        if (const auto given = giveNumbers(connection, period.site, dimension, ofDimension); !given)
            return given;
        std::vector<Tallied> counts;
        for (const Value &value : ofDimension)
            counts.push_back({*value.number, value.views});
        tallies.push_back({start, dimension, values->events, bytesOf(counts)});
        dimensions.push_back(dimension);
    }
    return put(connection, period.site, period.name, tallies)
        .and_then([&] {
            return dimensions.empty() || period.name != "day" ? DbResult<void>() : tallySlots(connection, period, dimensions);
        })
        .and_then([&] { return transaction->commit(); });
}

}

DbResult<bool> tallyEnded(Connection &connection, Timestamp since, Timestamp now, const std::stop_token &stop)
{
    const auto rows = connection.run("untallied",
        Params().add(pgbinary::Day {utcDay(since)}).add(pgbinary::Day {utcDay(now)}).add(mostPeriods));
    if (!rows)
        return errorOf(rows);
    for (int row = 0; row < rows->count() && !stop.stop_requested(); ++row) {
        const TallyPeriod period {std::string(rows->text(row, 0)), std::string(rows->text(row, 1)),
            std::int32_t(rows->number(row, 2)), std::int32_t(rows->number(row, 3))};
        if (const auto done = tally(connection, period); !done)
            return errorOf(done);
    }
    return rows->count() == mostPeriods;
}

}

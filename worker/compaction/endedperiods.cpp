#include "worker/compaction/endedperiods.h"

#include "common/db/transaction.h"
#include "common/event/event.h"
#include "common/userset.h"
#include "worker/compaction/periodcounts.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

using namespace Qt::StringLiterals;

namespace footfall::worker {

namespace {

constexpr std::int64_t rowsOfPart = 500'000; // some 50 MB for their users' values
constexpr std::int64_t mostRowsWithUsers = 16'000'000; // else the users of values are not counted: 32 parts
constexpr std::size_t usersAtATime = 100'000; // that get their numbers by one statement
constexpr char summaryFieldCount[] = "\0\x05"; // as int16

DbError damaged(const QString &why)
{
    return {"XX001", why}; // data_corrupted
}

Params paramsOf(const EndedPeriod &period)
{
    return Params().add(period.site).add(pgbinary::Day {period.first}).add(pgbinary::Day {period.past});
}

std::vector<std::string> dimensionNames()
{
    std::vector<std::string> names;
    for (const EventAttribute &dimension : eventDimensions)
        names.emplace_back(dimension.name);
    return names;
}

DbResult<PeriodCounts> count(Connection &connection, const EndedPeriod &period)
{
    const auto rows = connection.run("rows_of_period", paramsOf(period));
    if (!rows)
        return errorOf(rows);
    const std::int64_t count = rows->number(0, 0);
    const bool countsUsers = count <= mostRowsWithUsers;
    const auto parts = countsUsers ? std::uint32_t(count / rowsOfPart + 1) : 1;
    PeriodCounts counts(dimensionNames(), countsUsers);
    for (std::uint32_t part = 0; part < parts; ++part) {
        counts.beginPart(part, parts);
        std::int64_t seen = 0;
        Result<void> added;
        const auto read = connection.each("segments_of_period", paramsOf(period), [&](const Rows &segment) {
            seen += segment.number(0, 0);
            if (added)
                added = counts.add(segment.text(0, 1));
        });
        if (!read)
            return errorOf(read);
        if (!added)
            return tl::unexpected(damaged(added.error().message));
        if (seen != count)
            return tl::unexpected(DbError {"40001", u"segments were replaced meanwhile"_s}); // serialization_failure
        counts.endPart();
    }
    return counts;
}

// The numbers of users, given to those who have none in the order of the hashes: so that the new users of a
// day have numbers in a row, and sets of them are small.
DbResult<std::vector<std::uint32_t>> numbersOf(
    Connection &connection, const std::string &site, std::span<const std::uint64_t> users)
{
    std::vector<std::uint32_t> numbers;
    for (std::size_t begin = 0; begin < users.size(); begin += usersAtATime) {
        const auto some = users.subspan(begin, std::min(usersAtATime, users.size() - begin));
        const auto hashOf = [](std::uint64_t user) { return std::int64_t(user); };
        std::vector<std::optional<std::uint32_t>> known(some.size());
        const auto read = connection.each("numbers_of_users", Params().add(site).addArray(some, hashOf),
            [&](const Rows &row) {
                const auto found = std::lower_bound(some.begin(), some.end(), std::uint64_t(row.number(0, 0)));
                known[std::size_t(found - some.begin())] = std::uint32_t(row.number(0, 1));
            });
        if (!read)
            return errorOf(read);
        std::vector<std::uint64_t> fresh;
        for (std::size_t i = 0; i < some.size(); ++i) {
            if (!known[i])
                fresh.push_back(some[i]);
        }
        std::int32_t next = 0;
        if (!fresh.empty()) {
            const auto counted = connection.run("count_users",
                Params().add(site).add(std::int32_t(fresh.size())).add(std::int64_t(QRandomGenerator::global()->generate64())));
            if (!counted)
                return errorOf(counted);
            next = std::int32_t(counted->number(0, 0) - std::int64_t(fresh.size()));
        }
        const auto inserted
            = connection.run("number_users", Params().add(site).addArray(fresh, hashOf).add(next));
        if (!inserted)
            return errorOf(inserted);
        for (const auto &number : known)
            numbers.push_back(number ? *number : std::uint32_t(next++));
    }
    return numbers;
}

struct Users {
    std::int64_t events = 0;
    UserSet set;
};

DbResult<Users> usersOfDay(Connection &connection, const EndedPeriod &day, const PeriodCounts &counts)
{
    return numbersOf(connection, day.site, counts.users()).map([&](std::vector<std::uint32_t> numbers) {
        std::sort(numbers.begin(), numbers.end());
        return Users {counts.events(), UserSet::of(numbers)};
    });
}

DbResult<Users> usersOfMonth(Connection &connection, const EndedPeriod &month)
{
    Users users;
    bool isBroken = false;
    const auto read = connection.each("users_of_days", paramsOf(month), [&](const Rows &day) {
        users.events += day.number(0, 0);
        if (const auto set = UserSet::read(day.text(0, 1)))
            users.set.add(*set);
        else
            isBroken = true;
    });
    if (!read)
        return errorOf(read);
    if (isBroken)
        return tl::unexpected(damaged(u"a day's users are not a set"_s));
    return users;
}

std::string tuplesOf(const EndedPeriod &period, const std::vector<PeriodCounts::Summary> &summaries)
{
    std::string out;
    for (const PeriodCounts::Summary &summary : summaries) {
        out.append(summaryFieldCount, 2);
        pgbinary::appendField(out, std::string_view(period.site));
        pgbinary::appendField(out, std::string_view(period.name));
        pgbinary::appendField(out, pgbinary::Day {period.first});
        pgbinary::appendField(out, std::string_view(summary.dimension));
        pgbinary::appendField(out, pgbinary::Bytea {summary.body});
    }
    return out;
}

}

DbResult<bool> keepPeriod(Connection &connection, const EndedPeriod &period)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return errorOf(transaction);
    const auto locked = connection.run("lock_sites_to_merge",
        Params().addArray(std::array {std::string_view(period.site)}, [](std::string_view site) { return site; }));
    if (!locked)
        return errorOf(locked);
    if (locked->count() == 0)
        return false;

    auto counts = count(connection, period);
    if (!counts)
        return errorOf(counts);

    auto users = period.name == "day" ? usersOfDay(connection, period, *counts) : usersOfMonth(connection, period);
    if (!users)
        return errorOf(users);
    if (users->events != counts->events())
        return false;
    const std::string set = users->set.bytes();
    return outcomeOf(connection.run("delete_summaries",
                         Params().add(period.site).add(period.name).add(pgbinary::Day {period.first})))
        .and_then([&] { return connection.copyIn("copy_summaries", tuplesOf(period, counts->summaries())); })
        .and_then([&] {
            return outcomeOf(connection.run("put_ended_period",
                Params()
                    .add(period.site)
                    .add(period.name)
                    .add(pgbinary::Day {period.first})
                    .add(counts->events())
                    .add(counts->bots())
                    .add(std::int32_t(users->set.size()))
                    .add(pgbinary::Bytea {set})));
        })
        .and_then([&] { return transaction->commit(); })
        .map([] { return true; });
}

}

#include "worker/userfold.h"

#include "common/db/transaction.h"
#include "common/timestamp.h"
#include "common/userset.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

using namespace Qt::StringLiterals;

namespace footfall::worker {

namespace {

struct Visitor {
    std::int32_t day;
    std::int64_t user;
    std::uint32_t number = 0; // once giveNumbers() has been there
    pgbinary::Slots slots;
};

struct User {
    std::int64_t hash;
    std::optional<std::uint32_t> number = std::nullopt;
    bool isNew = false;
};

struct SetPeriod {
    std::string_view name; // as in user_sets
    Timestamp start;
    auto operator<=>(const SetPeriod &) const = default;
};
using Sets = std::map<SetPeriod, UserSet>;

DbResult<std::vector<Visitor>> takeNews(Connection &connection, const std::string &site, std::int64_t least)
{
    std::vector<Visitor> visitors;
    const auto taken = connection.each("take_user_news", Params().add(site).add(least), [&](const Rows &rows) {
        Visitor &visitor = visitors.emplace_back();
        visitor.day = std::int32_t(rows.number(0, 0));
        visitor.user = rows.number(0, 1);
        const std::string_view slots = rows.text(0, 2).substr(4); // behind the number of bits
        std::copy(slots.begin(), slots.end(), visitor.slots.begin());
    });
    if (!taken)
        return errorOf(taken);
    return visitors;
}

// The users' numbers; new ones, in the order of the days, so that new users of a day have numbers
// in a row, and sets of them are small. `numbered`: how many the site has given.
DbResult<void> giveNumbers(
    Connection &connection, const std::string &site, std::vector<Visitor> &visitors, std::int32_t numbered)
{
    std::sort(visitors.begin(), visitors.end(), [](const Visitor &a, const Visitor &b) { return a.user < b.user; });
    std::vector<User> users;
    for (const Visitor &visitor : visitors) {
        if (users.empty() || users.back().hash != visitor.user)
            users.push_back({visitor.user});
    }
    const auto find = [&](std::int64_t hash) -> User & {
        return *std::lower_bound(
            users.begin(), users.end(), hash, [](const User &user, std::int64_t other) { return user.hash < other; });
    };
    const auto hashOf = [](const User &user) { return user.hash; };
    const auto numberOf = [](const User &user) { return std::int32_t(*user.number); };
    const auto read = connection.each("numbers_of_users", Params().add(site).addArray(users, hashOf),
        [&](const Rows &rows) { find(rows.number(0, 0)).number = std::uint32_t(rows.number(0, 1)); });
    if (!read)
        return read;

    std::sort(visitors.begin(), visitors.end(),
        [](const Visitor &a, const Visitor &b) { return std::tie(a.day, a.user) < std::tie(b.day, b.user); });
    auto next = std::uint32_t(numbered);
    for (Visitor &visitor : visitors) {
        User &user = find(visitor.user);
        if (!user.number)
            user = {user.hash, next++, true};
        visitor.number = *user.number;
    }
    std::erase_if(users, [](const User &user) { return !user.isNew; });
    if (users.empty())
        return {};
    const auto inserted
        = connection.run("number_users", Params().add(site).addArray(users, hashOf).addArray(users, numberOf));
    if (!inserted)
        return errorOf(inserted);
    return connection.run("set_user_count", Params().add(site).add(std::int32_t(next))).map([](const Rows &) {});
}

DbResult<void> addToSets(Connection &connection, const std::string &site, Sets &sets)
{
    const auto name = [](const auto &set) { return set.first.name; };
    const auto start = [](const auto &set) { return pgbinary::Time {set.first.start}; };
    const std::vector<std::pair<SetPeriod, UserSet *>> places = [&] {
        std::vector<std::pair<SetPeriod, UserSet *>> all;
        for (auto &[period, set] : sets)
            all.emplace_back(period, &set);
        return all;
    }();
    bool isBroken = false;
    const auto read = connection.each(
        "user_sets", Params().add(site).addArray(places, name).addArray(places, start), [&](const Rows &rows) {
            if (const auto stored = UserSet::read(rows.text(0, 1)))
                places[std::size_t(rows.number(0, 0) - 1)].second->add(*stored);
            else
                isBroken = true;
        });
    if (!read)
        return read;
    if (isBroken)
        return tl::unexpected(DbError {"XX001", u"user_sets: not a set"_s}); // data_corrupted

    std::vector<std::string> bytes;
    for (auto &[period, set] : sets)
        bytes.push_back(set.bytes());
    return connection
        .run("put_user_sets",
            Params().add(site).addArray(places, name).addArray(places, start).addArray(
                bytes, [](const std::string &set) { return pgbinary::Bytea {set}; }))
        .map([](const Rows &) {});
}

}

DbResult<std::int64_t> foldUserNews(Connection &connection, const std::string &site, std::int64_t least)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return errorOf(transaction);
    const auto locked = connection.run("lock_user_count", Params().add(site));
    if (!locked)
        return errorOf(locked);
    auto visitors = takeNews(connection, site, least);
    if (!visitors)
        return errorOf(visitors);
    if (visitors->empty())
        return 0;
    if (auto given = giveNumbers(connection, site, *visitors, std::int32_t(locked->number(0, 0))); !given)
        return errorOf(given);

    // In the order of the numbers, since adding at the end of a set is cheap.
    std::sort(visitors->begin(), visitors->end(),
        [](const Visitor &a, const Visitor &b) { return std::tie(a.day, a.number) < std::tie(b.day, b.number); });
    Sets months;
    for (auto begin = visitors->begin(), end = begin; begin != visitors->end(); begin = end) {
        const Timestamp start = begin->day * microsPerDay;
        Sets sets; // of one day, so that memory is bounded
        UserSet &day = sets[{"day", start}];
        for (; end != visitors->end() && end->day == begin->day; ++end) {
            day.add(end->number);
            for (std::size_t slot = 0; slot < 8 * end->slots.size(); ++slot) {
                if (end->slots[slot / 8] & 0x80 >> slot % 8)
                    sets[{"slot", start + Timestamp(slot) * microsPerSlot}].add(end->number);
            }
        }
        months[{"month", startOfMonth(start)}].add(day);
        if (auto added = addToSets(connection, site, sets); !added)
            return errorOf(added);
    }
    if (auto added = addToSets(connection, site, months); !added)
        return errorOf(added);
    return transaction->commit().map([&] { return std::int64_t(visitors->size()); });
}

}

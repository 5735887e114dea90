#include "cli/verifytallies.h"

#include "common/tally.h"
#include "common/timestamp.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace footfall::cli {

namespace {

// Some of one site, dimension and period: the slots of one day, a day, a month.
struct HeldTallies {
    std::string site, dimension, period;
    Timestamp from = 0; // of the day or month
    std::map<Timestamp, std::string> counts; // by their first moments

    bool takes(const HeldTallies &other) const
    {
        return site == other.site && dimension == other.dimension && period == other.period && from == other.from;
    }
};

// The values of one site's dimension that have a number.
struct Numbered {
    std::string site, dimension;
    std::vector<std::string> values; // by number
    std::unordered_map<std::string_view, std::uint32_t> numbers;
};

DbResult<void> load(Connection &connection, const HeldTallies &tallies, Numbered &numbered)
{
    if (numbered.site == tallies.site && numbered.dimension == tallies.dimension)
        return {};
    numbered = {tallies.site, tallies.dimension, {}, {}};
    const auto read = connection.each(
        "verify_numbered_values", Params().add(tallies.site).add(tallies.dimension), [&](const Rows &rows) {
            const auto number = std::size_t(rows.number(0, 0));
            numbered.values.resize(std::max(numbered.values.size(), number + 1));
            numbered.values[number] = rows.text(0, 1);
        });
    for (std::size_t number = 0; number < numbered.values.size(); ++number)
        numbered.numbers.emplace(numbered.values[number], std::uint32_t(number));
    return read;
}

// Makes COPY's tuples of what is not alike.
class Unlike {
public:
    Unlike(const HeldTallies &tallies, std::string &tuples)
        : m_tallies(tallies)
        , m_tuples(tuples)
    {
    }

    void add(Timestamp start, std::string_view value, std::int64_t held, std::int64_t counted)
    {
        m_tuples.append("\0\x07", 2); // fields, as int16
        pgbinary::appendField(m_tuples, std::string_view(m_tallies.site));
        pgbinary::appendField(m_tuples, std::string_view(m_tallies.period));
        pgbinary::appendField(m_tuples, pgbinary::Time {start});
        pgbinary::appendField(m_tuples, std::string_view(m_tallies.dimension));
        pgbinary::appendField(m_tuples, value);
        pgbinary::appendField(m_tuples, held);
        pgbinary::appendField(m_tuples, counted);
    }

private:
    const HeldTallies &m_tallies;
    std::string &m_tuples;
};

// Both by number.
void compare(Timestamp start, const std::vector<Tallied> &held, const std::vector<Tallied> &counted,
    const Numbered &numbered, Unlike &unlike)
{
    const auto text = [&](const Tallied &value) -> std::string_view {
        return value.number < numbered.values.size() ? std::string_view(numbered.values[value.number]) : "(no such value)";
    };
    auto mine = held.begin();
    for (const Tallied &value : counted) {
        for (; mine != held.end() && mine->number < value.number; ++mine)
            unlike.add(start, text(*mine), mine->views, 0);
        const bool isHeld = mine != held.end() && mine->number == value.number;
        if (!isHeld || mine->views != value.views)
            unlike.add(start, text(value), isHeld ? mine->views : 0, value.views);
        mine += isHeld;
    }
    for (; mine != held.end(); ++mine)
        unlike.add(start, text(*mine), mine->views, 0);
}

DbResult<void> compare(Connection &connection, const HeldTallies &tallies, const Numbered &numbered, std::string &tuples)
{
    Unlike unlike(tallies, tuples);
    std::map<Timestamp, std::vector<Tallied>> counted;
    for (const auto &[start, bytes] : tallies.counts)
        counted[start] = {};
    const auto read = connection.each("verify_tally_rows",
        Params().add(tallies.site).add(tallies.dimension).add(tallies.period).add(pgbinary::Time {tallies.from}),
        [&](const Rows &rows) {
            const auto of = counted.find(rows.number(0, 0));
            if (of == counted.end()) // a small slot
                return;
            const auto number = numbered.numbers.find(rows.text(0, 1));
            if (number == numbered.numbers.end())
                unlike.add(of->first, rows.text(0, 1), 0, rows.number(0, 2));
            else
                of->second.push_back({number->second, rows.number(0, 2)});
        });
    for (auto &[start, values] : counted) {
        std::sort(values.begin(), values.end(), [](const Tallied &a, const Tallied &b) { return a.number < b.number; });
        if (const auto held = readTally(tallies.counts.at(start)))
            compare(start, *held, values, numbered, unlike);
        else
            unlike.add(start, "(no tally)", 0, 0);
    }
    return read;
}

Timestamp startOf(std::string_view period, Timestamp start)
{
    return period == "slot" ? utcDay(start) * microsPerDay : start;
}

}

DbResult<void> gatherTallies(Connection &connection, const Params &days)
{
    if (auto opened = connection.run("verify_open_tallies", days); !opened)
        return tl::unexpected(opened.error());
    Numbered numbered;
    HeldTallies last; // the next fetch may have more of them
    for (bool hasMore = true; hasMore;) {
        hasMore = false;
        std::vector<HeldTallies> whole;
        const auto fetched = connection.each("verify_fetch_tallies", {}, [&](const Rows &rows) {
            hasMore = true;
            const Timestamp start = rows.number(0, 3);
            HeldTallies next {std::string(rows.text(0, 0)), std::string(rows.text(0, 1)), std::string(rows.text(0, 2)),
                startOf(rows.text(0, 2), start), {}};
            if (!last.takes(next))
                whole.push_back(std::exchange(last, std::move(next)));
            last.counts.emplace(start, rows.text(0, 4));
        });
        if (!fetched)
            return fetched;
        if (!hasMore)
            whole.push_back(std::move(last));
        std::string unlike;
        for (const HeldTallies &tallies : whole) {
            if (tallies.counts.empty()) // before the first
                continue;
            const auto compared = load(connection, tallies, numbered).and_then([&] {
                return compare(connection, tallies, numbered, unlike);
            });
            if (!compared)
                return compared;
        }
        if (auto copied = connection.copyIn("verify_copy_tallies", unlike); !copied)
            return copied;
    }
    return {};
}

}

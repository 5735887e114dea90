#include "cli/verifytallies.h"

#include "common/tally.h"

#include <unordered_map>

namespace footfall {

namespace {

struct HeldTally {
    std::string site, dimension, period;
    std::int32_t start;
    std::string counts;
};

// The values of one site's dimension that have a number.
struct Numbered {
    std::string site, dimension;
    std::vector<std::string> values; // by number
    std::unordered_map<std::string_view, std::size_t> numbers;
};

DbResult<void> load(Connection &connection, const HeldTally &tally, Numbered &numbered)
{
    if (numbered.site == tally.site && numbered.dimension == tally.dimension)
        return {};
    numbered = {tally.site, tally.dimension, {}, {}};
    const auto read = connection.each(
        "verify_numbered_values", Params().add(tally.site).add(tally.dimension), [&](const Rows &rows) {
            const auto number = std::size_t(rows.number(0, 0));
            numbered.values.resize(std::max(numbered.values.size(), number + 1));
            numbered.values[number] = rows.text(0, 1);
        });
    for (std::size_t number = 0; number < numbered.values.size(); ++number)
        numbered.numbers.emplace(numbered.values[number], number);
    return read;
}

void appendUnlike(
    std::string &tuples, const HeldTally &tally, std::string_view value, std::int64_t held, std::int64_t counted)
{
    tuples.append("\0\x07", 2); // fields, as int16
    pgbinary::appendField(tuples, std::string_view(tally.site));
    pgbinary::appendField(tuples, std::string_view(tally.period));
    pgbinary::appendField(tuples, pgbinary::Day {tally.start});
    pgbinary::appendField(tuples, std::string_view(tally.dimension));
    pgbinary::appendField(tuples, value);
    pgbinary::appendField(tuples, held);
    pgbinary::appendField(tuples, counted);
}

DbResult<void> compare(Connection &connection, const HeldTally &tally, const Numbered &numbered, std::string &unlike)
{
    std::vector<std::int64_t> views(numbered.values.size());
    if (!addTally(tally.counts, views))
        appendUnlike(unlike, tally, "(no tally)", 0, 0);
    const auto read = connection.each("verify_tally_rows",
        Params().add(tally.site).add(tally.dimension).add(tally.period).add(pgbinary::Day {tally.start}),
        [&](const Rows &rows) {
            const auto number = numbered.numbers.find(rows.text(0, 0));
            std::int64_t none = 0;
            std::int64_t &held = number == numbered.numbers.end() ? none : views[number->second];
            if (held != rows.number(0, 1))
                appendUnlike(unlike, tally, rows.text(0, 0), held, rows.number(0, 1));
            held = 0;
        });
    for (std::size_t number = 0; number < views.size(); ++number) {
        if (views[number] != 0)
            appendUnlike(unlike, tally, numbered.values[number], views[number], 0);
    }
    return read;
}

}

DbResult<void> gatherTallies(Connection &connection, const Params &days)
{
    if (auto opened = connection.run("verify_open_tallies", days); !opened)
        return tl::unexpected(opened.error());
    Numbered numbered;
    for (;;) {
        std::vector<HeldTally> tallies;
        const auto fetched = connection.each("verify_fetch_tallies", {}, [&](const Rows &rows) {
            tallies.push_back({std::string(rows.text(0, 0)), std::string(rows.text(0, 1)), std::string(rows.text(0, 2)),
                std::int32_t(rows.number(0, 3)), std::string(rows.text(0, 4))});
        });
        if (!fetched || tallies.empty())
            return fetched;
        std::string unlike;
        for (const HeldTally &tally : tallies) {
            const auto compared = load(connection, tally, numbered).and_then([&] {
                return compare(connection, tally, numbered, unlike);
            });
            if (!compared)
                return compared;
        }
        if (auto copied = connection.copyIn("verify_copy_tallies", unlike); !copied)
            return copied;
    }
}

}

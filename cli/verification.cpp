#include "cli/verification.h"

#include "cli/verifyperiods.h"
#include "cli/verifysegments.h"
#include "common/db/statement.h"
#include "common/db/transaction.h"

#include <array>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

// How each is compared is in sql/queries/verify/verify_<table>.sql, from what the gathering has put into temporary
// tables.
struct Table {
    const char *name;
    bool isOfAllTime; // not by day: compared only if nothing was counted outside of the range
};
constexpr std::array tables {
    Table {"segments", false}, // and fresh
    Table {"daily", false},
    Table {"totals", true},
    Table {"imported_figures", false},
    Table {"ended_periods", false},
    Table {"summaries", false},
};

// Sites and paths are anybody's words: none may look like another line, or steer a terminal.
QString printable(const QString &text)
{
    QString out;
    for (const char32_t c : text.toUcs4()) {
        if (QChar::isPrint(c))
            out += QString::fromUcs4(&c, 1);
        else
            out += u"\\u{%1}"_s.arg(uint(c), 0, 16);
    }
    return out;
}

}

Verification::Verification(Connection &connection, Say say)
    : m_connection(connection)
    , m_say(std::move(say))
{
}

DbResult<Verification::Outcome> Verification::run(Days asked)
{
    if (auto made = m_connection.execute(statement("verify_tables")); !made)
        return tl::unexpected(made.error());
    const auto transaction = Transaction::begin(m_connection); // and rolled back: nothing is to stay
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (auto begun = m_connection.execute(statement("verify_begin")); !begun)
        return tl::unexpected(begun.error());
    const auto range = heldBy(asked);
    if (!range)
        return tl::unexpected(range.error());
    const Params days = Params().add(pgbinary::Day {range->days.first}).add(pgbinary::Day {range->days.last});
    if (auto gathered = gather(days); !gathered)
        return tl::unexpected(gathered.error());

    Outcome outcome;
    for (const Table &table : tables) {
        if (table.isOfAllTime && !range->isWhole) {
            m_say(u"%1 not verified: it is of all time, and there is more than these days"_s.arg(
                QLatin1StringView(table.name)));
            continue;
        }
        const auto differences = compare(table.name, table.isOfAllTime ? Params() : days);
        if (!differences)
            return tl::unexpected(differences.error());
        outcome.differences += *differences;
        ++outcome.tables;
    }
    return m_connection.run("verify_extent").map([&](const Rows &extent) {
        outcome.days = extent.number(0, 0);
        outcome.events = extent.number(0, 1);
        return outcome;
    });
}

// The days asked for, without those whose events have been dropped; says which.
DbResult<Verification::Range> Verification::heldBy(Days asked)
{
    const auto rows = m_connection.run(
        "held_range", Params().add(pgbinary::Day {asked.first}).add(pgbinary::Day {asked.last}));
    if (!rows)
        return tl::unexpected(rows.error());
    const bool isWhole = rows->text(0, 2) == "t";
    const auto held = std::int32_t(rows->number(0, 0));
    if (rows->isNull(0, 0) || asked.first >= held)
        return Range {asked, isWhole};
    if (const std::int64_t dropped = rows->number(0, 1); dropped > 0)
        m_say(u"%1 days before %2 not verified: their events are no longer held"_s.arg(dropped).arg(dayText(held)));
    return Range {{held, asked.last}, isWhole};
}

DbResult<void> Verification::gather(const Params &days)
{
    return gatherSegments(m_connection, days, m_say).and_then([&] { return gatherPeriods(m_connection, days, m_say); });
}

DbResult<std::int64_t> Verification::compare(const char *table, const Params &days)
{
    const auto rows = m_connection.run((std::string("verify_") + table).c_str(), days);
    if (!rows)
        return tl::unexpected(rows.error());
    const QString name = QLatin1StringView(table);
    for (int row = 0; row < rows->count(); ++row) {
        const QString stored = rows->isNull(row, 1) ? u"no row"_s : rows->string(row, 1);
        const QString counted = rows->isNull(row, 2) ? u"none"_s : rows->string(row, 2);
        m_say(printable(u"%1 %2: %3, events say %4"_s.arg(name, rows->string(row, 0), stored, counted)));
    }
    const std::int64_t all = rows->count() > 0 ? rows->number(0, 3) : 0;
    if (all > rows->count())
        m_say(u"%1: %2 more differences"_s.arg(name).arg(all - rows->count()));
    return all;
}

}

#include "server/stats/query/keptperiods.h"

#include "server/stats/query/segmentcache.h"

#include <algorithm>

namespace footfall::server {

namespace {

// A month as it is kept, with the events of which it was made.
struct MonthRow {
    KeptPeriods::Month month;
    std::int64_t events, bots;
};

bool isUpToDate(const MonthRow &row, const std::vector<KeptPeriods::Day> &days)
{
    std::int64_t events = 0, bots = 0;
    const auto isBefore = [](const KeptPeriods::Day &day, std::int32_t first) { return day.day < first; };
    auto day = std::lower_bound(days.begin(), days.end(), row.month.first, isBefore);
    for (; day != days.end() && day->day < row.month.past; ++day) {
        events += day->events;
        bots += day->bots;
    }
    return events == row.events && bots == row.bots;
}

}

DbResult<KeptPeriods> KeptPeriods::read(
    Connection &connection, const std::string &site, std::int32_t first, std::int32_t last)
{
    const Params params = Params().add(site).add(pgbinary::Day {first}).add(pgbinary::Day {last});
    return connection.run("kept_periods", params).map([&](const Rows &rows) {
        KeptPeriods periods;
        std::vector<MonthRow> months;
        for (int row = 0; row < rows.count(); ++row) {
            const auto start = std::int32_t(rows.number(row, 0));
            const Kept kept {rows.number(row, 5), rows.number(row, 6)};
            if (rows.isNull(row, 1)) {
                periods.days.push_back({start, rows.number(row, 2), rows.number(row, 3), rows.number(row, 4),
                    rows.isNull(row, 5) ? std::nullopt : std::optional(kept)});
            } else {
                months.push_back({{start, std::int32_t(rows.number(row, 1)), kept}, rows.number(row, 3), rows.number(row, 4)});
            }
        }
        for (const MonthRow &row : months) {
            if (isUpToDate(row, periods.days))
                periods.months.push_back(row.month);
        }
        return periods;
    });
}

PeriodSplit PeriodSplit::of(const KeptPeriods &periods, Timestamp begin, Timestamp end)
{
    PeriodSplit split;
    if (begin >= end)
        return split;
    const std::int32_t firstDay = utcDay(begin);
    auto month = std::lower_bound(periods.months.begin(), periods.months.end(), firstDay,
        [](const KeptPeriods::Month &one, std::int32_t first) { return one.first < first; });
    auto day = std::lower_bound(periods.days.begin(), periods.days.end(), firstDay,
        [](const KeptPeriods::Day &one, std::int32_t first) { return one.day < first; });
    for (; day != periods.days.end() && day->day * microsPerDay < end; ++day) {
        while (month != periods.months.end() && month->past <= day->day)
            ++month;
        const bool isInMonth = month != periods.months.end() && month->first <= day->day
            && month->first * microsPerDay >= begin && month->past * microsPerDay <= end;
        const Timestamp from = std::max(begin, day->day * microsPerDay);
        const Timestamp to = std::min(end, (day->day + 1) * microsPerDay);
        const bool isWhole = to - from == microsPerDay;
        if (isInMonth) {
            if (split.kept.empty() || split.kept.back().begin != month->first * microsPerDay)
                split.kept.push_back({Kind::Month, month->first * microsPerDay, month->past * microsPerDay, month->kept});
        } else if (day->kept) {
            split.kept.push_back({isWhole ? Kind::Day : Kind::PartOfDay, from, to, *day->kept});
        } else {
            split.open.push_back({from, to});
        }
        if (isInMonth || (day->kept && isWhole)) {
            split.views += day->views;
            split.events += day->events;
            split.bots += day->bots;
        }
    }
    return split;
}

std::vector<PeriodSplit::Time> PeriodSplit::keptParts() const
{
    std::vector<Time> parts;
    for (const Kept &one : kept) {
        if (one.kind == Kind::PartOfDay)
            parts.push_back({one.begin, one.end});
    }
    return parts;
}

QByteArray PeriodSplit::keptKey(char letter, const std::string &site) const
{
    QByteArray key = siteKey(letter, site);
    for (const Kept &one : kept) {
        for (const Timestamp word : {one.begin, one.end, one.period.madeAt})
            key.append(reinterpret_cast<const char *>(&word), sizeof word);
    }
    return key;
}

Params PeriodSplit::wholeParams(const std::string &site) const
{
    std::vector<Kept> whole;
    std::copy_if(kept.begin(), kept.end(), std::back_inserter(whole), [](const Kept &one) { return one.kind != Kind::PartOfDay; });
    return Params()
        .add(site)
        .addArray(whole, [](const Kept &one) { return std::string_view(one.kind == Kind::Month ? "month" : "day"); })
        .addArray(whole, [](const Kept &one) { return pgbinary::Day {utcDay(one.begin)}; });
}

}

#include "server/stats/figures.h"

#include "server/stats/databasetime.h"
#include "server/stats/query/segmentquestion.h"
#include "server/stats/runs.h"
#include "server/stats/uniqueusers.h"

#include <algorithm>

namespace footfall::server {

namespace {

constexpr Timestamp ahead = 7 * microsPerDay; // events are of a day ahead at most, by another machine's clock

using Bounds = std::vector<Timestamp>;

std::span<const Timestamp> starts(const Bounds &bounds)
{
    return {bounds.data(), bounds.size() - 1};
}

// Whether each bucket is one whole period: then the period's table has its users too.
bool areWhole(const Bounds &bounds, Timestamp period)
{
    for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
        if (bounds[i] % period != 0 || bounds[i + 1] - bounds[i] != period)
            return false;
    }
    return true;
}

// Columns: bucket from 1, views, events, bots, users.
std::vector<Figures> inBuckets(const Rows &rows, std::size_t buckets)
{
    std::vector<Figures> all(buckets);
    for (int row = 0; row < rows.count(); ++row)
        all[std::size_t(rows.number(row, 0)) - 1]
            = {rows.number(row, 1), rows.number(row, 2), rows.number(row, 3), rows.number(row, 4)};
    return all;
}

// Fills in the users where the rows' own do not add up.
DbResult<std::vector<Figures>> withUsers(
    Connection &connection, const std::string &site, const Bounds &bounds, std::vector<Figures> figures)
{
    std::vector<Cover> covers;
    for (std::size_t i = 0; i + 1 < bounds.size(); ++i)
        covers.push_back(Cover::of(bounds[i], bounds[i + 1]));
    return uniqueUsers(connection, site, covers).map([&](const std::vector<std::int64_t> &users) {
        for (std::size_t i = 0; i < figures.size(); ++i)
            figures[i].users = users[i];
        return figures;
    });
}

DbResult<std::vector<Figures>> allFigures(Connection &connection, const std::string &site, const Bounds &bounds)
{
    const std::size_t buckets = bounds.size() - 1;
    Params params;
    params.add(site).addArray(starts(bounds), time);
    if (areWhole(bounds, microsPerHour)) {
        params.add(time(bounds.front())).add(time(bounds.back()));
        return connection.run("figures_by_hour", params).map([&](const Rows &rows) { return inBuckets(rows, buckets); });
    }
    const Runs runs = Runs::of(bounds);
    const auto first = [](auto project) { return [=](const Runs::Run &run) { return project(run.begin); }; };
    const auto end = [](auto project) { return [=](const Runs::Run &run) { return project(run.end); }; };
    params.addArray(runs.days, first(day)).addArray(runs.days, end(day));
    params.addArray(runs.slots, first(time)).addArray(runs.slots, end(time));
    const auto rows = connection.run("figures", params);
    if (!rows)
        return tl::unexpected(rows.error());
    auto figures = inBuckets(*rows, buckets);
    if (areWhole(bounds, microsPerDay))
        return figures;
    return withUsers(connection, site, bounds, std::move(figures));
}

}

DbResult<std::vector<Figures>> figuresOf(const Source &source, const std::string &site,
    const std::vector<Timestamp> &bounds, const std::optional<Filter> &filter)
{
    if (bounds.size() < 2)
        return std::vector<Figures>();
    if (!filter)
        return allFigures(source.connection, site, bounds);
    return askSegments(source, {site, bounds, {*filter}, {}}).map([](SegmentAnswer answer) { return std::move(answer.buckets); });
}

std::vector<Timestamp> possibleTime(std::vector<Timestamp> bounds, Timestamp now)
{
    const Timestamp latest = utcDay(now + ahead) * microsPerDay;
    for (Timestamp &bound : bounds)
        bound = std::clamp(bound, earliestTimestamp, std::max(latest, earliestTimestamp));
    return bounds;
}

}

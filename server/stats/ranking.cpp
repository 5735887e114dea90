#include "server/stats/ranking.h"

#include "server/stats/cover.h"

namespace footfall {

DbResult<Ranking> Ranking::of(Connection &connection, const std::string &site, const std::string &dimension,
    Timestamp begin, Timestamp end, const Part &part)
{
    const auto time = [](Timestamp moment) { return pgbinary::Time {moment}; };
    const auto day = [](Timestamp moment) { return pgbinary::Day {utcDay(moment)}; };
    const bool isAllTime = begin == 0 && end == 0;
    Params params;
    params.add(site).add(dimension).add(part.search).add(std::int64_t(part.limit)).add(std::int64_t(part.offset));
    if (!isAllTime) {
        const Cover cover = Cover::of(begin, end);
        params.addArray(cover.months, day).addArray(cover.days, day).addArray(cover.slots, time);
    }
    return connection.run(isAllTime ? "ranking_total" : "ranking", params).map([](const Rows &rows) {
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

// GET /report: views of a page, hour by hour.
#include "common/db/transaction.h"
#include "server/stats/ask.h"
#include "server/stats/figures.h"
#include "server/stats/jsonmembers.h"
#include "server/stats/reportquestion.h"

#include <algorithm>

namespace footfall::server {

namespace {

constexpr Timestamp reportHours = 24;

// `views` of each hour, in order.
Answer toJson(const ReportQuestion &question, Timestamp first, const std::vector<Figures> &views)
{
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < views.size(); ++i) {
        const Timestamp hour = (first + Timestamp(i) * microsPerHour) % microsPerDay / microsPerHour;
        if (views[i].views > 0)
            rows.push_back("{\"h\":" + std::to_string(hour) + ",\"v\":" + std::to_string(views[i].views) + '}');
    }
    if (question.isDescending)
        std::reverse(rows.begin(), rows.end());
    rows.resize(std::min(rows.size(), std::size_t(question.take)));
    std::string json = "{\"data\":[";
    for (const std::string &row : rows)
        json += (&row == rows.data() ? "" : ",") + row;
    return Answer::json(json + "]}");
}

}

Result<StatsQuery> askReport(const Request &request, Timestamp now)
{
    return ReportQuestion::read(request.query, now).map([](const ReportQuestion &question) -> StatsQuery {
        return [question](const Source &source) -> DbResult<Answer> {
            const auto snapshot = Transaction::beginReading(source.connection);
            if (!snapshot)
                return tl::unexpected(snapshot.error());
            const Timestamp first = question.hour - (reportHours - 1) * microsPerHour;
            std::vector<Timestamp> bounds;
            for (Timestamp i = 0; i <= reportHours; ++i)
                bounds.push_back(first + i * microsPerHour);
            return figuresOf(source, question.site, bounds, Filter {"path", question.path})
                .map([&](const std::vector<Figures> &views) { return toJson(question, first, views); });
        };
    });
}

}

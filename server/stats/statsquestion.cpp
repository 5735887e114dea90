#include "server/stats/statsquestion.h"

#include <array>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr std::array<std::string_view, 2> comparisons = {"previous", "year"};

// As many days right before, or the same days of the year before.
DayRange before(const DayRange &days, std::string_view comparison)
{
    if (comparison == "year")
        return {days.first.addYears(-1), days.last.addYears(-1)};
    return {days.first.addDays(-days.days()), days.first.addDays(-1)};
}

std::optional<DayRange> readPrevious(Parameters &parameters, const std::optional<DayRange> &days)
{
    const auto comparison = parameters.choice("compare", comparisons);
    if (!comparison)
        return std::nullopt;
    if (!days) {
        parameters.refuse(u"compare: needs date, from and to, or a period other than all"_s);
        return std::nullopt;
    }
    const DayRange previous = before(*days, comparisons[*comparison]);
    if (previous.first.year() < 1)
        parameters.refuse(u"compare: there is nothing before the year 1"_s);
    return previous;
}

}

Result<StatsQuestion> StatsQuestion::read(const QByteArray &query, Timestamp now)
{
    Parameters parameters(query);
    StatsQuestion question;
    question.range = RangeQuestion::read(parameters, now);
    question.previous = readPrevious(parameters, question.range.days);
    question.filter = Filter::read(parameters);
    question.limit = parameters.number("limit", 1, 1'000, question.limit);
    return parameters.result(question);
}

}

#include "server/stats/rangequestion.h"

#include <array>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr std::array<std::string_view, 9> periods
    = {"today", "yesterday", "7d", "30d", "90d", "month", "last_month", "year", "all"};

std::optional<DayRange> periodOf(std::string_view period, QDate today)
{
    const QDate monthStart(today.year(), today.month(), 1);
    if (period == "today")
        return DayRange {today, today};
    if (period == "yesterday")
        return DayRange {today.addDays(-1), today.addDays(-1)};
    if (period == "7d")
        return DayRange {today.addDays(-6), today};
    if (period == "30d")
        return DayRange {today.addDays(-29), today};
    if (period == "90d")
        return DayRange {today.addDays(-89), today};
    if (period == "month")
        return DayRange {monthStart, today};
    if (period == "last_month")
        return DayRange {monthStart.addMonths(-1), monthStart.addDays(-1)};
    if (period == "year")
        return DayRange {QDate(today.year(), 1, 1), today};
    return std::nullopt;
}

Zone readZone(Parameters &parameters)
{
    const auto name = parameters.text("tz", 64);
    const auto zone = name ? Zone::read(QByteArray::fromStdString(*name)) : Zone::utc();
    if (!zone)
        parameters.refuse(zone.error().message);
    return zone.value_or(Zone::utc());
}

}

RangeQuestion RangeQuestion::read(Parameters &parameters, Timestamp now)
{
    RangeQuestion question;
    question.now = now;
    question.siteId = parameters.siteId();
    question.date = parameters.day("date");
    question.isZoned = parameters.has("tz");
    question.zone = readZone(parameters);
    const auto from = parameters.day("from");
    const auto to = parameters.day("to");
    const auto period = parameters.choice("period", periods);
    question.isRange = from || to || period;

    if (question.date && question.isRange)
        parameters.refuse(u"date: not together with from, to or period"_s);
    if (period && (from || to))
        parameters.refuse(u"period: not together with from and to"_s);
    if (from && !to)
        parameters.refuse(u"from: needs to, the last day"_s);
    if (to && !from)
        parameters.refuse(u"to: needs from, the first day"_s);
    if (from && to && *to < *from)
        parameters.refuse(u"to: not before from"_s);

    if (question.date)
        question.days = DayRange {*question.date, *question.date};
    else if (from && to)
        question.days = DayRange {*from, *to};
    else if (period)
        question.days = periodOf(periods[*period], question.today());
    return question;
}

}

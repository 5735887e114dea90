#include "dashboard/look/range.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <array>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

using Preset = Range::Preset;

struct RangeText {
    Q_DECLARE_TR_FUNCTIONS(Range)
};

constexpr std::array<QStringView, 9> names // in the order of Preset
    = {u"today", u"yesterday", u"7d", u"30d", u"90d", u"month", u"last_month", u"year", u"all"};

Days monthOf(QDate day)
{
    const QDate first(day.year(), day.month(), 1);
    return {first, first.addMonths(1).addDays(-1)};
}

Days yearOf(QDate day)
{
    return {QDate(day.year(), 1, 1), QDate(day.year(), 12, 31)};
}

// The preset that means these days; of the month and the year that are not over, all their days do.
Range named(const Days &days, QDate today)
{
    if (days == monthOf(today))
        return {Preset::Month};
    if (days == yearOf(today))
        return {Preset::Year};
    for (const Preset preset : {Preset::Today, Preset::Yesterday, Preset::Days7, Preset::Days30, Preset::Days90, Preset::LastMonth}) {
        if (daysOf({preset}, "UTC", today.startOfDay(Qt::UTC)) == days)
            return {preset};
    }
    return Range::of(days);
}

std::optional<Range> stepped(const Range &range, const QByteArray &zone, const QDateTime &now, int steps)
{
    const QDate day = today(zone, now);
    const auto days = daysOf(range, zone, now);
    if (!days || (steps > 0 && days->last >= day))
        return std::nullopt;
    if (range.preset == Preset::Month || days == monthOf(days->first))
        return named(monthOf(days->first.addMonths(steps)), day);
    if (range.preset == Preset::Year || days == yearOf(days->first))
        return named(yearOf(days->first.addYears(steps)), day);
    const QDate last = std::min(days->last.addDays(steps * days->count()), day);
    return named({last.addDays(1 - days->count()), last}, day);
}

}

// QTimeZone takes any word without a slash for a rule (POSIX's TZ), and its list lacks the aliases.
bool isZone(const QByteArray &name)
{
    return name == "UTC" || (name.contains('/') && QTimeZone(name).isValid());
}

QDate today(const QByteArray &zone, const QDateTime &now)
{
    return isZone(zone) ? now.toTimeZone(QTimeZone(zone)).date() : now.toUTC().date();
}

std::optional<Days> daysOf(const Range &range, const QByteArray &zone, const QDateTime &now)
{
    const QDate day = today(zone, now);
    switch (range.preset) {
    case Preset::Today: return Days {day, day};
    case Preset::Yesterday: return Days {day.addDays(-1), day.addDays(-1)};
    case Preset::Days7: return Days {day.addDays(-6), day};
    case Preset::Days30: return Days {day.addDays(-29), day};
    case Preset::Days90: return Days {day.addDays(-89), day};
    case Preset::Month: return Days {monthOf(day).first, day};
    case Preset::LastMonth: return monthOf(monthOf(day).first.addDays(-1));
    case Preset::Year: return Days {yearOf(day).first, day};
    case Preset::All: return std::nullopt;
    case Preset::Custom: return range.custom;
    }
    Q_UNREACHABLE();
}

bool isOpen(const Range &range, const QByteArray &zone, const QDateTime &now)
{
    const auto days = daysOf(range, zone, now);
    return !days || days->last >= today(zone, now);
}

std::optional<Range> earlier(const Range &range, const QByteArray &zone, const QDateTime &now)
{
    return stepped(range, zone, now, -1);
}

std::optional<Range> later(const Range &range, const QByteArray &zone, const QDateTime &now)
{
    return stepped(range, zone, now, 1);
}

QString text(const Range &range, const QLocale &locale)
{
    switch (range.preset) {
    case Preset::Today: return RangeText::tr("Today");
    case Preset::Yesterday: return RangeText::tr("Yesterday");
    case Preset::Days7: return RangeText::tr("Last 7 days");
    case Preset::Days30: return RangeText::tr("Last 30 days");
    case Preset::Days90: return RangeText::tr("Last 90 days");
    case Preset::Month: return RangeText::tr("This month");
    case Preset::LastMonth: return RangeText::tr("Last month");
    case Preset::Year: return RangeText::tr("This year");
    case Preset::All: return RangeText::tr("All time");
    case Preset::Custom: break;
    }
    const auto [first, last] = range.custom;
    if (range.custom == yearOf(first))
        return locale.toString(first, u"yyyy"_s);
    if (range.custom == monthOf(first))
        return locale.toString(first, RangeText::tr("MMMM yyyy", "format of a month"));
    const QString day = RangeText::tr("d MMM yyyy", "format of a day");
    if (first == last)
        return locale.toString(first, day);
    const QString start = first.year() == last.year() ? RangeText::tr("d MMM", "format of a day of the same year") : day;
    return RangeText::tr("%1 \u2013 %2", "from, to").arg(locale.toString(first, start), locale.toString(last, day));
}

QString name(const Range &range)
{
    if (range.preset == Preset::Custom)
        return range.custom.first.toString(Qt::ISODate) + u".."_s + range.custom.last.toString(Qt::ISODate);
    return names[std::size_t(range.preset)].toString();
}

std::optional<Range> rangeNamed(const QString &name)
{
    if (const auto found = std::find(names.begin(), names.end(), QStringView(name)); found != names.end())
        return Range {Preset(found - names.begin())};
    const qsizetype gap = name.indexOf(u".."_s);
    const auto day = [](const QString &part) { return QDate::fromString(part, u"yyyy-MM-dd"_s); };
    const Days days {day(name.left(gap)), day(name.mid(gap + 2))};
    if (gap < 0 || !days.first.isValid() || !days.last.isValid() || days.last < days.first)
        return std::nullopt;
    return Range::of(days);
}

}

#include "dashboard/look/look.h"

#include <QUrl>
#include <QUrlQuery>

#include <array>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

// In the order of their enumerators.
constexpr std::array<QStringView, 3> compareNames = {u"", u"previous", u"year"};
constexpr std::array<QStringView, 5> intervalNames = {u"", u"hour", u"day", u"week", u"month"};

template <typename Enum, std::size_t count>
Enum named(const std::array<QStringView, count> &names, const QString &name)
{
    const auto found = std::find(names.begin(), names.end(), QStringView(name));
    return found == names.end() ? Enum() : Enum(found - names.begin());
}

// As the service chooses.
Interval suiting(const Days &days)
{
    return days.count() <= 2 ? Interval::Hour : days.count() <= 120 ? Interval::Day : Interval::Month;
}

}

const QStringList &filterDimensions()
{
    static const QStringList names {u"path"_s, u"event_type"_s, u"referrer"_s, u"source"_s, u"utm_source"_s,
        u"utm_medium"_s, u"utm_campaign"_s, u"utm_term"_s, u"utm_content"_s, u"browser"_s, u"os"_s, u"device"_s, u"country"_s, u"bot"_s};
    return names;
}

std::optional<Look> compared(const Look &look, const QDateTime &now)
{
    const auto days = daysOf(look.range, look.zone, now);
    if (look.compare == Compare::None || !days)
        return std::nullopt;
    Look before = look;
    before.compare = Compare::None;
    before.range = look.compare == Compare::Year
        ? Range::of({days->first.addYears(-1), days->last.addYears(-1)})
        : Range::of({days->first.addDays(-days->count()), days->first.addDays(-1)});
    before.interval = usableInterval(look, now);
    if (before.interval == Interval::Auto)
        before.interval = suiting(*days); // or a year with 29 February might have other buckets
    return before;
}

Interval usableInterval(const Look &look, const QDateTime &now)
{
    constexpr qint64 daysOfHours = 5000 / 25; // a day in which clocks are put back has 25
    constexpr qint64 daysOfDays = 5000;
    const auto days = daysOf(look.range, look.zone, now);
    const qint64 most = look.interval == Interval::Hour ? daysOfHours : daysOfDays;
    const bool isFine = look.interval == Interval::Hour || look.interval == Interval::Day;
    return isFine && (!days || days->count() > most) ? Interval::Auto : look.interval;
}

QString name(Interval interval)
{
    return intervalNames[std::size_t(interval)].toString();
}

QString name(Compare compare)
{
    return compareNames[std::size_t(compare)].toString();
}

QString toText(const Look &look)
{
    QUrlQuery query;
    const auto add = [&query](const QString &key, const QString &value) {
        query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add(u"site"_s, look.site);
    add(u"range"_s, name(look.range));
    add(u"zone"_s, QString::fromLatin1(look.zone));
    add(u"compare"_s, name(look.compare));
    add(u"interval"_s, name(look.interval));
    if (look.filter) {
        add(u"dimension"_s, look.filter->dimension);
        add(u"value"_s, look.filter->value);
    }
    return query.toString(QUrl::FullyEncoded);
}

Look lookFrom(const QString &text)
{
    const QUrlQuery query(text);
    const auto value = [&query](const QString &key) { return query.queryItemValue(key, QUrl::FullyDecoded); };
    Look look;
    look.site = value(u"site"_s);
    look.range = rangeNamed(value(u"range"_s)).value_or(Range());
    if (const QByteArray zone = value(u"zone"_s).toLatin1(); isZone(zone))
        look.zone = zone;
    look.compare = named<Compare>(compareNames, value(u"compare"_s));
    look.interval = named<Interval>(intervalNames, value(u"interval"_s));
    if (filterDimensions().contains(value(u"dimension"_s)))
        look.filter = Filter {value(u"dimension"_s), value(u"value"_s)};
    return look;
}

}

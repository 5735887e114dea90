#include "cli/days.h"

#include <QDate>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

const QDate epoch(1970, 1, 1);

Result<std::int32_t> dayOf(const Options &options, const QString &name, QDate otherwise)
{
    const QString text = options.text(name);
    const QDate day = text.isEmpty() ? otherwise : QDate::fromString(text, u"yyyy-MM-dd"_s);
    if (!day.isValid())
        return invalid(u"--%1: expected a day such as 2026-11-01, not '%2'"_s.arg(name, text));
    return std::int32_t(epoch.daysTo(day));
}

}

QList<Option> dayOptions()
{
    return {{u"from"_s, Option::Kind::Text, u"DAY"_s, {}, u"First day, in UTC (2026-11-01); without it, all"_s},
        {u"to"_s, Option::Kind::Text, u"DAY"_s, {}, u"Last day; without it, all"_s}};
}

Result<Days> chosenDays(const Options &options)
{
    return dayOf(options, u"from"_s, QDate(1, 1, 1)).and_then([&](std::int32_t first) {
        return dayOf(options, u"to"_s, QDate(9999, 12, 31)).and_then([&](std::int32_t last) -> Result<Days> {
            if (first > last)
                return invalid(u"--from: expected a day that is not after --to"_s);
            return Days {first, last};
        });
    });
}

QString dayText(std::int32_t day)
{
    return epoch.addDays(day).toString(Qt::ISODate);
}

}

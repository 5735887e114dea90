#include "dashboard/pages/comparison.h"

#include <QCoreApplication>

namespace footfall::dashboard {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

}

QString comparedWith(const Look &look, const QDateTime &now)
{
    const auto days = daysOf(look.range, look.zone, now);
    if (!days || look.compare == Compare::None)
        return {};
    const bool isYear = look.compare == Compare::Year;
    if (days->count() > 1)
        return isYear ? Text::tr("same days a year before") : Text::tr("previous %1 days").arg(days->count());
    if (look.range.preset == Range::Preset::Today)
        return isYear ? Text::tr("same hours a year ago") : Text::tr("same hours yesterday");
    return isYear ? Text::tr("same day a year before") : Text::tr("the day before");
}

QString comparisonName(Compare compare, const Look &look, const QDateTime &now)
{
    const auto days = daysOf(look.range, look.zone, now);
    if (!days || compare == Compare::None)
        return {};
    if (compare == Compare::Year)
        return Text::tr("A year before");
    return days->count() == 1 ? Text::tr("Previous day") : Text::tr("Previous %1 days").arg(days->count());
}

std::optional<double> changeOf(const std::optional<double> &now, const std::optional<double> &before)
{
    if (!now || !before || *before <= 0)
        return std::nullopt;
    return *now / *before - 1;
}

}

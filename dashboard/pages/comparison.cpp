#include "dashboard/pages/comparison.h"

#include <QCoreApplication>

namespace footfall::dashboard {

namespace {

struct ComparisonText {
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
        return isYear ? ComparisonText::tr("same days a year before") : ComparisonText::tr("previous %1 days").arg(days->count());
    if (look.range.preset == Range::Preset::Today)
        return isYear ? ComparisonText::tr("same hours a year ago") : ComparisonText::tr("same hours yesterday");
    return isYear ? ComparisonText::tr("same day a year before") : ComparisonText::tr("the day before");
}

QString comparisonName(Compare compare, const Look &look, const QDateTime &now)
{
    const auto days = daysOf(look.range, look.zone, now);
    if (!days || compare == Compare::None)
        return {};
    if (compare == Compare::Year)
        return ComparisonText::tr("A year before");
    return days->count() == 1 ? ComparisonText::tr("Previous day") : ComparisonText::tr("Previous %1 days").arg(days->count());
}

std::optional<double> changeOf(const std::optional<double> &now, const std::optional<double> &before)
{
    if (!now || !before || *before <= 0)
        return std::nullopt;
    return *now / *before - 1;
}

}

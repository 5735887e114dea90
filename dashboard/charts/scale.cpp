#include "dashboard/charts/scale.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace footfall::dashboard {

namespace {

struct ScaleText {
    Q_DECLARE_TR_FUNCTIONS(Scale)
};

constexpr int likedSteps = 4;

QString inUnit(double unit, const QString &number)
{
    if (unit < 1e3)
        return number;
    if (unit < 1e6)
        return ScaleText::tr("%1 K", "thousands, at an axis").arg(number);
    if (unit < 1e9)
        return ScaleText::tr("%1 M", "millions, at an axis").arg(number);
    if (unit < 1e12)
        return ScaleText::tr("%1 bn", "billions, at an axis").arg(number);
    return ScaleText::tr("%1 tn", "trillions, at an axis").arg(number);
}

double unitOf(const Scale &scale)
{
    if (scale.top() < 1e4) // up to 9,999 the number itself is short and plain
        return 1;
    return std::min(std::pow(1e3, std::floor(std::log10(scale.top()) / 3)), 1e12);
}

}

Scale roundScale(double high, bool isCount)
{
    if (high <= 0)
        return {};
    Scale best {0, 0};
    const double decade = std::pow(10, std::floor(std::log10(high)) - 1);
    for (const double factor : {1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 10.0, 20.0, 25.0, 30.0, 40.0}) {
        const double step = std::max(decade * factor, isCount ? 1.0 : 0.0);
        if (isCount && step != std::floor(step))
            continue;
        const int steps = std::max(int(std::ceil(high / step - 1e-9)), 3);
        if (steps > 5)
            continue;
        const Scale scale {step, steps};
        const bool isTighter = best.steps == 0 || scale.top() < best.top() * (1 - 1e-9);
        const bool isLiked = scale.top() < best.top() * (1 + 1e-9)
            && std::abs(steps - likedSteps) < std::abs(best.steps - likedSteps);
        if (isTighter || isLiked)
            best = scale;
    }
    return best;
}

Scale steadyScale(const Scale &current, double high, bool isCount)
{
    const Scale best = roundScale(high, isCount);
    const bool isTooWide = current.top() > 3 * best.top();
    return high <= current.top() && !isTooWide ? current : best;
}

QString scaleLabel(const Scale &scale, double value, const QLocale &locale)
{
    const double unit = unitOf(scale);
    int digits = 0;
    for (double step = scale.step / unit; digits < 6 && std::abs(step - std::round(step)) > 1e-6; step *= 10)
        ++digits;
    return value == 0 ? locale.toString(0) : inUnit(unit, locale.toString(value / unit, 'f', digits));
}

int labelStride(const Scale &scale, double height, double labelHeight)
{
    const double step = height / scale.steps;
    for (int stride = 1; stride < scale.steps; ++stride) {
        if (scale.steps % stride == 0 && step * stride >= 1.5 * labelHeight)
            return stride;
    }
    return scale.steps;
}

}

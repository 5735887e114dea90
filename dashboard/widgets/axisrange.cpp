#include "dashboard/widgets/axisrange.h"

#include <algorithm>
#include <cmath>

namespace footfall {

AxisRange roundRange(double low, double high)
{
    if (low == high) {
        const double from = std::max(low - AxisRange::steps / 2, 0.0);
        return {from, from + AxisRange::steps};
    }
    const double least = std::max((high - low) / AxisRange::steps, 1.0);
    for (double decade = std::pow(10, std::floor(std::log10(least)));; decade *= 10) {
        for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
            const double step = decade * factor;
            const double from = std::floor(low / step) * step;
            if (step == std::floor(step) && from + step * AxisRange::steps >= high)
                return {from, from + step * AxisRange::steps};
        }
    }
}

AxisRange steadyRange(const AxisRange &current, double low, double high)
{
    const AxisRange best = roundRange(low, high);
    const bool isTooWide = (current.to - current.from) > 4 * (best.to - best.from);
    return current.contains(low, high) && !isTooWide ? current : best;
}

}

#include "dashboard/charts/plotlayout.h"

#include <algorithm>
#include <cmath>

namespace footfall::dashboard {

double PlotLayout::x(qsizetype index) const
{
    const double at = double(index - span.first);
    if (isSlotted)
        return area.left() + (at + 0.5) / double(span.size()) * area.width();
    if (span.size() == 1)
        return area.center().x();
    return area.left() + at / double(span.size() - 1) * area.width();
}

double PlotLayout::y(double value) const
{
    return area.bottom() - value / top * area.height();
}

QRectF PlotLayout::slot(qsizetype index) const
{
    const double width = area.width() / double(isSlotted ? span.size() : std::max<qsizetype>(span.size() - 1, 1));
    return {x(index) - width / 2, area.top(), width, area.height()};
}

std::optional<qsizetype> PlotLayout::indexAt(const QPointF &at) const
{
    constexpr double slack = 10;
    if (span.size() <= 0 || !area.adjusted(-slack, 0, slack, 0).contains(at))
        return std::nullopt;
    return nearest(at.x());
}

qsizetype PlotLayout::nearest(double atX) const
{
    if (span.size() <= 1 || area.width() <= 0)
        return span.first;
    const double part = (atX - area.left()) / area.width();
    const double index
        = isSlotted ? std::floor(part * double(span.size())) : std::round(part * double(span.size() - 1));
    return span.first + qsizetype(std::clamp(index, 0.0, double(span.size() - 1)));
}

}

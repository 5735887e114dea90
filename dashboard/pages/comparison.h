#pragma once

#include "dashboard/look/look.h"

namespace footfall::dashboard {

// What a look is compared with, in words. All pure; empty where there is nothing to compare with.

// After "vs.": "same hours yesterday", "previous 7 days", "same days a year before"
QString comparedWith(const Look &look, const QDateTime &now);

// As a line of a chart, or a choice: "Previous day", "Previous 7 days", "A year before"
QString comparisonName(Compare compare, const Look &look, const QDateTime &now);

// 0.124 if `now` is 12.4% more than `before`; none where that says nothing.
std::optional<double> changeOf(const std::optional<double> &now, const std::optional<double> &before);

}

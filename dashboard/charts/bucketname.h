#pragma once

#include "dashboard/charts/chartdata.h"

namespace footfall::dashboard {

// A bucket in words: "Sat 21 Nov, 10:00", "Sat 21 Nov 2026", "16 Nov to 22 Nov 2026",
// "November 2026". An hour that the clock went through twice says its offset from UTC.
QString bucketName(const TimeData &data, qsizetype index);

// What the lines say, for those who do not see them: "Views by hour: 24 points, lowest 12 at
// 03:00, highest 1,046 at 13:00, newest 952." What is compared with is left out.
QString gist(const TimeData &data, Span span);

}

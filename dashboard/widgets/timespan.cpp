#include "dashboard/widgets/timespan.h"

namespace footfall {

TimeSpan timeSpan(qint64 first, qint64 newest, int minutes)
{
    constexpr struct {
        int minutes;
        int steps;
    } spans[] = {{1, 6}, {2, 4}, {5, 5}, {15, 5}, {60, 6}};
    TimeSpan span {};
    for (const auto &candidate : spans) {
        if (candidate.minutes > minutes)
            break;
        const qint64 step = candidate.minutes * qint64(60'000) / candidate.steps;
        span.steps = candidate.steps;
        span.from = first / step * step;
        span.to = span.from + candidate.steps * step;
        if (newest < span.to)
            return span;
    }
    const qint64 step = (span.to - span.from) / span.steps;
    span.to = (newest / step + 1) * step;
    span.from = span.to - span.steps * step;
    return span;
}

}

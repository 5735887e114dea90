#include "dashboard/charts/chartdata.h"

#include <algorithm>

namespace footfall::dashboard {

// QDateTime's own comparison takes 10:00+01:00 and 09:00Z for equal, whose labels differ.
bool TimeData::hasTimesOf(const TimeData &other) const
{
    return bucket == other.bucket
        && std::equal(starts.begin(), starts.end(), other.starts.begin(), other.starts.end(),
            [](const QDateTime &a, const QDateTime &b) { return a == b && a.offsetFromUtc() == b.offsetFromUtc(); });
}

bool TimeData::operator==(const TimeData &other) const
{
    return series == other.series && unfinished == other.unfinished && hasTimesOf(other);
}

qint64 highest(const TimeData &data, Span span)
{
    qint64 high = 0;
    for (const Series &series : data.series) {
        for (qsizetype i = span.first; i <= span.last; ++i)
            high = std::max(high, series.at(i).value_or(0));
    }
    return high;
}

std::optional<Span> changedBuckets(const TimeData &before, const TimeData &after)
{
    if (!after.hasTimesOf(before) || after.unfinished != before.unfinished
        || after.series.size() != before.series.size())
        return std::nullopt;
    Span changed {after.starts.size(), -1};
    for (qsizetype s = 0; s < after.series.size(); ++s) {
        Series old = before.series[s];
        const Series &now = after.series[s];
        for (qsizetype i = 0; i < after.starts.size(); ++i) {
            if (old.at(i) != now.at(i))
                changed = {std::min(changed.first, i), std::max(changed.last, i)};
        }
        old.values = now.values;
        if (old != now)
            return std::nullopt;
    }
    return changed.size() > 0 ? std::optional(changed) : std::nullopt;
}

}

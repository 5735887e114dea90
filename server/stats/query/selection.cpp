#include "server/stats/query/selection.h"

#include <algorithm>

namespace footfall::server {

namespace {

constexpr Timestamp microsPerMilli = 1'000;
constexpr std::uint32_t millisPerMinute = 60'000;
constexpr std::size_t minutesPerDay = 1'440;
constexpr std::uint16_t severalBuckets = 0xffff; // in a minute

// A filter's answer for each id of a column, 0xffff for yes.
std::vector<std::uint16_t> answersOf(const SegmentTexts &texts, const Filter &filter)
{
    std::vector<std::uint16_t> answers(texts.size() + std::size_t(1));
    const auto meets = [&](std::string_view text) { return text == filter.value ? std::uint16_t(0xffff) : std::uint16_t(0); };
    answers[0] = meets({});
    for (std::uint32_t i = 0; i < texts.size(); ++i)
        answers[i + 1] = meets(texts[i]);
    return answers;
}

}

std::uint16_t TimeBuckets::of(Timestamp time) const
{
    const auto after = std::size_t(std::upper_bound(bounds.begin(), bounds.end(), time) - bounds.begin());
    if (after == 0 || after == bounds.size())
        return 0;
    return marks.empty() ? std::uint16_t(after) : marks[after - 1];
}

std::size_t TimeBuckets::count() const
{
    return marks.empty() ? bounds.size() - 1 : *std::max_element(marks.begin(), marks.end());
}

Result<Selection> Selection::of(
    const LoadedSegment &segment, const TimeBuckets &buckets, std::span<const Filter> filters)
{
    Selection selection;
    Result<void> done = selection.selectTime(segment, buckets);
    for (auto filter = filters.begin(); done && filter != filters.end() && !selection.isEmpty(); ++filter)
        done = selection.apply(segment, *filter);
    if (!done)
        return tl::unexpected(done.error());
    return selection;
}

Result<void> Selection::selectTime(const LoadedSegment &segment, const TimeBuckets &buckets)
{
    const std::span<const Timestamp> bounds = buckets.bounds;
    const Timestamp begin = segment.day * microsPerDay;
    const auto inside = std::upper_bound(bounds.begin(), bounds.end(), begin);
    if (inside == bounds.end() || *inside >= begin + microsPerDay) {
        all = buckets.of(begin);
        return {};
    }
    return segment.decoded->times().map([&](const SegmentTimes *times) {
        // By minute, if there are rows enough to be worth it.
        std::vector<std::uint16_t> byMinute(minutesPerDay, severalBuckets);
        for (std::size_t minute = 0; minute < minutesPerDay && times->millis.size() > minutesPerDay; ++minute) {
            const Timestamp from = begin + Timestamp(minute) * millisPerMinute * microsPerMilli;
            const auto next = std::upper_bound(bounds.begin(), bounds.end(), from);
            const bool isWhole = next == bounds.end() || *next >= from + millisPerMinute * microsPerMilli;
            byMinute[minute] = isWhole ? buckets.of(from) : severalBuckets;
        }
        marks.resize(times->millis.size());
        for (std::size_t row = 0; row < marks.size(); ++row) {
            const std::uint32_t millis = times->millis[row];
            marks[row] = byMinute[millis / millisPerMinute];
            if (marks[row] == severalBuckets) {
                const Timestamp micros = times->micros.empty() ? 0 : times->micros[row];
                marks[row] = buckets.of(begin + millis * microsPerMilli + micros);
            }
        }
    });
}

Result<void> Selection::apply(const LoadedSegment &segment, const Filter &filter)
{
    const auto layout = segment.decoded->layout();
    const auto column = segment.decoded->column(filter.dimension);
    if (!layout || !column)
        return tl::unexpected(layout ? column.error() : layout.error());
    const std::vector<std::uint16_t> answers = answersOf((*column)->texts, filter);
    if ((*column)->ids.width() == 0) {
        if (answers[(*column)->ids.at(0)] == 0)
            *this = {};
        return {};
    }
    if (marks.empty())
        marks.assign((*layout)->rows, all);
    (*column)->ids.visit([&](const auto &ids) {
        for (std::size_t row = 0; row < marks.size(); ++row)
            marks[row] &= answers[ids[row]];
    });
    return {};
}

}

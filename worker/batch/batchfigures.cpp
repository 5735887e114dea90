#include "worker/batch/batchfigures.h"

#include "common/event/importedfigure.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace footfall::worker {

namespace {

auto key(const BatchFigures::Imported &row)
{
    return std::tie(row.site, row.dimension, row.day, row.value);
}

// Sorts by key and makes one row of those with the same.
void sortAndAdd(std::vector<BatchFigures::Imported> &rows)
{
    std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return key(a) < key(b); });
    std::size_t count = 0;
    for (BatchFigures::Imported &row : rows) {
        if (count > 0 && key(rows[count - 1]) == key(row)) {
            rows[count - 1].views += row.views;
            rows[count - 1].visitors += row.visitors;
        } else if (&rows[count++] != &row) {
            rows[count - 1] = std::move(row);
        }
    }
    rows.resize(count);
}

template <typename Row>
void addSegment(Row &row, const DaySegment &segment)
{
    row.events += segment.events;
    row.views += segment.views;
    row.bots += segment.bots;
}

}

BatchFigures BatchFigures::of(std::span<const PackedEvent> events, const KeyedHash &hash)
{
    BatchFigures figures;
    std::vector<PackedEvent> counted; // without those that say what another tool has counted
    counted.reserve(events.size());
    for (const PackedEvent event : events) {
        if (event.eventType() != importedType) {
            counted.push_back(event);
            continue;
        }
        for (ImportedFigure &row : importedRows(event.unpacked())) {
            figures.imported.push_back(
                {std::string(event.site()), row.dimension, utcDay(event.timestamp()), std::move(row.value), row.views, row.visitors});
        }
    }
    sortAndAdd(figures.imported);
    figures.segments = daySegments(counted, std::bind_front(&KeyedHash::user, &hash));
    for (const DaySegment &segment : figures.segments) { // by site and day
        if (figures.daily.empty() || figures.daily.back().site != segment.site || figures.daily.back().day != segment.day)
            figures.daily.push_back({segment.site, segment.day});
        addSegment(figures.daily.back(), segment);
        if (figures.totals.empty() || figures.totals.back().site != segment.site)
            figures.totals.push_back({segment.site});
        addSegment(figures.totals.back(), segment);
        figures.totals.back().lastEventAt = std::max(figures.totals.back().lastEventAt, segment.last);
    }
    return figures;
}

}

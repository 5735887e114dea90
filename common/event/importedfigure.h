#pragma once

#include "common/event/event.h"
#include "common/result.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace footfall {

// Types that begin so are Footfall's own.
inline constexpr std::string_view reservedTypes = "footfall:";

// A row of another tool's export: what that has counted of a value on a day. It travels as an event
// of this type and of that day's midnight in UTC, without a user; its props are `tool`, `dimension`,
// `views`, `visitors` and `value`; but a path, referrer or source is that of the event, so that ingest
// gives it the form that it gives to any other.
inline constexpr char importedType[] = "footfall:imported";

inline constexpr std::string_view importedTotal = "total"; // the dimension of a whole day, without a value
inline constexpr std::array<std::string_view, 11> importedDimensions = {importedTotal, "path", "referrer", "source",
    "utm_source", "utm_medium", "utm_campaign", "browser", "os", "device", "country"};

struct ImportedFigure {
    std::string_view dimension; // one of importedDimensions
    std::string value; // empty only of importedTotal
    std::int64_t views = 0;
    std::int64_t visitors = 0;
};

// That of an event of importedType; nullopt: ingest has left nothing of its value.
std::optional<ImportedFigure> importedFigure(const Event &event);

// What the event adds to `imported_figures`: its figure, and of a path also that of all pages of the day.
std::vector<ImportedFigure> importedRows(const Event &event);

// Whether a valid event may have its type: Invalid for a reserved one that comes from a browser, is
// not known, or is not what importedFigure() can read.
Result<void> checkReserved(const Event &event, bool fromBrowser);

}

#include "common/event/importedfigure.h"

#include <simdjson.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

namespace dom = simdjson::dom;

constexpr std::int64_t mostViews = std::int64_t(1) << 53; // a sum of these is far from overflowing

Result<ImportedFigure> read(const Event &event)
{
    dom::parser parser;
    dom::object props;
    if (parser.parse(event.props.data(), event.props.size()).get(props) != simdjson::SUCCESS)
        return invalid(u"props: missing"_s);
    ImportedFigure figure;
    std::string_view text;
    if (props["dimension"].get(text) != simdjson::SUCCESS)
        return invalid(u"props: dimension: missing"_s);
    const auto dimension = std::find(importedDimensions.begin(), importedDimensions.end(), text);
    if (dimension == importedDimensions.end())
        return invalid(u"props: dimension: unknown"_s);
    figure.dimension = *dimension;
    for (const auto &[name, member] :
        {std::pair("views", &ImportedFigure::views), std::pair("visitors", &ImportedFigure::visitors)}) {
        std::int64_t &number = figure.*member;
        if (props[name].get(number) != simdjson::SUCCESS || number < 0 || number > mostViews)
            return invalid(u"props: %1: a whole number from 0"_s.arg(QLatin1StringView(name)));
    }
    if (figure.dimension == "path")
        figure.value = event.path;
    else if (figure.dimension == "referrer")
        figure.value = event.referrer;
    else if (figure.dimension == "source")
        figure.value = event.source;
    else if (props["value"].get(text) == simdjson::SUCCESS)
        figure.value = text;
    return figure;
}

bool isComplete(const ImportedFigure &figure)
{
    return figure.value.empty() == (figure.dimension == importedTotal);
}

}

std::optional<ImportedFigure> importedFigure(const Event &event)
{
    auto figure = read(event);
    return figure && isComplete(*figure) ? std::optional(std::move(*figure)) : std::nullopt;
}

std::vector<ImportedFigure> importedRows(const Event &event)
{
    std::vector<ImportedFigure> rows;
    if (auto figure = importedFigure(event))
        rows.push_back(std::move(*figure));
    if (!rows.empty() && rows.front().dimension == "path")
        rows.push_back({"pages", {}, rows.front().views, rows.front().visitors});
    return rows;
}

Result<void> checkReserved(const Event &event, bool fromBrowser)
{
    if (!event.eventType.starts_with(reservedTypes))
        return {};
    if (fromBrowser || event.eventType != importedType)
        return invalid(u"event_type: types that begin with footfall: are reserved"_s);
    if (!event.userId.empty() || event.count != 1)
        return invalid(u"event_type: %1 has no user_id and no count"_s.arg(QLatin1StringView(importedType)));
    if (event.timestamp % microsPerDay != 0)
        return invalid(u"timestamp: the first moment of a UTC day"_s);
    return read(event).and_then([](const ImportedFigure &figure) -> Result<void> {
        if (!isComplete(figure))
            return invalid(u"props: value: missing, or not of this dimension"_s);
        return {};
    });
}

}

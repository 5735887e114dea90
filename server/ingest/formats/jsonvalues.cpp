#include "server/ingest/formats/jsonvalues.h"

#include "common/json/parse.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

Result<simdjson::dom::object> parseObject(simdjson::dom::parser &parser, std::string_view json)
{
    const auto document = parseJson(parser, json);
    if (!document)
        return tl::unexpected(document.error());
    simdjson::dom::object object;
    if (document->get_object().get(object) != simdjson::SUCCESS)
        return invalid(u"Expected a JSON object"_s);
    return object;
}

std::string_view textOf(Found value)
{
    simdjson::dom::element element;
    return value.get(element) == simdjson::SUCCESS ? textOf(element) : std::string_view();
}

std::string_view textOf(simdjson::dom::element value)
{
    std::string_view text;
    return value.get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::string_view firstOf(std::initializer_list<Found> values)
{
    for (const Found &value : values) {
        if (const std::string_view text = textOf(value); !text.empty())
            return text;
    }
    return {};
}

bool isGiven(Found value)
{
    simdjson::dom::element element;
    return value.get(element) == simdjson::SUCCESS && !element.is_null() && !(element.is_string() && textOf(value).empty());
}

}

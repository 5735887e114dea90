#include "server/ingest/formats/jsonevents.h"

#include "common/jsonparse.h"
#include "common/jsontext.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace dom = simdjson::dom;

Result<dom::object> parseObject(dom::parser &parser, std::string_view json)
{
    const auto document = parseJson(parser, json);
    if (!document)
        return tl::unexpected(document.error());
    dom::object object;
    if (document->get_object().get(object) != simdjson::SUCCESS)
        return invalid(u"Expected a JSON object"_s);
    return object;
}

void JsonEvents::begin()
{
    m_json += m_json.empty() ? "{" : "},{";
}

void JsonEvents::raw(std::string_view name, std::string_view json)
{
    if (m_json.back() != '{')
        m_json += ',';
    m_json += '"';
    m_json += name;
    m_json += "\":";
    m_json += json;
}

void JsonEvents::text(std::string_view name, std::string_view value)
{
    std::string json;
    appendJsonString(json, value);
    raw(name, json);
}

void JsonEvents::copy(std::string_view name, dom::element value)
{
    raw(name, simdjson::minify(value));
}

void JsonEvents::copy(std::string_view name, Found value)
{
    if (dom::element element; value.get(element) == simdjson::SUCCESS)
        copy(name, element);
}

void JsonEvents::flat(std::string_view name, dom::element value)
{
    dom::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS)
        return copy(name, value);
    std::string json = "{";
    for (const auto [key, item] : object) {
        if (item.is_null() || item.is_array() || item.is_object())
            continue;
        if (json.size() > 1)
            json += ',';
        appendJsonString(json, key);
        json += ':';
        json += simdjson::minify(item);
    }
    raw(name, json + '}');
}

void JsonEvents::flat(std::string_view name, Found value)
{
    if (dom::element element; value.get(element) == simdjson::SUCCESS)
        flat(name, element);
}

std::string JsonEvents::finish() const
{
    std::string json = "[";
    json += m_json;
    json += m_json.empty() ? "]" : "}]";
    return json;
}

std::string_view textOf(dom::element value)
{
    std::string_view text;
    return value.get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::string_view textOf(Found value)
{
    dom::element element;
    return value.get(element) == simdjson::SUCCESS ? textOf(element) : std::string_view();
}

}

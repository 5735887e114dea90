#include "cli/import/exporttable.h"

#include "common/json/text.h"

#include <algorithm>

namespace footfall::cli {

std::optional<std::size_t> findColumn(const ExportRecord &header, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        const auto it = std::find(header.begin(), header.end(), name);
        if (it != header.end())
            return std::size_t(it - header.begin());
    }
    return std::nullopt;
}

std::string jsonText(std::string_view text)
{
    std::string json;
    appendJsonString(json, text);
    return json;
}

ExportEvent::ExportEvent(std::string &out, const std::string &site, std::string_view type)
    : m_out(out)
{
    m_out += R"({"site_id":)" + jsonText(site);
    text("event_type", type);
}

ExportEvent &ExportEvent::text(std::string_view name, std::string_view value)
{
    return value.empty() ? *this : raw(name, jsonText(value));
}

ExportEvent &ExportEvent::raw(std::string_view name, std::string_view json)
{
    m_out += ",\"";
    m_out += name;
    m_out += "\":";
    m_out += json;
    return *this;
}

void ExportEvent::end()
{
    m_out += "}\n";
}

}

#pragma once

#include "common/json/text.h"

#include <QDate>

#include <cstdint>
#include <optional>

namespace footfall::server {

// `,"name":` and the value: a member of a JSON object that has one already.

inline void appendMember(std::string &json, std::string_view name, std::string_view number)
{
    json += ",\"";
    json += name;
    json += "\":";
    json += number;
}

inline void appendMember(std::string &json, std::string_view name, const std::optional<std::int64_t> &number)
{
    appendMember(json, name, number ? std::string_view(std::to_string(*number)) : std::string_view("null"));
}

inline void appendTextMember(std::string &json, std::string_view name, std::string_view text)
{
    appendMember(json, name, std::string_view());
    appendJsonString(json, text);
}

inline void appendDayMember(std::string &json, std::string_view name, QDate day)
{
    appendTextMember(json, name, day.toString(Qt::ISODate).toStdString());
}

// `{"site_id":S`
inline std::string siteObject(std::string_view siteId)
{
    std::string json = "{\"site_id\":";
    appendJsonString(json, siteId);
    return json;
}

}

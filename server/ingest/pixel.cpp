#include "server/ingest/pixel.h"

#include "common/jsontext.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

struct Parameter {
    const char *name; // the field's, too
    const char *alias;
};
constexpr Parameter parameters[] = {
    {"site_id", "s"}, {"path", "p"}, {"referrer", "r"}, {"query", "q"}, {"event_id", "i"}};

// One transparent dot, as small as the format (GIF89a) has it: 43 bytes.
const QByteArray dot = QByteArray::fromHex("47494638396101000100800000000000ffffff21f90401000000002c"
                                           "00000000010001000002014401003b"_ba);

}

Result<std::string> pixelJson(const Request &request)
{
    std::string json = R"({"event_type":"page_view")";
    for (const Parameter &parameter : parameters) {
        const auto value = request.text(request.parameter(parameter.name) ? parameter.name : parameter.alias);
        if (!value)
            return tl::unexpected(value.error());
        if (!*value || (*value)->empty())
            continue;
        json += ",\"";
        json += parameter.name;
        json += "\":";
        appendJsonString(json, **value);
    }
    if (json.find("\"site_id\":") == json.npos)
        return invalid(u"Missing required parameter: site_id"_s);
    return json + '}';
}

Answer pixelAnswer()
{
    return {200, dot, "image/gif", "Cache-Control: no-store\r\nCross-Origin-Resource-Policy: cross-origin\r\n"};
}

}

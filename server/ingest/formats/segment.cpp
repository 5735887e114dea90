#include "server/ingest/formats/jsonevents.h"
#include "server/ingest/formats/translation.h"

#include "common/jsonparse.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

namespace dom = simdjson::dom;

// The first of these texts that is not empty.
std::string_view firstOf(std::initializer_list<Found> values)
{
    for (const auto &value : values) {
        if (const std::string_view text = textOf(value); !text.empty())
            return text;
    }
    return {};
}

// Where the page is, by what the libraries write: path and search, or the whole url.
void placeOf(JsonEvents &events, const dom::element &call)
{
    const QUrl url(QString::fromUtf8(QByteArray::fromStdString(
        std::string(firstOf({call.at_pointer("/properties/url"), call.at_pointer("/context/page/url")})))));
    const std::string_view path = firstOf({call.at_pointer("/properties/path"), call.at_pointer("/context/page/path")});
    const std::string_view search = firstOf({call.at_pointer("/properties/search"), call.at_pointer("/context/page/search")});
    events.text("path", path.empty() ? url.path(QUrl::FullyEncoded).toStdString() : std::string(path));
    events.text("query", search.empty() ? url.query(QUrl::FullyEncoded).toStdString() : std::string(search));
    events.text("referrer", firstOf({call.at_pointer("/properties/referrer"), call.at_pointer("/context/page/referrer")}));
}

const char *userFieldOf(const dom::element &call)
{
    const Found user = call["userId"];
    dom::element value;
    const bool isThere = user.get(value) == simdjson::SUCCESS && !value.is_null() && simdjson::minify(value) != "\"\"";
    return isThere ? "userId" : "anonymousId";
}

void append(JsonEvents &events, const dom::element &call, std::string_view type, std::string_view writeKey)
{
    events.begin();
    events.text("site_id", writeKey);
    if (type == "page")
        events.text("event_type", "page_view");
    else
        events.copy("event_type", call["event"]);
    placeOf(events, call);
    events.copy("user_id", call[userFieldOf(call)]);
    events.copy("event_id", call["messageId"]);
    events.copy("timestamp", call["timestamp"]);
    events.text("user_agent", textOf(call.at_pointer("/context/userAgent")));
    if (type == "track") // a page's are where it is
        events.flat("props", call["properties"]);
}

}

Result<Translation> fromSegment(std::string_view json, std::string_view type, const std::string &writeKey)
{
    dom::parser parser;
    const auto document = parseJson(parser, json);
    if (!document)
        return tl::unexpected(document.error());
    if (!document->is_object())
        return invalid(u"Expected a JSON object"_s);

    std::vector<dom::element> calls {*document};
    if (type == "batch") {
        dom::array batch;
        if ((*document)["batch"].get_array().get(batch) != simdjson::SUCCESS)
            return invalid(u"batch: expected an array"_s);
        calls.assign(batch.begin(), batch.end());
    }
    JsonEvents events;
    const char *userField = "userId";
    for (const dom::element &call : calls) {
        if (!call.is_object())
            return invalid(u"batch: expected an array of objects"_s);
        const std::string_view own = type == "batch" ? textOf(call["type"]) : type;
        const std::string_view key = firstOf({call["writeKey"], (*document)["writeKey"]});
        const std::string_view site = key.empty() ? std::string_view(writeKey) : key;
        if (site.empty())
            return invalid(u"writeKey: expected a site_id, here or in Authorization"_s);
        if (own == "page" || own == "track") {
            append(events, call, own, site);
            userField = userFieldOf(call);
        }
    }
    return Translation {events.finish(),
        {{"site_id", "writeKey"}, {"event_type", "event"}, {"event_id", "messageId"}, {"user_id", userField},
            {"props", "properties"}}};
}

}

// Umami's API for sending (https://umami.is/docs/api/sending-stats): a hit, or with /api/batch an
// array of them.
#include "server/ingest/formats/clientclock.h"
#include "server/ingest/formats/format.h"
#include "server/ingest/formats/jsonvalues.h"
#include "server/ingest/formats/pageurl.h"

#include "common/json/parse.h"
#include "common/json/text.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

namespace dom = simdjson::dom;

// Seconds since 1970, as a number or as its text.
void setTime(DraftTime &draft, Found value)
{
    if (!isGiven(value))
        return;
    std::int64_t seconds = 0;
    draft.time = value.get_int64().get(seconds) == simdjson::SUCCESS ? unixTime(seconds, 1) : unixTime(textOf(value), 1);
    if (!draft.time)
        draft.refuse("expected seconds since 1970");
}

// The scripts of older servers, which send a path alone, encode it once more.
std::string encodedOnce(std::string_view url)
{
    if (!url.starts_with('/'))
        return std::string(url);
    std::string once;
    for (std::size_t percent = url.find("%25"); percent != url.npos; percent = url.find("%25")) {
        once.append(url.substr(0, percent + 1));
        url.remove_prefix(percent + 3);
    }
    return once.append(url);
}

// Umami counts the whole fragment as part of the path; here a route is one, and an anchor is not.
void setRoute(EventDraft &draft, std::string_view url, std::string &room)
{
    setPage(draft, "url", url, room);
    const auto parts = PageUrl::parse(url);
    if (!parts || !(parts->fragment.starts_with('/') || parts->fragment.starts_with("!/")))
        return;
    room.assign(parts->path).append(1, '#').append(parts->fragment);
    draft.path.set(room);
}

bool take(const dom::element &hit, std::int64_t index, const DraftSink &sink)
{
    const std::string_view type = textOf(hit["type"]);
    if (type == "identify" || type == "performance") // of a visitor, or of how fast a page was
        return true;
    const Found payload = hit["payload"];
    std::string room;
    EventDraft draft;
    draft.index = index;
    draft.siteId.name = "website";
    draft.eventType.name = "name";
    draft.userId.name = "id";
    draft.userAgent.name = "userAgent";
    draft.props.name = "data";
    draft.siteId.set(payload["website"]);
    draft.eventType.set(std::string_view(pageView));
    if (isGiven(payload["name"]))
        draft.eventType.set(payload["name"]);
    if (type != "event") {
        draft.eventType.name = "type";
        draft.eventType.refuse("event, identify or performance");
    }
    const std::string url = encodedOnce(textOf(payload["url"]));
    setRoute(draft, url, room);
    setReferrer(draft, textOf(payload["referrer"]));
    // What is no text is refused, and not taken for none.
    for (const auto &[name, field] : {std::pair {"url", &EventDraft::path}, std::pair {"referrer", &EventDraft::referrer}}) {
        if (isGiven(payload[name]) && !payload[name].is_string())
            (draft.*field).set(payload[name]);
    }
    draft.userId.set(payload["id"]);
    draft.userAgent.set(payload["userAgent"]);
    draft.address.set(payload["ip"]);
    setTime(draft.timestamp, payload["timestamp"]);
    draft.props.leavesOutOthers = true;
    if (dom::element data; payload["data"].get(data) == simdjson::SUCCESS)
        draft.props.json = data;
    return sink(draft);
}

Result<void> readOne(const Request &request, const Receipt &, const DraftSink &sink)
{
    dom::parser parser;
    const auto hit = parseJson(parser, request.bodyView());
    if (!hit)
        return tl::unexpected(hit.error());
    if (!hit->is_object())
        return invalid(u"Expected a JSON object"_s);
    take(*hit, 0, sink);
    return {};
}

Result<void> readBatch(const Request &request, const Receipt &, const DraftSink &sink)
{
    dom::parser parser;
    const auto document = parseJson(parser, request.bodyView());
    if (!document)
        return tl::unexpected(document.error());
    dom::array hits;
    if (document->get_array().get(hits) != simdjson::SUCCESS)
        return invalid(u"Expected a JSON array"_s);
    std::int64_t index = 0;
    for (const dom::element hit : hits) {
        if (!take(hit, index++, sink))
            break;
    }
    return {};
}

// The script sends back what it is given as "cache": nothing here.
Answer accepted(const Request &, const Intake &)
{
    return Answer::json("{}");
}

Answer acceptedBatch(const Request &, const Intake &intake)
{
    const std::string rejected = std::to_string(intake.rejected().size());
    std::string json = "{\"size\":" + std::to_string(intake.events()) + ",\"processed\":" + std::to_string(intake.accepted())
        + ",\"errors\":" + rejected + ",\"details\":[";
    for (const Intake::Rejected &item : intake.rejected()) {
        if (json.back() != '[')
            json += ',';
        json += "{\"index\":" + std::to_string(item.index) + ",\"response\":{\"error\":{\"message\":";
        appendJsonString(json, item.error.message.toStdString());
        json += "}}}";
    }
    return Answer::json(json + "]}");
}

}

std::vector<Format> umamiFormats()
{
    return {{.path = "/api/send", .read = readOne, .accepted = accepted, .isBrowsers = hasBrowsersAgent},
        {.path = "/api/batch", .read = readBatch, .accepted = acceptedBatch, .onError = Intake::OnError::GoOn, .isBrowsers = hasBrowsersAgent}};
}

}

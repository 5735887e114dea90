// PostHog's capture API (https://posthog.com/docs/api/capture): an event, an array of events, or
// {"api_key","batch":[events]}. "$pageview" is a page view, and an event whose name does not begin
// with "$" is one of that name; by the others the libraries tell of people, clicks and themselves,
// and they give no event. What the libraries ask before they begin is answered with settings that
// switch off all that is not counted here.
#include "server/http/contentencoding.h"
#include "server/http/formvalue.h"
#include "server/ingest/formats/clientclock.h"
#include "server/ingest/formats/format.h"
#include "server/ingest/formats/jsonvalues.h"
#include "server/ingest/formats/pageurl.h"

#include "common/event/rules.h"
#include "common/json/parse.h"
#include "common/json/text.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

namespace dom = simdjson::dom;

constexpr qint64 maxBody = 1 << 20;
// Without "surveys": with false posthog-js would load their script all the same.
constexpr std::string_view settings = R"("supportedCompression":["gzip","gzip-js"],"hasFeatureFlags":false,)"
    R"("autocapture_opt_out":true,"autocaptureExceptions":false,"captureDeadClicks":false,"capturePerformance":false,)"
    R"("heatmaps":false,"sessionRecording":false,"toolbarParams":{},"isAuthenticated":false,"siteApps":[])";

// The JSON of a request: the body or the field `data` of a form; as it is, in base64, or gzipped
// without a Content-Encoding that says so.
Result<QByteArray> jsonOf(const Request &request)
{
    QByteArray body = request.contentType == formType ? formValue(request.body, "data").value_or(QByteArray()) : request.body;
    const QByteArray base64 = QByteArray(body).replace(' ', '+'); // a '+' that a form takes for a space
    const auto plain = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (plain && !plain.decoded.isEmpty())
        body = plain.decoded;
    if (!body.startsWith("\x1f\x8b"))
        return body;
    const auto decoded = decodeBody(body, "gzip", maxBody);
    if (decoded)
        return *decoded;
    const bool isTooLarge = decoded.error().status == 413;
    return tl::unexpected(Error {isTooLarge ? Error::Kind::TooLarge : Error::Kind::Invalid,
        isTooLarge ? u"The body: at most %1 bytes decoded"_s.arg(maxBody) : u"The body: not the gzip that it begins as"_s});
}

// When the request was sent, by the client's clock: in the body, or as milliseconds in the query.
std::optional<Timestamp> sentAtOf(const Request &request, const dom::element &document)
{
    if (const std::string_view text = textOf(document["sent_at"]); !text.empty())
        return parseTimestamp(text);
    bool isNumber = false;
    const qint64 millis = request.parameter("_").value_or(QByteArray()).toLongLong(&isNumber);
    constexpr qint64 mostMillis = std::numeric_limits<qint64>::max() / 1000;
    return isNumber && millis > 0 && millis < mostMillis ? std::optional(Timestamp(millis * 1000)) : std::nullopt;
}

// `offset`: how many milliseconds before the request was sent, of clients without a `timestamp`.
void setTime(DraftTime &draft, const dom::element &event, const Receipt &receipt, const ClientClock &clock)
{
    draft.set(event["timestamp"]);
    std::int64_t millis = 0;
    if (draft.state == DraftText::State::Text) {
        clock.set(draft, draft.text);
    } else if (draft.state == DraftText::State::Absent && event["offset"].get_int64().get(millis) == simdjson::SUCCESS) {
        draft.name = "offset";
        draft.time = receipt.now - std::clamp<std::int64_t>(millis, 0, receipt.now / 1000) * 1000;
    }
}

// What the libraries put among the properties of those who use them.
bool isOwnProperty(std::string_view key)
{
    static constexpr std::array words = {"_kx", "bfcid", "dclid", "distinct_id", "epik", "fbclid", "gad_source", "gbraid",
        "gclid", "gclsrc", "igshid", "irclid", "li_fat_id", "mc_cid", "msclkid", "oppref", "qclid", "rdt_cid", "sccid",
        "title", "token", "ttclid", "twclid", "wbraid"};
    return key.starts_with('$') || key.starts_with("utm_") || std::ranges::find(words, key) != words.end();
}

void setPage(EventDraft &draft, const dom::element &event)
{
    const Found properties = event["properties"];
    draft.path.name = draft.query.name = "$current_url";
    draft.referrer.name = "$referrer";
    if (const auto url = PageUrl::parse(textOf(properties["$current_url"]))) {
        draft.path.set(url->path);
        draft.query.set(url->query);
    }
    if (const std::string_view referrer = textOf(properties["$referrer"]); referrer != "$direct")
        draft.referrer.setUnlessEmpty(referrer);
}

EventDraft draftOf(const dom::element &event, std::string_view token, const Receipt &receipt, const ClientClock &clock)
{
    const Found properties = event["properties"];
    EventDraft draft;
    draft.siteId.name = "api_key";
    draft.eventType.name = "event";
    draft.userId.name = "distinct_id";
    draft.eventId.name = "uuid";
    draft.props.name = "properties";
    draft.siteId.set(token);
    if (textOf(event["event"]) == "$pageview")
        draft.eventType.set(std::string_view(pageView));
    else
        draft.eventType.set(event["event"]);
    setPage(draft, event);
    const Found user = isGiven(event["distinct_id"]) ? event["distinct_id"] : properties["distinct_id"];
    if (textOf(user) != "$posthog_cookieless") // it leaves it to the server to know the visitor
        draft.userId.set(user);
    if (const Found id = isGiven(event["uuid"]) ? event["uuid"] : properties["$insert_id"]; isGiven(id))
        draft.eventId.set(id);
    setTime(draft.timestamp, event, receipt, clock);
    draft.userAgent.setUnlessEmpty(textOf(properties["$raw_user_agent"]));
    draft.props.leavesOutOthers = true;
    draft.props.leavesOut = isOwnProperty;
    if (dom::element json; properties.get(json) == simdjson::SUCCESS)
        draft.props.json = json;
    return draft;
}

bool isCounted(const dom::element &event)
{
    const std::string_view name = textOf(event["event"]);
    return name == "$pageview" || !name.starts_with('$');
}

Result<void> read(const Request &request, const Receipt &receipt, const DraftSink &sink)
{
    const auto json = jsonOf(request);
    if (!json)
        return tl::unexpected(json.error());
    dom::parser parser;
    const auto document = parseJson(parser, viewOf(*json));
    if (!document)
        return tl::unexpected(document.error());
    const ClientClock clock(receipt.now, sentAtOf(request, *document));
    const std::string_view key = firstOf({(*document)["api_key"], (*document)["token"]});
    const auto take = [&](const dom::element &event, std::int64_t index) -> Result<bool> {
        const std::string_view own = firstOf({event["api_key"], event["token"], event["properties"]["token"]});
        const std::string_view token = own.empty() ? key : own;
        if (token.empty())
            return invalid(u"api_key: expected a site_id"_s);
        if (!isCounted(event))
            return true;
        EventDraft draft = draftOf(event, token, receipt, clock);
        draft.index = index;
        return sink(draft);
    };
    dom::array batch;
    const bool isArray = document->get_array().get(batch) == simdjson::SUCCESS;
    if (isArray ? batch.size() == 0 : !document->is_object())
        return invalid(u"Expected a JSON object or an array of objects"_s);
    if (!isArray && (*document)["batch"].get_array().get(batch) != simdjson::SUCCESS)
        return take(*document, 0).map([](bool) {});
    std::int64_t index = 0;
    for (const dom::element event : batch) {
        if (!event.is_object())
            return invalid(u"batch: expected an array of objects"_s);
        const auto more = take(event, index++);
        if (!more || !*more)
            return more.map([](bool) {});
    }
    return {};
}

Answer accepted(const Request &, const Intake &intake)
{
    return withRejected("{\"status\":\"Ok\"", intake);
}

Answer configuration(const Request &, const Intake &)
{
    return Answer::json("{" + std::string(settings) + '}');
}

Answer configurationScript(const Request &request, const Intake &)
{
    const std::string token = request.path.split('/').value(2).toStdString(); // /array/TOKEN/config.js
    if (!isGoodText(token))
        return Answer::error(400, u"token: UTF-8 without U+0000"_s);
    std::string script = "(window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{})[";
    appendJsonString(script, token);
    script += "]={\"config\":{" + std::string(settings) + "},\"siteApps\":[]};";
    return {200, QByteArray::fromStdString(script), "text/javascript"};
}

// No flags, in the words of all versions.
Answer flags(const Request &, const Intake &)
{
    std::string json = R"({"flags":{},"featureFlags":{},"featureFlagPayloads":{},"errorsWhileComputingFlags":false,)";
    json.append(settings) += '}';
    return Answer::json(json);
}

}

std::vector<Format> posthogFormats()
{
    const QByteArrayList types = {"application/json", "text/plain", formType};
    std::vector<Format> formats;
    for (const char *path : {"/batch", "/capture", "/e", "/i/v0/e"}) {
        formats.push_back({.path = path, .read = read, .accepted = accepted, .onError = Intake::OnError::GoOn,
            .contentTypes = types, .maxBody = maxBody});
    }
    const auto nothing = [](const Request &, const Receipt &, const DraftSink &) { return Result<void>(); };
    formats.push_back({.method = "GET", .path = "/array/{token}/config", .read = nothing, .accepted = configuration});
    formats.push_back({.method = "GET", .path = "/array/{token}/config.js", .read = nothing, .accepted = configurationScript});
    for (const char *path : {"/flags", "/decide"})
        formats.push_back({.path = path, .read = nothing, .accepted = flags, .contentTypes = types, .maxBody = maxBody});
    formats.push_back({.path = "/engage", .read = nothing, .accepted = accepted, .contentTypes = types, .maxBody = maxBody}); // of people
    return formats;
}

}

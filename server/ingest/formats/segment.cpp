// Segment's tracking API
// (https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/): a call, or with
// /v1/batch {"batch":[calls]}. Calls that are neither track nor page give no event.
#include "server/ingest/formats/clientclock.h"
#include "server/ingest/formats/format.h"
#include "server/ingest/formats/jsonvalues.h"
#include "server/ingest/formats/pageurl.h"

#include "common/json/parse.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

namespace dom = simdjson::dom;

// The user of "Basic base64(user:password)" (RFC 7617); empty: it is something else.
std::string userOf(const QByteArray &authorization)
{
    if (authorization.first(std::min<qsizetype>(6, authorization.size())).toLower() != "basic ")
        return {};
    return QByteArray::fromBase64(authorization.mid(6).trimmed()).split(':').front().toStdString();
}

// Empty: there is none.
Result<std::string_view> writeKeyOf(const dom::element &body)
{
    const Found key = body["writeKey"];
    if (isGiven(key) && !key.is_string())
        return invalid(u"writeKey: expected a string"_s);
    if (textOf(key).size() > maxSiteBytes)
        return invalid(u"writeKey: at most %1 bytes"_s.arg(maxSiteBytes));
    return textOf(key);
}

// Where the page is, by what the libraries write: path and search, or the whole url.
void setPage(EventDraft &draft, const dom::element &call)
{
    const auto pageMember = [&](const char *name) {
        return firstOf({call.at_pointer(std::string("/properties/") + name), call.at_pointer(std::string("/context/page/") + name)});
    };
    const PageUrl url = PageUrl::parse(pageMember("url")).value_or(PageUrl());
    const std::string_view path = pageMember("path");
    const std::string_view search = pageMember("search");
    draft.path.set(path.empty() ? url.path : path);
    draft.query.set(search.empty() ? url.query : search);
    draft.referrer.set(pageMember("referrer"));
}

// `originalTimestamp` is RudderStack's name of what the client says; `timestamp` may be what
// another server has made of it.
void setTime(DraftTime &draft, const dom::element &call, const ClientClock &clock)
{
    const Found original = call["originalTimestamp"];
    const Found time = isGiven(original) ? original : call["timestamp"];
    draft.name = isGiven(original) ? "originalTimestamp" : "timestamp";
    if (const std::string_view text = textOf(time); !text.empty())
        clock.set(draft, text);
    else
        draft.set(time);
}

EventDraft draftOf(const dom::element &call, bool isPage, std::string_view site, const ClientClock &clock)
{
    EventDraft draft;
    draft.siteId.name = "writeKey";
    draft.eventType.name = "event";
    draft.eventId.name = "messageId";
    draft.props.name = "properties";
    draft.siteId.set(site);
    if (isPage)
        draft.eventType.set(std::string_view(pageView));
    else
        draft.eventType.set(call["event"]);
    setPage(draft, call);
    draft.userId.name = isGiven(call["userId"]) ? "userId" : "anonymousId";
    draft.userId.set(call[draft.userId.name]);
    if (isGiven(call["messageId"]))
        draft.eventId.set(call["messageId"]);
    setTime(draft.timestamp, call, clock);
    draft.userAgent.setUnlessEmpty(textOf(call.at_pointer("/context/userAgent")));
    draft.props.leavesOutOthers = true;
    if (dom::element properties; !isPage && call["properties"].get(properties) == simdjson::SUCCESS) // a page's are where it is
        draft.props.json = properties;
    return draft;
}

// `type`: of calls that do not say their own ("page" for /v1/page), or "batch".
Result<void> read(const Request &request, const Receipt &receipt, std::string_view type, const DraftSink &sink)
{
    dom::parser parser;
    const auto document = parseJson(parser, request.bodyView());
    if (!document)
        return tl::unexpected(document.error());
    if (!document->is_object())
        return invalid(u"Expected a JSON object"_s);
    const std::string user = userOf(request.authorization);
    const auto checkedKey = writeKeyOf(*document);
    if (!checkedKey) // of a batch without calls, too
        return tl::unexpected(checkedKey.error());
    const std::string_view bodyKey = *checkedKey;
    const std::string_view sentAt = textOf((*document)["sentAt"]);
    const auto take = [&](const dom::element &call, std::string_view own, std::int64_t index) -> Result<bool> {
        const std::string_view callKey = textOf(call["writeKey"]);
        const std::string_view site = !callKey.empty() ? callKey : bodyKey.empty() ? std::string_view(user) : bodyKey;
        if (own != "page" && own != "track")
            return true;
        if (site.empty())
            return invalid(u"writeKey: expected a site_id, here or in Authorization"_s);
        const std::string_view callSentAt = textOf(call["sentAt"]);
        const ClientClock clock(receipt.now, parseTimestamp(sentAt.empty() ? callSentAt : sentAt));
        EventDraft draft = draftOf(call, own == "page", site, clock);
        draft.index = index;
        return sink(draft);
    };
    if (type != "batch")
        return take(*document, type, 0).map([](bool) {});
    dom::array batch;
    if ((*document)["batch"].get_array().get(batch) != simdjson::SUCCESS)
        return invalid(u"batch: expected an array"_s);
    std::int64_t index = 0;
    for (const dom::element call : batch) {
        if (!call.is_object())
            return invalid(u"batch: expected an array of objects"_s);
        const auto more = take(call, textOf(call["type"]), index++);
        if (!more || !*more)
            return more.map([](bool) {});
    }
    return {};
}

Answer accepted(const Request &, const Intake &intake)
{
    return withRejected("{\"success\":true", intake);
}

}

std::vector<Format> segmentFormats()
{
    // The short names are those of analytics.js; m is what it tells of itself.
    constexpr std::pair<const char *, const char *> endpoints[] = {{"track", "track"}, {"t", "track"}, {"page", "page"},
        {"p", "page"}, {"batch", "batch"}, {"b", "batch"}, {"import", "batch"}, {"identify", ""}, {"i", ""}, {"group", ""},
        {"g", ""}, {"alias", ""}, {"a", ""}, {"screen", ""}, {"s", ""}, {"m", ""}};
    // RudderStack's library for node says that its JSON is a form.
    const QByteArrayList types = {"application/json", "text/plain", formType};
    std::vector<Format> formats;
    for (const auto &[name, type] : endpoints) {
        const auto readAs = [type = type](const Request &request, const Receipt &receipt, const DraftSink &sink) {
            return read(request, receipt, type, sink);
        };
        formats.push_back({.path = QByteArray("/v1/") + name, .read = readAs, .accepted = accepted,
            .onError = Intake::OnError::GoOn, .contentTypes = types});
    }
    return formats;
}

}

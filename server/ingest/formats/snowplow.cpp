// Snowplow's tracker protocol
// (https://docs.snowplow.io/docs/events/going-deeper/event-parameters/): an event in the query of
// /i, or many in the "data" of /com.snowplowanalytics.snowplow/tp2.
#include "server/ingest/formats/clientclock.h"
#include "server/ingest/formats/format.h"
#include "server/ingest/formats/hitparameters.h"
#include "server/ingest/formats/jsonvalues.h"
#include "server/ingest/formats/pageurl.h"
#include "server/ingest/pixel.h"

#include <QByteArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

namespace dom = simdjson::dom;

constexpr std::string_view parameters[] = {"aid", "dtm", "duid", "e", "eid", "ip", "refr", "se_ac", "se_ca", "se_la", "se_pr", "se_va", "stm",
    "ti_id", "ti_nm", "ti_pr", "ti_qu", "ti_sk", "tr_id", "tr_tt", "ttm", "ua", "ue_pr", "ue_px", "uid", "url"};
static_assert(std::is_sorted(std::begin(parameters), std::end(parameters)));

struct Kind {
    std::string_view e;
    std::string_view eventType; // empty: that of `typeParameter`
    std::string_view typeParameter = "e";
    std::vector<std::pair<std::string_view, std::string_view>> props = {};
};
const Kind kinds[] = {
    {"pv", pageView},
    {"se", {}, "se_ac", {{"category", "se_ca"}, {"label", "se_la"}, {"property", "se_pr"}, {"value", "se_va"}}},
    {"tr", "transaction", "e", {{"order", "tr_id"}, {"total", "tr_tt"}}},
    {"ti", "transaction_item", "e",
        {{"order", "ti_id"}, {"sku", "ti_sk"}, {"name", "ti_nm"}, {"price", "ti_pr"}, {"quantity", "ti_qu"}}},
};

// "viewed_product" of "iglu:com.acme/viewed_product/jsonschema/1-0-0".
std::string_view nameOf(std::string_view schema)
{
    schema.remove_prefix(std::min(schema.find('/') + 1, schema.size()));
    return schema.substr(0, schema.find('/'));
}

// A self-describing event: {"schema","data":{"schema","data":{...}}}. Its texts live in `parser`.
void setSelfDescribing(EventDraft &draft, const HitParameters &hit, dom::parser &parser)
{
    const bool isEncoded = hit["ue_pr"].empty();
    draft.eventType.name = draft.props.name = isEncoded ? "ue_px" : "ue_pr";
    const std::string_view text = hit[draft.eventType.name];
    constexpr std::size_t maxBytes = 65'536; // more than all props may have
    if (text.size() > maxBytes)
        return draft.eventType.refuse("at most 65536 bytes");
    const QByteArray json = isEncoded
        ? QByteArray::fromBase64({text.data(), qsizetype(text.size())}, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        : QByteArray(text.data(), qsizetype(text.size()));
    dom::element document;
    if (parser.parse(json.constData(), std::size_t(json.size())).get(document) != simdjson::SUCCESS)
        return draft.eventType.refuse("expected a self-describing event");
    const Found event = document["data"];
    const std::string_view name = nameOf(textOf(event["schema"]));
    if (name.empty())
        return draft.eventType.refuse("expected a self-describing event");
    draft.eventType.set(name);
    draft.props.leavesOutOthers = true;
    if (dom::element data; event["data"].get(data) == simdjson::SUCCESS)
        draft.props.json = data;
}

void setKind(EventDraft &draft, const HitParameters &hit, dom::parser &parser)
{
    const std::string_view e = hit["e"];
    if (e == "ue")
        return setSelfDescribing(draft, hit, parser);
    draft.eventType.name = "e";
    const auto kind = std::find_if(std::begin(kinds), std::end(kinds), [&](const Kind &some) { return some.e == e; });
    if (kind == std::end(kinds))
        return draft.eventType.setUnlessEmpty(e);
    draft.eventType.name = kind->typeParameter;
    draft.eventType.setUnlessEmpty(kind->eventType.empty() ? hit[kind->typeParameter] : kind->eventType);
    for (const auto &[key, parameter] : kind->props) {
        if (const std::string_view text = hit[parameter]; !text.empty())
            draft.props.texts.emplace_back(key, text);
    }
}

// `ttm` is right by its sender's word; `dtm` is by the clock of the device, which says in `stm` when
// it has sent.
void setTime(DraftTime &draft, const HitParameters &hit, Timestamp now)
{
    draft.name = hit["ttm"].empty() ? "dtm" : "ttm";
    const std::string_view text = hit[draft.name];
    if (text.empty())
        return;
    const auto time = unixTime(text, 1000);
    if (!time)
        return draft.refuse("expected milliseconds since 1970");
    draft.time = draft.name == "ttm" ? *time : ClientClock(now, unixTime(hit["stm"], 1000)).corrected(*time);
}

bool take(const HitParameters &hit, std::int64_t index, const Receipt &receipt, const DraftSink &sink)
{
    if (hit["e"] == "pp") // the page is still open
        return true;
    std::string room;
    dom::parser parser;
    EventDraft draft;
    draft.index = index;
    draft.siteId.name = "aid";
    draft.eventId.name = "eid";
    draft.referrer.name = "refr";
    draft.userAgent.name = "ua";
    draft.siteId.setUnlessEmpty(hit["aid"]);
    if (const auto url = PageUrl::parse(hit["url"]); hit["aid"].empty() && url) // an application may have no name
        draft.siteId.setUnlessEmpty(url->host);
    setKind(draft, hit, parser);
    setPage(draft, "url", hit["url"], room);
    setReferrer(draft, hit["refr"]);
    draft.userId.name = hit["uid"].empty() ? "duid" : "uid";
    draft.userId.setUnlessEmpty(hit[draft.userId.name]);
    draft.eventId.setUnlessEmpty(hit["eid"]);
    draft.userAgent.setUnlessEmpty(hit["ua"]);
    draft.address.setUnlessEmpty(hit["ip"]);
    setTime(draft.timestamp, hit, receipt.now);
    hit.refuseBadText(draft);
    return sink(draft);
}

Result<void> readQuery(const Request &request, const Receipt &receipt, const DraftSink &sink)
{
    HitParameters hit(parameters);
    hit.addForm({request.query.constData(), std::size_t(request.query.size())});
    take(hit, 0, receipt, sink);
    return {};
}

Result<void> readData(const Request &request, const Receipt &receipt, const DraftSink &sink)
{
    dom::parser parser;
    const auto object = parseObject(parser, request.bodyView());
    if (!object)
        return tl::unexpected(object.error());
    dom::array events;
    if ((*object)["data"].get_array().get(events) != simdjson::SUCCESS)
        return invalid(u"data: expected an array"_s);
    std::int64_t index = 0;
    for (const dom::element event : events) {
        HitParameters hit(parameters);
        if (dom::object fields; event.get_object().get(fields) == simdjson::SUCCESS)
            hit.addObject(fields);
        if (!take(hit, index++, receipt, sink))
            break;
    }
    return {};
}

}

std::vector<Format> snowplowFormats()
{
    const auto ok = [](const Request &, const Intake &) { return Answer {200, "ok", "text/plain"}; };
    const auto image = [](const Request &, const Intake &) { return pixelAnswer(); };
    return {{.path = "/com.snowplowanalytics.snowplow/tp2", .read = readData, .accepted = ok, .onError = Intake::OnError::GoOn},
        // Older scripts of pages ask for an image, which has no Origin.
        {.method = "GET", .path = "/i", .read = readQuery, .accepted = image, .isBrowsers = [](const Request &request) { return request.parameter("p") == "web"; }}};
}

}

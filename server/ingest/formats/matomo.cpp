// Matomo's tracking API (https://developer.matomo.org/api-reference/tracking-api): a hit in the
// query or in a form, or many as {"requests":["?...", {...}]}.
#include "server/ingest/formats/clientclock.h"
#include "server/ingest/formats/format.h"
#include "server/ingest/formats/hitparameters.h"
#include "server/ingest/formats/jsonvalues.h"
#include "server/ingest/formats/pageurl.h"
#include "server/ingest/pixel.h"

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

namespace dom = simdjson::dom;

constexpr std::string_view parameters[] = {"_cvar", "_id", "c_n", "c_p", "ca", "cdo", "cdt", "cid", "cip", "cvar", "dimension*",
    "download", "e_a", "e_c", "e_cvar", "e_n", "e_v", "ec_id", "idgoal", "idsite", "link", "ping", "revenue", "search", "search_cat",
    "search_count", "ua", "uid", "url", "urlref"};
static_assert(std::is_sorted(std::begin(parameters), std::end(parameters)));

using Props = std::vector<std::pair<std::string_view, std::string_view>>;

// The first of a key counts.
void add(Props &props, std::string_view key, std::string_view value)
{
    constexpr std::size_t enough = 31; // one more than the rules take
    const bool isThere = std::any_of(props.begin(), props.end(), [&](const auto &prop) { return prop.first == key; });
    if (!key.empty() && !value.empty() && !isThere && props.size() < enough)
        props.emplace_back(key, value);
}

// What kind of hit it is, the first of these that it has: its event type, and props by parameters.
struct Kind {
    std::string_view parameter;
    std::string_view eventType; // empty: the parameter's text
    std::vector<std::pair<std::string_view, std::string_view>> props = {};
};
const Kind kinds[] = {
    {"e_a", {}, {{"category", "e_c"}, {"name", "e_n"}, {"value", "e_v"}}},
    {"download", "download", {{"url", "download"}}},
    {"link", "outbound", {{"url", "link"}}},
    {"search", "search", {{"search", "search"}, {"category", "search_cat"}, {"results", "search_count"}}},
    {"ec_id", "order", {{"order", "ec_id"}, {"revenue", "revenue"}}},
    {"idgoal", "goal", {{"goal", "idgoal"}, {"revenue", "revenue"}}},
};

// Counted by nobody here: that a page is still open, what was shown in it, a cart that has changed,
// and what plugins of Matomo measure.
bool isNoEvent(const HitParameters &hit)
{
    const bool isCart = hit["idgoal"] == "0" && hit["ec_id"].empty();
    const bool isPlugins = hit["ca"] == "1" && hit["e_a"].empty();
    return hit["ping"] == "1" || !hit["c_n"].empty() || !hit["c_p"].empty() || isCart || isPlugins;
}

void setKind(EventDraft &draft, const HitParameters &hit)
{
    draft.eventType.set(std::string_view(pageView));
    for (const Kind &kind : kinds) {
        const std::string_view text = hit[kind.parameter];
        if (text.empty())
            continue;
        draft.eventType.name = kind.parameter;
        draft.eventType.set(kind.eventType.empty() ? text : kind.eventType);
        for (const auto &[key, parameter] : kind.props)
            add(draft.props.texts, key, hit[parameter]);
        return;
    }
}

// {"1":["plan","pro"]}; what is no such thing is nothing.
void addVariables(EventDraft &draft, const HitParameters &hit, std::string_view name, dom::parser &parser)
{
    constexpr std::size_t maxBytes = 65'536; // more than all props may have
    const std::string_view json = hit[name];
    if (json.size() > maxBytes) {
        draft.siteId.name = name;
        return draft.siteId.refuse("at most 65536 bytes");
    }
    dom::object variables;
    if (json.empty() || parser.parse(json).get_object().get(variables) != simdjson::SUCCESS)
        return;
    for (const auto [number, pair] : variables)
        add(draft.props.texts, textOf(pair.at(0)), textOf(pair.at(1)));
}

// `cdt` is when it happened, `cdo` for how many seconds it has waited.
void setTime(DraftTime &draft, const HitParameters &hit, Timestamp now)
{
    const std::string_view time = hit["cdt"];
    const auto waited = unixTime(hit["cdo"], 1);
    if (time.empty() && !waited)
        return;
    draft.time = time.empty() ? now : unixTime(time, 1);
    if (!draft.time)
        draft.time = parseTimestamp(time);
    if (!draft.time)
        return draft.refuse("expected seconds since 1970, or a time such as 2025-11-15 10:00:00");
    *draft.time -= std::abs(waited.value_or(0));
}

bool take(const HitParameters &hit, std::int64_t index, const Request &request, const Receipt &receipt, const DraftSink &sink)
{
    if (isNoEvent(hit))
        return true;
    std::string room;
    dom::parser parsers[3];
    EventDraft draft;
    draft.index = index;
    draft.siteId.name = "idsite";
    draft.referrer.name = "urlref";
    draft.timestamp.name = "cdt";
    draft.userAgent.name = "ua";
    draft.address.name = "cip";
    draft.siteId.setUnlessEmpty(hit["idsite"]);
    setKind(draft, hit);
    const bool isBare = hit["url"].empty() && hit["urlref"].empty(); // an image in a page that has no script
    setPage(draft, "url", isBare ? viewOf(request.referer) : hit["url"], room);
    setReferrer(draft, hit["urlref"]);
    for (const std::string_view user : {"uid", "cid", "_id"}) {
        if (draft.userId.text.empty()) {
            draft.userId.name = user;
            draft.userId.setUnlessEmpty(hit[user]);
        }
    }
    setTime(draft.timestamp, hit, receipt.now);
    hit.refuseBadText(draft);
    draft.userAgent.setUnlessEmpty(hit["ua"]);
    draft.address.setUnlessEmpty(hit["cip"]);
    std::size_t parser = 0;
    for (const std::string_view variables : {"e_cvar", "cvar", "_cvar"})
        addVariables(draft, hit, variables, parsers[parser++]);
    for (const auto &[name, value] : hit.all()) {
        if (name.starts_with("dimension"))
            add(draft.props.texts, name, value);
    }
    return sink(draft);
}

// matomo.js says of many hits that they are a form, which they are not.
bool isBulk(const Request &request)
{
    const QByteArray &body = request.body;
    return !body.isEmpty() && (request.contentType == "application/json" || body.front() == '{');
}

bool wantsNoImage(std::string_view form)
{
    constexpr std::string_view no = "send_image=0";
    return form.starts_with(no) || form.find("&send_image=0") != form.npos;
}

Result<void> readBulk(const Request &request, const Receipt &receipt, const DraftSink &sink)
{
    dom::parser parser;
    const auto object = parseObject(parser, request.bodyView());
    if (!object)
        return tl::unexpected(object.error());
    dom::array hits;
    if ((*object)["requests"].get_array().get(hits) != simdjson::SUCCESS)
        return invalid(u"requests: expected an array"_s);
    std::int64_t index = 0;
    for (const dom::element item : hits) {
        HitParameters hit(parameters);
        if (dom::object fields; item.get_object().get(fields) == simdjson::SUCCESS)
            hit.addObject(fields);
        else if (std::string_view url; item.get_string().get(url) == simdjson::SUCCESS) // "?idsite=1&...", or a whole one
            hit.addForm(url.substr(url.find('?') + 1));
        if (!take(hit, index++, request, receipt, sink))
            break;
    }
    return {};
}

Result<void> read(const Request &request, const Receipt &receipt, const DraftSink &sink)
{
    if (isBulk(request))
        return readBulk(request, receipt, sink);
    HitParameters hit(parameters);
    hit.addForm(viewOf(request.query));
    hit.addForm(request.bodyView());
    take(hit, 0, request, receipt, sink);
    return {};
}

Answer accepted(const Request &request, const Intake &intake)
{
    if (isBulk(request)) {
        std::string json = "{\"status\":\"success\",\"tracked\":" + std::to_string(intake.accepted())
            + ",\"invalid\":" + std::to_string(intake.rejected().size()) + ",\"invalid_indices\":[";
        for (const Intake::Rejected &item : intake.rejected()) {
            if (json.back() != '[')
                json += ',';
            json += std::to_string(item.index);
        }
        return Answer::json(json + "]}");
    }
    const bool isQuiet = wantsNoImage(viewOf(request.query)) || wantsNoImage(request.bodyView());
    return isQuiet ? Answer {204, {}, {}} : pixelAnswer();
}

}

std::vector<Format> matomoFormats()
{
    std::vector<Format> formats;
    for (const char *path : {"/matomo.php", "/piwik.php"}) {
        for (const char *method : {"GET", "POST"}) {
            formats.push_back({.method = method, .path = path, .read = read, .accepted = accepted, .onError = Intake::OnError::GoOn,
                .isBrowsers = hasBrowsersAgent,
                .contentTypes = {"application/json", formType, "text/plain"}});
        }
    }
    return formats;
}

}

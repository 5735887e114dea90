// GoatCounter: /count, as its count.js asks for it (https://www.goatcounter.com/help/pixel), and
// hits of a program in /api/v0/count (https://www.goatcounter.com/help/api).
#include "server/ingest/formats/format.h"
#include "server/ingest/formats/hitparameters.h"
#include "server/ingest/formats/jsonvalues.h"
#include "server/ingest/formats/pageurl.h"
#include "server/ingest/pixel.h"

#include "common/json/text.h"

#include <algorithm>
#include <charconv>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

namespace dom = simdjson::dom;

constexpr std::string_view parameters[] = {"b", "e", "p", "q", "r", "site_id"};
constexpr int firstBot = 150; // of the hints that a page gives; lower numbers are the server's own
constexpr std::string_view noTime = "0001-01-01T00:00:00Z"; // as Go writes a time that is not set

// GoatCounter has a host for each site, and no name of one in a request: the site is what the
// address asks for, or the host of the page, or else the host that was asked.
std::string_view siteOf(const Request &request, std::string_view asked)
{
    if (!asked.empty())
        return asked;
    for (const QByteArray &page : {request.origin, request.referer}) {
        if (const auto url = PageUrl::parse(viewOf(page)); url && !url->host.empty())
            return url->host;
    }
    return viewOf(request.host).substr(0, viewOf(request.host).find(':'));
}

bool isOn(std::string_view text)
{
    return text == "true" || text == "1" || text == "t" || text == "on";
}

struct Hit {
    std::string_view path;
    std::string_view query;
    std::string_view referrer;
    bool isEvent = false;
    std::int64_t bot = 0;
};

// An event's name is where a view has its path.
void fill(EventDraft &draft, const Hit &hit, std::string_view pathName, std::string_view queryName, std::string &room)
{
    draft.eventType.name = pathName;
    if (hit.isEvent) {
        std::string_view name = hit.path;
        name.remove_prefix(std::min(name.find_first_not_of('/'), name.size()));
        draft.eventType.setUnlessEmpty(name);
    } else if (!hit.path.empty()) {
        draft.eventType.set(std::string_view(pageView));
        setPage(draft, pathName, hit.path, room);
    }
    if (!hit.query.empty()) {
        draft.query.name = queryName;
        draft.query.set(hit.query);
    }
    draft.referrer.setUnlessEmpty(hit.referrer);
    if (hit.bot >= firstBot)
        draft.bot = "Driven browser";
}

Result<void> readCount(const Request &request, const Receipt &, const DraftSink &sink)
{
    // count.js puts its query behind an address that may have one already: "?site_id=a?p=/".
    std::string query = request.query.toStdString();
    std::replace(query.begin(), query.end(), '?', '&');
    HitParameters parameter(parameters);
    parameter.addForm(query);
    Hit hit {parameter["p"], parameter["q"], parameter["r"], isOn(parameter["e"])};
    const std::string_view bot = parameter["b"];
    std::from_chars(bot.data(), bot.data() + bot.size(), hit.bot);

    std::string room;
    EventDraft draft;
    draft.referrer.name = "r";
    draft.siteId.set(siteOf(request, parameter["site_id"]));
    fill(draft, hit, "p", "q", room);
    parameter.refuseBadText(draft);
    sink(draft);
    return {};
}

bool take(const dom::element &json, std::string_view site, std::int64_t index, const DraftSink &sink)
{
    Hit hit {textOf(json["path"]), textOf(json["query"]), textOf(json["ref"])};
    [[maybe_unused]] auto error = json["event"].get(hit.isEvent);
    error = json["bot"].get(hit.bot);
    std::string room;
    EventDraft draft;
    draft.index = index;
    draft.referrer.name = "ref";
    draft.userId.name = "session";
    draft.timestamp.name = "created_at";
    draft.siteId.set(site);
    fill(draft, hit, "path", "query", room);
    draft.userId.set(json["session"]);
    draft.userAgent.set(json["user_agent"]);
    draft.address.set(json["ip"]);
    if (textOf(json["created_at"]) != noTime)
        draft.timestamp.set(json["created_at"]);
    return sink(draft);
}

Result<void> readHits(const Request &request, const Receipt &, const DraftSink &sink)
{
    const auto asked = request.text("site_id");
    if (!asked)
        return tl::unexpected(asked.error());
    dom::parser parser;
    const auto object = parseObject(parser, request.bodyView());
    if (!object)
        return tl::unexpected(object.error());
    dom::array hits;
    if ((*object)["hits"].get_array().get(hits) != simdjson::SUCCESS)
        return invalid(u"hits: expected an array"_s);
    const std::string_view site = siteOf(request, *asked ? std::string_view(**asked) : std::string_view());
    std::int64_t index = 0;
    for (const dom::element hit : hits) {
        if (!take(hit, site, index++, sink))
            break;
    }
    if (index == 0)
        return invalid(u"hits: expected at least one"_s);
    return {};
}

Answer acceptedCount(const Request &, const Intake &)
{
    return pixelAnswer();
}

// "Any pageviews not listed have been processed and shouldn't be sent again."
Answer acceptedHits(const Request &, const Intake &intake)
{
    if (intake.rejected().empty())
        return Answer::json("{\"status\":\"ok\"}", 202);
    std::string json = "{\"errors\":{";
    for (const Intake::Rejected &item : intake.rejected()) {
        if (json.back() != '{')
            json += ',';
        json += '"' + std::to_string(item.index) + "\":";
        appendJsonString(json, item.error.message.toStdString());
    }
    return Answer::json(json + "}}", 400);
}

}

std::vector<Format> goatCounterFormats()
{
    std::vector<Format> formats {
        {.path = "/api/v0/count", .read = readHits, .accepted = acceptedHits, .onError = Intake::OnError::GoOn}};
    for (const char *method : {"GET", "POST"}) // an image, and navigator.sendBeacon()
        formats.push_back({.method = method, .path = "/count", .read = readCount, .accepted = acceptedCount, .isBrowsers = isAnybodys});
    return formats;
}

}

// OpenPanel's tracking API (https://openpanel.dev/docs/api/track). Calls that are no "track" give no
// event.
#include "server/ingest/formats/format.h"
#include "server/ingest/formats/jsonvalues.h"
#include "server/ingest/formats/pageurl.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

namespace dom = simdjson::dom;

constexpr std::string_view otherCalls[] = {"identify", "increment", "decrement", "alias", "group", "assign_group", "replay"};
constexpr Timestamp mostAhead = 60 * microsPerSecond;

// What the client says of the event and the visitor, rather than the page.
bool isInternal(std::string_view key)
{
    return key.starts_with("__") && key != "__revenue";
}

// A profile's id may be a number.
void setUser(DraftText &draft, Found value, std::string &room)
{
    dom::element element;
    if (value.get(element) == simdjson::SUCCESS && element.is_number()) {
        room = simdjson::minify(element);
        draft.set(std::string_view(room));
    } else {
        draft.set(value);
    }
}

Result<void> read(const Request &request, const Receipt &receipt, const DraftSink &sink)
{
    dom::parser parser;
    const auto object = parseObject(parser, request.bodyView());
    if (!object)
        return tl::unexpected(object.error());
    const std::string_view type = textOf((*object)["type"]);
    if (std::find(std::begin(otherCalls), std::end(otherCalls), type) != std::end(otherCalls))
        return {};
    if (type != "track")
        return invalid(u"type: track, identify, increment, decrement, alias, group, assign_group or replay"_s);
    const Found payload = (*object)["payload"];
    const Found properties = payload["properties"];
    const std::string_view client = viewOf(request.openPanelClient);

    std::string pageRoom;
    std::string userRoom;
    EventDraft draft;
    draft.siteId.name = "openpanel-client-id";
    draft.eventType.name = "name";
    draft.userId.name = "profileId";
    draft.referrer.name = "__referrer";
    draft.timestamp.name = "__timestamp";
    draft.props.name = "properties";
    draft.siteId.setUnlessEmpty(client.empty() ? textOf((*object)["clientId"]) : client);
    draft.eventType.set(payload["name"]);
    if (draft.eventType.text == "screen_view")
        draft.eventType.set(std::string_view(pageView));
    setPage(draft, "__path", textOf(properties["__path"]), pageRoom);
    setReferrer(draft, textOf(properties["__referrer"]));
    setUser(draft.userId, isGiven(payload["profileId"]) ? payload["profileId"] : properties["__deviceId"], userRoom);
    // As OpenPanel has it, a clock that is ahead says nothing.
    const auto time = parseTimestamp(textOf(properties["__timestamp"]));
    if (!time || *time <= receipt.now + mostAhead)
        draft.timestamp.set(properties["__timestamp"]);
    draft.props.leavesOutOthers = true;
    draft.props.leavesOut = isInternal;
    if (dom::element props; properties.get(props) == simdjson::SUCCESS)
        draft.props.json = props;
    sink(draft);
    return {};
}

// Without a session's id the SDK keeps what it records of a screen, which nobody here takes.
Answer accepted(const Request &, const Intake &)
{
    return Answer::json("{\"deviceId\":\"\",\"sessionId\":\"\"}");
}

}

std::vector<Format> openPanelFormats()
{
    return {{.path = "/track", .read = read, .accepted = accepted}};
}

}

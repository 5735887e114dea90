#pragma once

#include "common/event/event.h"

#include <simdjson.h>

#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace footfall {

// What a sender gave for one field, not judged yet: a view into the request.
struct DraftText {
    enum class State { Absent, Text, NotText };

    std::string_view name; // what the sender calls it; errors say this
    std::string_view text = {};
    State state = State::Absent;
    const char *brokenRule = nullptr; // that its format knows of; null: the table says

    void set(std::string_view value)
    {
        text = value;
        state = State::Text;
    }
    void refuse(const char *rule)
    {
        brokenRule = rule;
        state = State::NotText;
    }
    void setUnlessEmpty(std::string_view value)
    {
        if (!value.empty())
            set(value);
    }
    // Null is absent.
    void set(simdjson::dom::element value)
    {
        if (!value.is_null())
            state = value.get_string().get(text) == simdjson::SUCCESS ? State::Text : State::NotText;
    }
    void set(simdjson::simdjson_result<simdjson::dom::element> value)
    {
        if (simdjson::dom::element element; value.get(element) == simdjson::SUCCESS)
            set(element);
    }
};

// A moment as an RFC 3339 text, or already known (`time`; its text is then not looked at).
struct DraftTime : DraftText {
    std::optional<Timestamp> time = {};
};

struct DraftCount {
    std::string_view name;
    std::optional<std::int64_t> count = {};
    bool isWrong = false; // there, and no whole number

    void set(simdjson::dom::element value)
    {
        if (std::int64_t number = 0; value.get_int64().get(number) == simdjson::SUCCESS)
            count = number;
        else
            isWrong = !value.is_null();
    }
};

// Props are a JSON object of the request, or pairs of texts, or both.
struct DraftProps {
    std::string_view name;
    std::optional<simdjson::dom::element> json = {};
    std::vector<std::pair<std::string_view, std::string_view>> texts = {};
    // Other systems' props may be what ours are not: null, arrays, objects. These are left out.
    bool leavesOutOthers = false;
    bool (*leavesOut)(std::string_view key) = nullptr; // further keys that are no props; null: none
};

// What an importer says of an event beyond its fields.
struct DraftAttribute {
    const EventAttribute *attribute;
    DraftText text;
};

// One event as a request has it. Formats fill it with views, and the rules (EventRules) judge it
// before anything is copied. What it points into lives until then.
struct EventDraft {
    DraftText siteId {"site_id"};
    DraftText eventType {"event_type"};
    DraftText path {"path"};
    DraftText userId {"user_id"};
    DraftText eventId {"event_id"};
    DraftText referrer {"referrer"};
    DraftText query {"query"};
    DraftText userAgent {"user_agent"};
    DraftText address {"ip"}; // of the visitor, by a program that sends for one; never kept
    DraftTime timestamp {{"timestamp"}};
    DraftProps props {"props"};
    DraftCount count {"count"};
    bool takesAttributes = false; // it is an importer's
    bool areTextsGood = false; // all of them were checked where they come from: isGoodText()
    std::vector<DraftAttribute> attributes = {};
    std::string_view bot = {}; // its name, by what its page knows of the browser
    std::optional<std::int64_t> index = {}; // in its request, where not every part of it is an event
};

// Takes the drafts of a request one after the other. False: no more are wanted.
using DraftSink = std::function<bool(const EventDraft &)>;

}

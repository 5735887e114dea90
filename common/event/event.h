#pragma once

#include "common/timestamp.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace footfall {

inline constexpr std::size_t maxSiteBytes = 128;

// One accepted event. Texts are valid UTF-8 without U+0000; an empty one is absent.
struct Event {
    std::string siteId; // 1 to maxSiteBytes
    std::string eventType; // 1-64 bytes
    std::string path; // at most 2048 bytes
    std::string userId; // at most 256 bytes
    std::string eventId; // at most 128 bytes
    std::string referrer; // at most 2048 bytes
    std::string props; // a flat JSON object, serialised by us; empty if there are none
    Timestamp timestamp = 0;
    Timestamp receivedAt = 0;
    std::int32_t count = 1; // this record stands for so many equal events

    // As a sender gives them; what is to be known of them is below, and they are not kept.
    std::string query; // of the page's URL, at most 2048 bytes
    std::string userAgent; // at most 1024 bytes

    // The run of `footfall import` that has sent it, a UUID; of a frame, and not kept.
    std::string importId;

    // What ingest has made of the request; empty: unknown.
    std::string source; // the site that the visitor came from, or what the query says of it
    std::string utmSource;
    std::string utmMedium;
    std::string utmCampaign;
    std::string utmTerm;
    std::string utmContent;
    std::string browser;
    std::string os;
    std::string device;
    std::string country; // ISO 3166-1, two letters
    std::string bot; // its name: counted apart, neither a view nor a user
};

// What is known of an event beyond what its sender says: field of a frame, column of `events`
// and dimension of the breakdowns by one name.
struct EventAttribute {
    std::string_view name;
    std::string Event::*member;
};
inline constexpr EventAttribute eventAttributes[] = {
    {"source", &Event::source},
    {"utm_source", &Event::utmSource},
    {"utm_medium", &Event::utmMedium},
    {"utm_campaign", &Event::utmCampaign},
    {"utm_term", &Event::utmTerm},
    {"utm_content", &Event::utmContent},
    {"browser", &Event::browser},
    {"os", &Event::os},
    {"device", &Event::device},
    {"country", &Event::country},
    {"bot", &Event::bot},
};

constexpr const EventAttribute *findAttribute(std::string_view name)
{
    for (const EventAttribute &attribute : eventAttributes) {
        if (attribute.name == name)
            return &attribute;
    }
    return nullptr;
}

// All that events can be told apart by but their props: what the sender says of this kind, then the attributes.
inline constexpr auto eventDimensions = [] {
    std::array<EventAttribute, 3 + std::size(eventAttributes)> all {{
        {"event_type", &Event::eventType}, {"path", &Event::path}, {"referrer", &Event::referrer}}};
    std::copy(std::begin(eventAttributes), std::end(eventAttributes), all.begin() + 3);
    return all;
}();

inline constexpr char pageView[] = "page_view";

}

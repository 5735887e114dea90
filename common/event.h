#pragma once

#include "common/timestamp.h"

#include <cstdint>
#include <string>

namespace footfall {

// One accepted event. Texts are valid UTF-8 without U+0000; an empty one is absent.
struct Event {
    std::string siteId; // 1-128 bytes
    std::string eventType; // 1-64 bytes
    std::string path; // at most 2048 bytes
    std::string userId; // at most 256 bytes
    std::string eventId; // at most 128 bytes
    std::string referrer; // at most 2048 bytes
    std::string props; // a flat JSON object, serialised by us; empty if there are none
    Timestamp timestamp = 0;
    Timestamp receivedAt = 0;
    std::int32_t count = 1; // this record stands for so many equal events
};

inline constexpr char pageView[] = "page_view";

}

#pragma once

#include "common/event/event.h"
#include "common/result.h"

#include <functional>

namespace footfall {

// Whether a valid event is taken; if not, why.
using Admit = std::function<Result<void>(const Event &)>;

// How and when a request came, as far as its events depend on it.
struct Receipt {
    Timestamp now;
    bool fromBrowser = false; // `count` is refused
    // Of the JSON of one event. Reading it takes some 12 times as much, which a compressed request
    // that is small itself must not bring about.
    std::size_t maxEventBytes = 8 << 20;
    Admit admit = {}; // null: all are taken
    std::string importId = {}; // the run of `footfall import` that sends it, a UUID; empty: none
};

}

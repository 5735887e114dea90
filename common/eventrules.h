#pragma once

#include "common/eventreader.h"

namespace footfall {

// The contract's table for POST /event, as code. `json` is a parsed object;
// `mayHideBadText`: its source has a \u escape, the one way by which U+0000 or a lone
// surrogate can get past the parser.
struct EventRules {
    EventReader::Receipt receipt;
    bool mayHideBadText = false;
    bool canonical = false; // `received_at` is ours and is required, not an unknown field

    Result<Event> apply(simdjson::dom::element json) const;
};

}

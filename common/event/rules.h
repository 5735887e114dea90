#pragma once

#include "common/event/reader.h"

namespace footfall {

// What every JSON that is sent must keep: texts that are texts, keys that are there once. `what`:
// the name in the error; empty: of each member its own.
Result<void> checkTexts(std::string_view what, simdjson::dom::element value, bool mayHideBadText);

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

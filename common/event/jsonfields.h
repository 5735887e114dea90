#pragma once

#include "common/event/draft.h"
#include "common/result.h"

namespace footfall {

// Fills a draft from an event of the contract, a JSON object. Every text in it is checked, also of
// fields that are ignored. `mayHideBadText`: as of checkTexts(). Fails with Invalid.
Result<void> fill(EventDraft &draft, simdjson::dom::element json, bool mayHideBadText);

}

#pragma once

#include "common/event/draft.h"
#include "common/event/receipt.h"

namespace footfall {

// The contract's table for POST /event, as code: the one validator of every format. Lengths and
// numbers are judged before anything is copied. An error names the field as its sender does.
Result<Event> judge(const EventDraft &draft, const Receipt &receipt);

// The same of an event that was accepted once and comes out of a frame, with any time since 1970. `event` may
// be another one's before, whose memory it takes over; after an error it is of no use.
Result<void> judgeCanonical(const EventDraft &draft, const DraftTime &receivedAt, Event &event);

// What every JSON that is sent must keep: texts without U+0000 and lone surrogates, keys that are
// there once, also in fields that are ignored. `what`: the name in the error; empty: of each member
// its own. `mayHideBadText`: the source has a \u escape, the one way by which such a text can get
// past the parser.
Result<void> checkTexts(std::string_view what, simdjson::dom::element value, bool mayHideBadText);

// Of texts that are no JSON's: UTF-8 without U+0000.
bool isGoodText(std::string_view text);

}

#pragma once

#include "common/db/propdimensions.h"
#include "common/timestamp.h"

namespace footfall::worker {

// The props that page views are broken down by are what the table prop_dimensions says, to every
// worker at once: each batch reads it in its transaction, and until that ends nobody changes it.
// So there are rows of a prop for all events since `since`, and for none before.

// Makes it these. What was counted of those that go is forgotten: reads the breakdowns once then.
DbResult<void> setPropDimensions(Connection &connection, const std::vector<std::string> &names, const Clock &clock);

}

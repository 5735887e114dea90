#pragma once

#include "common/db/connection.h"
#include "common/event/packedevents.h"

#include <span>

namespace footfall::worker {

// Adds to `imports` what became of a batch's events, for each run of `footfall import` among them:
// of `sent`, which came in frames that no other transaction counts, those in `rejected` were refused
// by PostgreSQL, and those that are not in `kept` had been counted before. `kept` has
// the rejected ones too. Within the transaction that stores them.
DbResult<void> countImports(Connection &connection, std::span<const PackedEvent> sent,
    std::span<const PackedEvent> kept, std::span<const PackedEvent> rejected, Timestamp now);

}

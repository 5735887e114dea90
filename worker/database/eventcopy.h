#pragma once

#include "common/event/packedevents.h"

#include <span>
#include <string>

namespace footfall::worker {

// The events as tuples of queries/copy_events.sql, in PostgreSQL's binary COPY format.
std::string copyTuples(std::span<const PackedEvent> events, Timestamp processedAt);

}

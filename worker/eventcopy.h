#pragma once

#include "common/event/event.h"

#include <span>
#include <string>

namespace footfall::worker {

// The events as tuples of queries/copy_events.sql, in PostgreSQL's binary COPY format.
std::string copyTuples(std::span<const Event *const> events, Timestamp processedAt);

}

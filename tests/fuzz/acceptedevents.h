#pragma once

#include "common/event/canonical.h"
#include "common/event/reader.h"

#include <span>

namespace footfall {

inline const Receipt someReceipt {1'763'200'800 * microsPerSecond}; // 2025-11-15T10:00:00Z

std::string canonical(const Event &event);
std::string canonical(std::span<const Event> events);

// Promises of an accepted event: its texts are within the contract's limits, a frame of it comes
// out of the pipe as it went in, and its figures and its COPY have room for what it says.
void checkAccepted(std::span<const Event> events);

// The same but for the limits, for events that a frame brought.
void checkCountable(std::span<const Event> events);

}

#pragma once

#include "cli/identity.h"

#include <functional>
#include <optional>

namespace footfall::cli {

// For QProcess::setChildProcessModifier: the child becomes `identity` (none: stays who it is),
// gets a process group of its own, so that Ctrl-C in the terminal reaches only `up`, which
// stops the children in order, and gets `deathSignal` when its parent dies, however it dies.
// The process has to be started from the main thread: the kernel ties it to the thread.
std::function<void()> leash(const std::optional<Identity> &identity, int deathSignal);

}

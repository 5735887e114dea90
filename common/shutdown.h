#pragma once

#include <functional>

class QObject;

namespace footfall {

// Calls `onSignal` once, in the event loop of `context`'s thread (the main thread), on the
// first SIGINT, SIGTERM or SIGHUP. Call it before any other thread starts: the signals are blocked
// for the whole process and read from a signalfd, so nothing runs in a signal handler.
void onShutdownSignal(QObject *context, std::function<void()> onSignal);

}

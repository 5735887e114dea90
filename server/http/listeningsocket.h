#pragma once

#include "common/result.h"

#include <QHostAddress>

namespace footfall::server {

// A TCP socket that listens. `shared`: with SO_REUSEPORT, so that every thread of this
// process can have one on the same port and the kernel deals out the connections. The caller
// owns the descriptor. Errors name the address and the port.
Result<int> listeningSocket(const QHostAddress &address, quint16 port, bool shared);

// The port that a listening socket has; the system chose it if 0 was asked for.
quint16 portOf(int socketDescriptor);

}

#pragma once

#include "common/result.h"

namespace footfall::cli {

struct Ports {
    quint16 ingest;
    quint16 stats;
};

// Both ports, if both are free on 127.0.0.1; for a 0, one that is. The error names the port
// and its flag. Said before anything starts: a server that cannot bind would only be restarted.
Result<Ports> findFreePorts(Ports wanted);

}

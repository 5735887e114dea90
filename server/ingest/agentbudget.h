#pragma once

#include "server/ingest/ratelimit.h"

namespace footfall::server {

// How much of User-Agents that are not remembered may be looked at closely. A hostile one takes some
// 0.1 ms a kilobyte of a thread for which all others wait; a real one has some 130 bytes and is
// remembered. Each client address has its share, and all together have one: a tenth of a processor.
// Any thread may call.
class AgentBudget {
public:
    explicit AgentBudget(Clock steady); // a clock that is never set back

    // Whether `bytes` more may be looked at for this client; if so, they are spent.
    bool spend(const QHostAddress &client, qsizetype bytes);

private:
    RateLimit m_each;
    RateLimit m_all;
};

}

#pragma once

#include <QtGlobal>

#include <chrono>

namespace footfall::server {

// What one HTTP service puts up with from its clients. QHttpServer itself has no limit of any
// kind. Sizes are bytes.
struct HttpLimits {
    using Time = std::chrono::milliseconds;

    qsizetype head = 32 << 10; // request line and headers: else 431
    int headerLines = 100; // else 431
    qsizetype pendingRequests = 128; // of one connection: else 429
    qint64 unsentAnswers = 8 << 20; // of one connection, beside a single answer of any size

    // Unfinished requests and unsent answers of all connections together. Over it, whoever
    // moves slowest is cut, so that the many who dawdle never harm the one who does not.
    qint64 held = 16 << 20;

    Time headTimeout {10'000}; // from the connection, or a request's first byte, to its blank line
    Time bodyGrace {20'000}; // from then on a body has to have come at this rate:
    qint64 bodyBytesPerSecond = 32 << 10;
    Time idleTimeout {75'000}; // between two requests
    Time writeTimeout {20'000}; // without the client taking anything of an answer
    // After an answer that ends a connection the client may still be sending: closing at once
    // would reset the connection, and the client might never see the answer.
    Time lingerTimeout {30'000};
    Time lingerPause {2'000}; // without anything coming any more

    Time checkEvery {1'000}; // all of these deadlines

    // When the service stops: for the clients to take the answers that they are owed.
    Time drainTimeout {5'000};
};

}

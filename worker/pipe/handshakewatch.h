#pragma once

#include <zmq.hpp>

#include <QString>

namespace footfall::worker {

// Says in the log that a server does not let this worker in: ZeroMQ itself would try again for
// ever, in silence. Belongs to the socket's thread.
class HandshakeWatch : private zmq::monitor_t {
public:
    HandshakeWatch(zmq::socket_t &socket, const QString &endpoint);

    void look(); // logs what has happened since the last time; does not block

private:
    void on_event_handshake_failed_no_detail(const zmq_event_t &, const char *) override { refused(); }
    void on_event_handshake_failed_protocol(const zmq_event_t &, const char *) override { refused(); }
    void on_event_handshake_failed_auth(const zmq_event_t &, const char *) override { refused(); }
    void on_event_handshake_succeeded(const zmq_event_t &, const char *) override { m_complained = false; }
    void refused();

    const QString m_endpoint;
    bool m_complained = false;
};

}

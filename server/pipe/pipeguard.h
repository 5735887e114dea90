#pragma once

#include "common/pipekeys.h"

#include <zmq.hpp>

#include <set>

namespace footfall::server {

// Says which workers may connect to the pipe: those whose public key is known. libzmq asks it,
// within the process, at every handshake (ZAP, rfc.zeromq.org/spec/27), and lets nobody in
// before it has an answer; but if there is no guard it lets everybody in: so it is there before
// the sockets bind, and until they are closed. One a context, used by the sockets' thread.
class PipeGuard {
public:
    PipeGuard(zmq::context_t &context, const PipeKeys &keys);

    // Makes a socket that is about to bind ask for keys.
    void protect(zmq::socket_t &socket) const;

    zmq::socket_t &questions() { return m_questions; } // to be polled
    void answerAll();

private:
    bool isKnown(const zmq::message_t &key, const QString &address);

    const PipeKey m_secret;
    const std::set<PipeKey> m_workers;
    std::set<PipeKey> m_refused; // those that have been logged
    zmq::socket_t m_questions;
};

}

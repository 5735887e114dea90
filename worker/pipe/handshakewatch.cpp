#include "worker/pipe/handshakewatch.h"

#include <QDebug>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace footfall::worker {

HandshakeWatch::HandshakeWatch(zmq::socket_t &socket, const QString &endpoint)
    : m_endpoint(endpoint)
{
    init(socket, "inproc://" + QUuid::createUuid().toString(QUuid::Id128).toStdString(),
        ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH
            | ZMQ_EVENT_HANDSHAKE_SUCCEEDED);
}

void HandshakeWatch::look()
{
    while (check_event(0)) { }
}

void HandshakeWatch::refused()
{
    if (!std::exchange(m_complained, true))
        qWarning().noquote() << "pipe:" << m_endpoint << "does not let this worker in; look at --pipe-key and --pipe-server-key"
                             << "here, and at --pipe-key and --pipe-worker-keys there";
}

}

#include "server/http/httplistener.h"

#include <QSocketNotifier>
#include <QTcpSocket>
#include <QTimer>

#include <cstring>
#include <sys/socket.h>

namespace footfall::server {

namespace {

constexpr std::chrono::milliseconds acceptAgainAfter {100};
constexpr int acceptedAtOnce = 64; // then whoever is connected has a turn
// Of the kernel: Qt holds twice what it last read of an unfinished body. (QTcpSocket's own limit
// would not do: it stops reading once it is reached within a transaction, and never goes on.)
constexpr int receiveBufferBytes = 64 << 10;

}

HttpListener::HttpListener(ConnectionCaps &caps, std::function<void(QTcpSocket *)> accepted)
    : m_caps(caps)
    , m_accepted(std::move(accepted))
{
}

bool HttpListener::listenOn(int socketDescriptor)
{
    if (!setSocketDescriptor(socketDescriptor))
        return false;
    pauseAccepting(); // from now on that is done here
    m_notifier = new QSocketNotifier(socketDescriptor, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &HttpListener::acceptAll);
    return true;
}

void HttpListener::stop()
{
    delete std::exchange(m_notifier, nullptr); // before its descriptor is closed
    close();
}

// Qt's takes up accepting again each time, whoever has paused it; and a descriptor can have only
// one notifier.
QTcpSocket *HttpListener::nextPendingConnection()
{
    m_notifier->setEnabled(false);
    QTcpSocket *socket = QTcpServer::nextPendingConnection();
    pauseAccepting();
    m_notifier->setEnabled(true);
    return socket;
}

void HttpListener::acceptAll()
{
    for (int i = 0; i < acceptedAtOnce; ++i) {
        const int descriptor = accept4(int(socketDescriptor()), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor >= 0) {
            adopt(descriptor);
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            qWarning("Cannot accept a connection: %s", std::strerror(errno));
            m_notifier->setEnabled(false);
            QTimer::singleShot(acceptAgainAfter, m_notifier, [this] { m_notifier->setEnabled(true); });
            return;
        } else if (errno == EAGAIN) {
            return;
        } // else: that one has gone again, as accept(2) says of all other errors
    }
}

void HttpListener::adopt(int descriptor)
{
    auto *socket = new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
    const QHostAddress peer = socket->peerAddress();
    if (!m_caps.admit(peer)) {
        delete socket;
        return;
    }
    connect(socket, &QObject::destroyed, [&caps = m_caps, peer] { caps.leave(peer); });
    socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, receiveBufferBytes);
    m_accepted(socket);
    addPendingConnection(socket);
}

}

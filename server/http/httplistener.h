#pragma once

#include "server/http/connectioncaps.h"

#include <QTcpServer>

class QSocketNotifier;

namespace footfall::server {

// Accepts connections, as many as the caps allow, and goes on when the process has run out of
// descriptors: QTcpServer by itself would then either stop for good or try again without a
// pause, as its engine remembers only its first error (6.4.2).
class HttpListener : public QTcpServer {
public:
    // `accepted`: a new socket, before QHttpServer sees it. `caps` outlives it.
    HttpListener(ConnectionCaps &caps, std::function<void(QTcpSocket *)> accepted);

    // A socket that listens already; it is owned from now on. Once.
    bool listenOn(int socketDescriptor);

    // Accepts nothing more; what is connected stays.
    void stop();

    QTcpSocket *nextPendingConnection() override;

private:
    void acceptAll();
    void adopt(int descriptor);

    ConnectionCaps &m_caps;
    const std::function<void(QTcpSocket *)> m_accepted;
    QSocketNotifier *m_notifier = nullptr;
};

}

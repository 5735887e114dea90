#pragma once

#include "server/http/replyqueue.h"
#include "server/http/request.h"

#include <QAbstractHttpServer>
#include <QHash>

#include <functional>

class QTcpServer;

namespace footfall {

// An HTTP service: routes by exact path and method, and answers in order. Lives in one thread.
//
// The handlers of QAbstractHttpServer changed in Qt 6.5 and 6.8; this pair of files is all
// that knows them.
class HttpService : public QAbstractHttpServer {
public:
    using Handler = std::function<void(const Request &, const Reply &)>;

    // `alwaysHeaders` go with every answer's own.
    explicit HttpService(QByteArray alwaysHeaders = {}, TrustedProxies proxies = {});

    void route(const QByteArray &method, const QByteArray &path, Handler handler);

    // Takes connections from a socket that listens already, and owns it from now on.
    bool listenOn(int socketDescriptor);

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    ReplyQueue *queueOf(QTcpSocket *socket);
    void dispatch(const Request &request, const Reply &reply);

    QByteArray m_alwaysHeaders;
    TrustedProxies m_proxies;
    QHash<QByteArray, QHash<QByteArray, Handler>> m_routes; // by path, then method
    QHash<QTcpSocket *, ReplyQueue *> m_queues;
};

}

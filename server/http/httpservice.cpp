#include "server/http/httpservice.h"

#include <QHttpServerRequest>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace footfall {

HttpService::HttpService(QByteArray alwaysHeaders, TrustedProxies proxies)
    : m_alwaysHeaders(std::move(alwaysHeaders))
    , m_proxies(std::move(proxies))
{
}

void HttpService::route(const QByteArray &method, const QByteArray &path, Handler handler)
{
    m_routes[path].insert(method, std::move(handler));
}

bool HttpService::listenOn(int socketDescriptor)
{
    auto *server = new QTcpServer(this);
    if (!server->setSocketDescriptor(socketDescriptor))
        return false;
    bind(server);
    return true;
}

ReplyQueue *HttpService::queueOf(QTcpSocket *socket)
{
    ReplyQueue *&queue = m_queues[socket];
    if (!queue) {
        queue = new ReplyQueue(socket, m_alwaysHeaders);
        connect(socket, &QObject::destroyed, this, [this, socket] { m_queues.remove(socket); });
    }
    return queue;
}

bool HttpService::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    ReplyQueue *queue = queueOf(socket);
    if (queue->isEnding())
        return true;
    // Qt ignores the outcome of its header parser: after a failure the headers are empty and
    // the body would be read as the next request.
    if (request.headers().isEmpty()) {
        const Reply reply(queue, queue->reserve(true, true));
        reply.send(Answer::error(400, u"Malformed request headers"_s));
        return true;
    }
    const Request copy(request, m_proxies);
    dispatch(copy, Reply(queue, queue->reserve(copy.method != "HEAD", copy.close)));
    return true;
}

void HttpService::missingHandler(const QHttpServerRequest &, QTcpSocket *)
{
    // Never called for what handleRequest() has taken.
}

void HttpService::dispatch(const Request &request, const Reply &reply)
{
    const auto methods = m_routes.constFind(request.path);
    if (methods == m_routes.constEnd())
        return reply.send(Answer::error(404, u"Not found: "_s + QString::fromUtf8(request.path)));
    const auto handler = methods->constFind(request.method == "HEAD" ? QByteArray("GET") : request.method);
    if (handler != methods->constEnd())
        return (*handler)(request, reply);

    QByteArrayList allowed = methods->keys();
    if (allowed.contains("GET"))
        allowed += "HEAD";
    std::sort(allowed.begin(), allowed.end());
    Answer answer = Answer::error(405, u"Method not allowed; use "_s + QString::fromLatin1(allowed.join(", ")));
    answer.headers = "Allow: " + allowed.join(", ") + "\r\n";
    reply.send(answer);
}

}

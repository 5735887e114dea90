#include "server/http/httpservice.h"

#include "server/http/contentencoding.h"
#include "server/http/httplistener.h"

#include <QHttpServerRequest>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall::server {

namespace {

bool fits(const QByteArray &pathTemplate, const QByteArray &path)
{
    const QByteArrayList expected = pathTemplate.split('/');
    const QByteArrayList segments = path.split('/');
    return std::equal(expected.begin(), expected.end(), segments.begin(), segments.end(),
        [](const QByteArray &one, const QByteArray &segment) { return one.startsWith('{') ? !segment.isEmpty() : one == segment; });
}

}

HttpService::HttpService(AnswerHeaders headers, TrustedProxies proxies)
    : m_answerHeaders(headers)
    , m_proxies(std::move(proxies))
{
}

HttpService::~HttpService()
{
    delete m_listener; // with all connections, which still speak to us
}

void HttpService::route(const QByteArray &method, const QByteArray &path, Handler handler, qint64 maxBody)
{
    m_routes[path].insert(method, {std::move(handler), maxBody});
    if (path.contains('{') && !m_templates.contains(path))
        m_templates += path;
}

QByteArrayList HttpService::routes() const
{
    QByteArrayList routes;
    for (auto path = m_routes.begin(); path != m_routes.end(); ++path) {
        for (auto method = path->begin(); method != path->end(); ++method)
            routes.append(method.key() + ' ' + path.key());
    }
    return routes;
}

bool HttpService::listenOn(int socketDescriptor, ConnectionCaps &caps, const HttpLimits &limits)
{
    m_limits = limits;
    m_listener = new HttpListener(caps, [this](QTcpSocket *socket) { adopt(socket); });
    if (!m_listener->listenOn(socketDescriptor))
        return false;
    bind(m_listener);
    connect(&m_checks, &QTimer::timeout, this, &HttpService::check);
    m_checks.start(m_limits.checkEvery);
    return true;
}

void HttpService::check()
{
    const auto now = ClientConnection::Clock::now();
    for (ClientConnection *connection : std::as_const(m_connections))
        connection->check(now);
}

void HttpService::drain(std::function<void()> drained)
{
    m_drained = std::move(drained);
    m_listener->stop();
    const auto deadline = ClientConnection::Clock::now() + m_limits.drainTimeout;
    for (ClientConnection *connection : std::as_const(m_connections))
        connection->drain(deadline);
    m_checks.start(std::min<HttpLimits::Time>(m_limits.checkEvery, 50ms));
    tellIfDrained();
}

void HttpService::tellIfDrained()
{
    if (m_drained && m_connections.isEmpty())
        std::exchange(m_drained, {})();
}

void HttpService::adopt(QTcpSocket *socket)
{
    m_connections.insert(socket, new ClientConnection(socket, *this, m_limits));
    connect(socket, &QObject::destroyed, this, [this, socket] {
        m_connections.remove(socket);
        tellIfDrained();
    });
}

// Within the socket's readyRead(), of which the connection has heard just before.
bool HttpService::handleRequest(const QHttpServerRequest &request, Responder)
{
    if (const auto taken = m_reading->take())
        dispatch(Request(taken->head, request.body(), request.remoteAddress(), m_proxies), taken->reply);
    return true;
}

void HttpService::missingHandler(const QHttpServerRequest &, Responder)
{
    // Never called for what handleRequest() has taken.
}

void HttpService::dispatch(const Request &request, const Reply &reply)
{
    const Route *route = find(request.method, request.path);
    if (!route)
        return reply.send(missing(request.path));
    if (request.body.size() > route->maxBody) // it came in chunks
        return reply.send(Answer::tooLarge(route->maxBody));
    if (request.contentEncoding.isEmpty())
        return route->handler(request, reply);
    auto body = decodeBody(request.body, request.contentEncoding, route->maxBody);
    if (!body)
        return reply.send(body.error());
    Request decoded = request;
    decoded.body = std::move(*body);
    route->handler(decoded, reply);
}

const HttpService::Methods *HttpService::methodsOf(const QByteArray &path) const
{
    auto methods = m_routes.constFind(path);
    if (methods == m_routes.constEnd()) {
        const auto found = std::ranges::find_if(m_templates, [&](const QByteArray &one) { return fits(one, path); });
        if (found != m_templates.end())
            methods = m_routes.constFind(*found);
    }
    return methods == m_routes.constEnd() ? nullptr : &*methods;
}

const HttpService::Route *HttpService::find(const QByteArray &method, const QByteArray &path) const
{
    const Methods *methods = methodsOf(path);
    if (!methods)
        return nullptr;
    const auto route = methods->constFind(method == "HEAD" ? "GET" : method);
    return route == methods->constEnd() ? nullptr : &*route;
}

// 404, or 405 if the path has routes of other methods.
Answer HttpService::missing(const QByteArray &path) const
{
    const Methods *methods = methodsOf(path);
    if (!methods)
        return Answer::error(404, u"Not found: "_s + QString::fromUtf8(path));
    QByteArrayList allowed = methods->keys();
    if (allowed.contains("GET"))
        allowed += "HEAD";
    std::sort(allowed.begin(), allowed.end());
    Answer answer = Answer::error(405, u"Method not allowed; use "_s + QString::fromLatin1(allowed.join(", ")));
    answer.headers = "Allow: " + allowed.join(", ") + "\r\n";
    return answer;
}

std::optional<Answer> HttpService::refusal(const RequestHead &head) const
{
    if (head.contentLength.value_or(0) <= bodyLimit(head))
        return std::nullopt;
    const Route *route = find(head.method, head.path);
    return route ? Answer::tooLarge(route->maxBody) : missing(head.path);
}

qint64 HttpService::bodyLimit(const RequestHead &head) const
{
    const Route *route = find(head.method, head.path);
    return route ? route->maxBody : smallBody;
}

QByteArray HttpService::answerHeaders(const RequestHead &head) const
{
    return m_answerHeaders ? m_answerHeaders(head) : QByteArray();
}

void HttpService::heldChanged(qint64 by)
{
    m_held += by;
    while (by > 0 && m_held > m_limits.held) {
        const auto now = ClientConnection::Clock::now();
        ClientConnection *least = nullptr;
        for (ClientConnection *connection : std::as_const(m_connections)) {
            if (connection->held() > 0 && (!least || connection->merit(now) < least->merit(now)))
                least = connection;
        }
        least->cut();
    }
}

}

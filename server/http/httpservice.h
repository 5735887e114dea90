#pragma once

#include "server/http/clientconnection.h"
#include "server/http/connectioncaps.h"
#include "server/http/request.h"

#include <QAbstractHttpServer>
#include <QHash>
#include <QTimer>

#include <functional>

namespace footfall::server {

class HttpListener;

// An HTTP service: routes by path and method, and answers in order. Lives in one thread.
//
// The handlers of QAbstractHttpServer changed in Qt 6.5 and 6.8; this pair of files is all
// that knows them.
class HttpService : public QAbstractHttpServer, private ClientConnection::Host {
public:
    using Handler = std::function<void(const Request &, const Reply &)>;

    static constexpr qint64 smallBody = 64 << 10;

    // Header lines that go with the answer's own, by the head of the request.
    using AnswerHeaders = QByteArray (*)(const RequestHead &head);

    // `headers`: null for none.
    explicit HttpService(AnswerHeaders headers = nullptr, TrustedProxies proxies = {});
    ~HttpService() override;

    // A segment "{name}" of `path` stands for any one. A body over `maxBody` bytes is refused before
    // it has come.
    void route(const QByteArray &method, const QByteArray &path, Handler handler, qint64 maxBody = smallBody);

    // What is routed: "GET /health".
    QByteArrayList routes() const;

    // Takes connections from a socket that listens already, and owns it from now on. Once.
    // `caps` outlives the service.
    bool listenOn(int socketDescriptor, ConnectionCaps &caps, const HttpLimits &limits = {});

    // Accepts nothing more and takes no more requests; one that has not come to its end is cut.
    // Calls `drained` when all that were taken are answered and the connections have ended. It waits
    // for the handlers as long as they take, for the clients as HttpLimits::drainTimeout says. Once.
    void drain(std::function<void()> drained);

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    using Responder = QTcpSocket *;
#else
    using Responder = QHttpServerResponder &;
#endif
    bool handleRequest(const QHttpServerRequest &request, Responder) override;
    void missingHandler(const QHttpServerRequest &request, Responder) override;

private:
    struct Route {
        Handler handler;
        qint64 maxBody;
    };
    using Methods = QHash<QByteArray, Route>;
    const Methods *methodsOf(const QByteArray &path) const;
    const Route *find(const QByteArray &method, const QByteArray &path) const;
    Answer missing(const QByteArray &path) const;
    std::optional<Answer> refusal(const RequestHead &head) const override;
    qint64 bodyLimit(const RequestHead &head) const override;
    QByteArray answerHeaders(const RequestHead &head) const override;
    void reads(ClientConnection &connection) override { m_reading = &connection; }
    void heldChanged(qint64 by) override;
    void adopt(QTcpSocket *socket);
    void check();
    void tellIfDrained();
    void dispatch(const Request &request, const Reply &reply);

    const AnswerHeaders m_answerHeaders;
    const TrustedProxies m_proxies;
    HttpLimits m_limits;
    QHash<QByteArray, Methods> m_routes; // by path
    QByteArrayList m_templates; // those of the paths that have a "{name}"
    QHash<QTcpSocket *, ClientConnection *> m_connections;
    ClientConnection *m_reading = nullptr; // Qt 6.8 does not say whose request it hands over
    qint64 m_held = 0; // bytes, by all of them
    HttpListener *m_listener = nullptr;
    QTimer m_checks; // of the deadlines
    std::function<void()> m_drained;
};

}

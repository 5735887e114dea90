#include "tests/browser/recordingproxy.h"

#include <QTcpSocket>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace footfall {

RecordingProxy::RecordingProxy(quint16 port)
    : m_port(port)
{
    connect(this, &QTcpServer::newConnection, this, &RecordingProxy::relay);
    if (!listen(QHostAddress::LocalHost))
        qFatal("%s", qPrintable(errorString()));
}

QUrl RecordingProxy::url(const QString &pathAndQuery) const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(serverPort()) + pathAndQuery);
}

qsizetype RecordingProxy::count(const QByteArray &request) const
{
    const QByteArray line = request + " HTTP/1.1\r\n";
    // A body has no line end, so a request's line may stand behind one.
    return std::accumulate(m_received.begin(), m_received.end(), qsizetype(0),
        [&](qsizetype count, const auto &received) { return count + received->count(line); });
}

bool RecordingProxy::hasReceived(const QByteArray &text) const
{
    return std::any_of(m_received.begin(), m_received.end(), [&](const auto &received) { return received->contains(text); });
}

void RecordingProxy::relay()
{
    QTcpSocket *client = nextPendingConnection();
    auto *service = new QTcpSocket(client);
    const auto received = m_received.emplace_back(std::make_shared<QByteArray>());
    connect(client, &QTcpSocket::readyRead, service, [client, service, received] {
        const QByteArray bytes = client->readAll();
        *received += bytes;
        service->write(bytes);
    });
    connect(service, &QTcpSocket::readyRead, client, [this, client, service, received] {
        const QByteArray bytes = service->readAll();
        m_answered += bytes;
        if (!m_losesAnswerTo.isEmpty() && received->contains(m_losesAnswerTo)) {
            m_losesAnswerTo.clear();
            client->abort();
            return;
        }
        client->write(bytes);
    });
    connect(service, &QTcpSocket::disconnected, client, [client] { client->disconnectFromHost(); });
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    service->connectToHost(QHostAddress::LocalHost, m_port);
}

}

#include "tests/dashboard/cannedserver.h"

#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace footfall {

CannedServer::CannedServer()
{
    listen(QHostAddress::LocalHost);
    m_port = serverPort();
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { serve(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
}

QUrl CannedServer::url() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_port));
}

void CannedServer::answer(const QString &path, const QByteArray &json, int status, const QByteArray &headers)
{
    m_makers.remove(path);
    m_answers[path] = "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Type: application/json\r\n" + headers
        + "Content-Length: " + QByteArray::number(json.size()) + "\r\n\r\n" + json;
}

void CannedServer::answerWith(const QString &path, std::function<QByteArray(const QUrlQuery &query)> json)
{
    m_makers[path] = std::move(json);
}

void CannedServer::beSilent(const QString &path)
{
    m_makers.remove(path);
    m_answers[path] = QByteArray();
}

void CannedServer::goAway()
{
    close();
    for (QTcpSocket *socket : findChildren<QTcpSocket *>())
        socket->abort();
}

void CannedServer::comeBack()
{
    if (!listen(QHostAddress::LocalHost, m_port))
        qFatal("cannot listen on port %d again", m_port);
}

qsizetype CannedServer::askedFor(const QString &path) const
{
    return std::count_if(m_asked.begin(), m_asked.end(),
        [&](const QString &url) { return url.section(u'?', 0, 0) == path; });
}

void CannedServer::serve(QTcpSocket *socket)
{
    // GETs without a body: a request ends with its blank line.
    while (true) {
        const QByteArray waiting = socket->peek(64 * 1024);
        const qsizetype end = waiting.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray request = socket->read(end + 4);
        const QString target = QString::fromLatin1(request.split(' ').value(1));
        m_asked += target;
        m_lastRequest = request;
        if (const auto maker = m_makers.value(target.section(u'?', 0, 0))) {
            const QByteArray json = maker(QUrlQuery(target.section(u'?', 1)));
            socket->write("HTTP/1.1 200 X\r\nContent-Length: " + QByteArray::number(json.size()) + "\r\n\r\n" + json);
            emit requested();
            continue;
        }
        const auto answer = m_answers.constFind(target.section(u'?', 0, 0));
        socket->write(answer != m_answers.constEnd() ? *answer : QByteArray("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"));
        emit requested();
    }
}

}

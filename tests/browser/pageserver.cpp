#include "tests/browser/pageserver.h"

#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace footfall {

PageServer::PageServer()
{
    connect(this, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = nextPendingConnection();
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
            if (!socket->peek(64 << 10).contains("\r\n\r\n"))
                return;
            const QByteArray path = socket->readAll().split(' ').value(1).split('?').first();
            const QByteArray page = m_pages.value(path, "<!DOCTYPE html><title>Page</title>");
            const QByteArray type = path.endsWith(".js") ? "text/javascript" : "text/html";
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: " + type + "; charset=utf-8\r\nConnection: close\r\nContent-Length: "
                + QByteArray::number(page.size()) + "\r\n\r\n" + page);
            socket->disconnectFromHost();
        });
    });
    if (!listen(QHostAddress::LocalHost))
        qFatal("%s", qPrintable(errorString()));
}

QUrl PageServer::url(const QString &pathAndQuery, const QString &host) const
{
    return QUrl(u"http://%1:%2"_s.arg(host).arg(serverPort()) + pathAndQuery);
}

}

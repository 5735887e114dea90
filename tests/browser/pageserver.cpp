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
            const QByteArray target = socket->readAll().split(' ').value(1);
            const QByteArray html = m_pages.value(target.split('?').first(), "<!DOCTYPE html><title>Page</title>");
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: "
                + QByteArray::number(html.size()) + "\r\n\r\n" + html);
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

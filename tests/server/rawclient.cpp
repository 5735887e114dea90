#include "tests/server/rawclient.h"

#include <QHostAddress>

namespace footfall {

namespace {

constexpr int patience = 10'000; // ms

}

QByteArray RawClient::Answer::header(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).toLower() == name.toLower())
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

RawClient::RawClient(quint16 port, IfRefused ifRefused)
{
    m_socket.connectToHost(QHostAddress::LocalHost, port);
    if (!m_socket.waitForConnected(patience) && ifRefused == IfRefused::Ends)
        qFatal("cannot connect: %s", qPrintable(m_socket.errorString()));
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(patience)) { }
}

RawClient::Answer RawClient::next(bool hasBody)
{
    qsizetype end = -1;
    while ((end = m_received.indexOf("\r\n\r\n")) < 0) {
        if (!wait())
            return {};
    }
    Answer answer;
    answer.head = m_received.first(end + 2);
    m_received.remove(0, end + 4);
    const qsizetype length = hasBody ? answer.header("Content-Length").toLongLong() : 0;
    while (m_received.size() < length) {
        if (!wait())
            return {};
    }
    answer.body = m_received.first(length);
    m_received.remove(0, length);
    answer.status = answer.head.mid(9, 3).toInt(); // behind "HTTP/1.1 "
    return answer;
}

bool RawClient::isClosed()
{
    while (wait()) { }
    return m_socket.state() == QAbstractSocket::UnconnectedState && m_received.isEmpty();
}

bool RawClient::wait()
{
    const bool came = m_socket.bytesAvailable() > 0 || m_socket.waitForReadyRead(patience);
    m_received += m_socket.readAll();
    return came;
}

}

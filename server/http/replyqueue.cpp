#include "server/http/replyqueue.h"

#include <QTcpSocket>

namespace footfall {

ReplyQueue::ReplyQueue(QTcpSocket *socket, QByteArray headers)
    : QObject(socket)
    , m_socket(socket)
    , m_headers(std::move(headers))
{
}

quint64 ReplyQueue::reserve(bool withBody, bool close)
{
    m_places.push_back({withBody, close});
    m_isEnding = m_isEnding || close;
    return m_first + m_places.size() - 1;
}

void ReplyQueue::answer(quint64 place, const Answer &answer)
{
    if (place < m_first)
        return; // answered before
    Place &mine = m_places[place - m_first];
    if (mine.bytes)
        return;
    mine.bytes = answer.toBytes(m_headers, mine.withBody, mine.close);
    if (place == m_first)
        flush();
}

void ReplyQueue::flush()
{
    QByteArray bytes;
    bool close = false;
    while (!m_places.empty() && m_places.front().bytes && !close) {
        bytes = bytes.isEmpty() ? std::move(*m_places.front().bytes) : bytes + *m_places.front().bytes;
        close = m_places.front().close;
        m_places.pop_front();
        ++m_first;
    }
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    m_socket->write(bytes);
    m_socket->flush(); // now, not after another turn of the event loop
    if (close)
        m_socket->disconnectFromHost();
}

}

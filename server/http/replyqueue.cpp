#include "server/http/replyqueue.h"

#include <QTcpSocket>

namespace footfall::server {

ReplyQueue::ReplyQueue(QTcpSocket *socket, std::function<void(bool)> written)
    : m_socket(socket)
    , m_written(std::move(written))
{
}

quint64 ReplyQueue::reserve(bool withBody, Persistence persistence, const QByteArray &headers)
{
    m_places.push_back({withBody, persistence, headers});
    return m_first + m_places.size() - 1;
}

void ReplyQueue::answer(quint64 place, const Answer &answer)
{
    if (place < m_first)
        return; // answered before
    Place &mine = m_places[place - m_first];
    if (mine.bytes)
        return;
    mine.bytes = answer.toBytes(mine.headers, mine.withBody, mine.persistence);
    m_heldBytes += mine.bytes->size();
    if (place == m_first)
        flush();
}

void ReplyQueue::flush()
{
    QByteArray bytes;
    bool ends = false;
    while (!m_places.empty() && m_places.front().bytes && !ends) {
        QByteArray &front = *m_places.front().bytes;
        m_heldBytes -= front.size();
        bytes = bytes.isEmpty() ? std::move(front) : bytes + front;
        ends = m_places.front().persistence == Persistence::Closed;
        m_places.pop_front();
        ++m_first;
    }
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    m_socket->write(bytes);
    m_socket->flush(); // now, not after another turn of the event loop
    m_written(ends);
}

}

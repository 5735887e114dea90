#pragma once

#include "server/http/answer.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>
#include <optional>
#include <stop_token>

class QTcpSocket;

namespace footfall::server {

// The answers that one socket still owes, in the order of its requests: a quick 400 must not
// overtake the 200 of the request before it. In the socket's thread.
class ReplyQueue : public QObject {
public:
    // `written`: something has been handed to the socket; and whether the connection ends behind it.
    ReplyQueue(QTcpSocket *socket, std::function<void(bool ends)> written);
    ~ReplyQueue() override { m_abandoned.request_stop(); }

    // A place for the answer of a request that has just come. `headers`: header lines that go with it.
    quint64 reserve(bool withBody, Persistence persistence, const QByteArray &headers);

    void answer(quint64 place, const Answer &answer);

    // The connection ends behind the last answer that is owed: there has to be one.
    void endBehindLast() { m_places.back().persistence = Persistence::Closed; }

    qsizetype size() const { return qsizetype(m_places.size()); }

    // Bytes of answers that wait for one before them.
    qint64 heldBytes() const { return m_heldBytes; }

    // Requested when the connection has ended: nobody waits for an answer any more.
    std::stop_token abandoned() const { return m_abandoned.get_token(); }

private:
    struct Place {
        bool withBody;
        Persistence persistence;
        QByteArray headers;
        std::optional<QByteArray> bytes = {};
    };
    void flush();

    QTcpSocket *m_socket;
    const std::function<void(bool)> m_written;
    std::deque<Place> m_places;
    quint64 m_first = 0; // the number of m_places.front()
    qint64 m_heldBytes = 0;
    std::stop_source m_abandoned;
};

// The right to answer one request, now or later. Copies are the same right; the first answer
// counts. If the client has gone, an answer goes nowhere. Use it in the service's thread; only
// whether it is abandoned may be asked from any.
class Reply {
public:
    Reply(ReplyQueue *queue, quint64 place)
        : m_queue(queue)
        , m_place(place)
        , m_abandoned(queue->abandoned())
    {
    }
    void send(const Answer &answer) const
    {
        if (m_queue)
            m_queue->answer(m_place, answer);
    }
    const std::stop_token &abandoned() const { return m_abandoned; }
    bool isAbandoned() const { return m_abandoned.stop_requested(); }

private:
    QPointer<ReplyQueue> m_queue;
    quint64 m_place;
    std::stop_token m_abandoned;
};

}

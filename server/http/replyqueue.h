#pragma once

#include "server/http/answer.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <optional>

class QTcpSocket;

namespace footfall {

// The answers that one socket still owes, in the order of its requests: a quick 400 must not
// overtake the 200 of the request before it. A child of its socket, in its thread.
class ReplyQueue : public QObject {
public:
    // `headers`: header lines that go with every answer.
    ReplyQueue(QTcpSocket *socket, QByteArray headers);

    // A place for the answer of a request that has just come.
    quint64 reserve(bool withBody, bool close);

    // The last request's answer closes the connection: what comes behind it gets none, and so
    // must not be done either.
    bool isEnding() const { return m_isEnding; }

    void answer(quint64 place, const Answer &answer);

private:
    struct Place {
        bool withBody;
        bool close; // the connection ends behind this answer
        std::optional<QByteArray> bytes = {};
    };
    void flush();

    QTcpSocket *m_socket;
    const QByteArray m_headers;
    std::deque<Place> m_places;
    quint64 m_first = 0; // the number of m_places.front()
    bool m_isEnding = false;
};

// The right to answer one request, now or later. Copies are the same right; the first answer
// counts. If the client has gone, an answer goes nowhere. Use it in the service's thread.
class Reply {
public:
    Reply(ReplyQueue *queue, quint64 place)
        : m_queue(queue)
        , m_place(place)
    {
    }
    void send(const Answer &answer) const
    {
        if (m_queue)
            m_queue->answer(m_place, answer);
    }

private:
    QPointer<ReplyQueue> m_queue;
    quint64 m_place;
};

}

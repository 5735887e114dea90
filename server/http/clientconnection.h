#pragma once

#include "server/http/httplimits.h"
#include "server/http/replyqueue.h"
#include "server/http/requesthead.h"

class QTcpSocket;

namespace footfall::server {

// One client's connection, and the armour that QHttpServer has not: it sees what comes before
// Qt's parser does, lets nothing through that this would misread, keeps the deadlines, and
// ends a connection so that its last answer arrives. A child of its socket, in its thread.
class ClientConnection : public QObject {
public:
    using Clock = std::chrono::steady_clock;

    // What a connection asks of its service, which outlives it.
    class Host {
    public:
        // Whether to turn a request away for its head alone, before its body comes.
        virtual std::optional<Answer> refusal(const RequestHead &head) const = 0;
        virtual qint64 bodyLimit(const RequestHead &head) const = 0; // bytes
        // Header lines of the answer, whatever it will be.
        virtual QByteArray answerHeaders(const RequestHead &head) const = 0;
        virtual void reads(ClientConnection &connection) = 0; // Qt reads from this one next
        virtual void heldChanged(qint64 by) = 0; // bytes that connections hold in memory

    protected:
        ~Host() = default;
    };

    // Before the socket is given to Qt: who connects first is called first.
    ClientConnection(QTcpSocket *socket, Host &host, const HttpLimits &limits);
    ~ClientConnection() override;

    // Qt has the whole request: its head, and a place for its answer; none if it is not to be executed.
    struct Taken {
        RequestHead head;
        Reply reply;
    };
    std::optional<Taken> take();

    // Takes no more requests: answers those it has taken, and ends, at once if there is nothing to
    // say. A client that has not taken its answers by the deadline is cut.
    void drain(Clock::time_point deadline);

    // Keeps the deadlines; to be called now and then.
    void check(Clock::time_point now);

    // The least is the first to be cut when memory is short: of those that have held some for
    // over a second the slowest, else the one that has done so the longest.
    std::pair<bool, double> merit(Clock::time_point now) const;
    qint64 held() const { return m_held; } // bytes

    // At once, and without a word.
    void cut();

private:
    enum class State {
        Idle, // between two requests
        Head, // a request has begun (or the connection is new), its head has not ended
        Body, // of the request whose head is m_head; Qt has it once it is whole
        Draining, // nothing is read any more; the last answer is on its way
        Closing, // it has been written; the client may still be talking
    };
    void onReadyRead();
    void readHead();
    void readBody(qint64 bytes);
    void refuse(const Answer &answer, const RequestHead &head = {});
    void become(State state);
    void stopListening();
    void onWritten(bool ends);
    void shutDown();
    void updateHeld();
    bool hasReceived() const;
    bool isOverdue(Clock::time_point now) const;

    QTcpSocket *m_socket;
    Host &m_host;
    const HttpLimits &m_limits;
    ReplyQueue m_replies;
    State m_state = State::Head;
    QByteArray m_headBytes; // of a head that has not ended yet
    RequestHead m_head;
    qint64 m_bodyBytes = 0; // that have come of an unfinished body
    qint64 m_held = 0; // as last told to the host
    qint64 m_unsent = 0; // at the last check()
    Clock::time_point m_deadline = Clock::time_point::max(); // of drain()
    Clock::time_point m_since = Clock::now(); // it is in its state
    Clock::time_point m_moved = m_since; // the client has taken, or when Draining or Closing sent, something
};

}

#include "server/http/clientconnection.h"

#include <QTcpSocket>

#include <cstring>
#include <sys/ioctl.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr char continueLine[] = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr bool qtSaysContinue = QT_VERSION >= QT_VERSION_CHECK(6, 8, 0);

double seconds(ClientConnection::Clock::duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

// Qt passes over these before a request.
qsizetype countBlanks(QByteArrayView bytes)
{
    qsizetype count = 0;
    while (count < bytes.size() && bytes[count] != '\0' && std::strchr(" \t\v\r\n", bytes[count]))
        ++count;
    return count;
}

}

ClientConnection::ClientConnection(QTcpSocket *socket, Host &host, const HttpLimits &limits)
    : QObject(socket)
    , m_socket(socket)
    , m_host(host)
    , m_limits(limits)
    , m_replies(socket, [this](bool ends) { onWritten(ends); })
{
    connect(socket, &QIODevice::readyRead, this, &ClientConnection::onReadyRead);
}

ClientConnection::~ClientConnection()
{
    m_host.heldChanged(-m_held);
}

void ClientConnection::onReadyRead()
{
    m_host.reads(*this);
    // Of an unfinished request Qt keeps a transaction open, though it has copied what it read:
    // without this every body would be in memory twice.
    if (m_socket->isTransactionStarted())
        m_socket->commitTransaction();
    switch (m_state) {
    case State::Idle:
        if (m_socket->bytesAvailable() == 0) // Qt 6.8 looks again after each request
            return;
        become(State::Head);
        [[fallthrough]];
    case State::Head:
        return readHead();
    case State::Body:
        return readBody(m_socket->bytesAvailable());
    case State::Draining:
    case State::Closing:
        m_socket->skip(m_socket->bytesAvailable());
        m_moved = Clock::now();
    }
}

// Only peeks: Qt reads all of it after us, so that the next time there is only what is new.
void ClientConnection::readHead()
{
    const qsizetype seen = m_headBytes.size();
    const qint64 available = m_socket->bytesAvailable();
    m_headBytes += m_socket->peek(m_limits.head + 1 - seen);
    const qsizetype blanks = countBlanks(m_headBytes);
    const QByteArrayView bytes = QByteArrayView(m_headBytes).sliced(blanks);
    const qsizetype end = RequestHead::endIn(bytes, seen - blanks);
    if (end < 0 && m_headBytes.size() <= m_limits.head)
        return updateHeld();
    if (end < 0 || blanks + end > m_limits.head)
        return refuse(Answer::error(431, u"Headers: at most %1 KiB"_s.arg(m_limits.head >> 10)));

    auto head = RequestHead::read(bytes.first(end), m_limits.headerLines);
    m_headBytes.clear();
    if (!head)
        return refuse(head.error());
    if (const auto refusal = m_host.refusal(*head))
        return refuse(*refusal, *head);
    if (m_replies.size() >= m_limits.pendingRequests)
        return refuse(
            Answer::error(429, u"Requests: at most %1 at a time on a connection"_s.arg(m_limits.pendingRequests)), *head);
    m_head = std::move(*head);
    m_bodyBytes = 0;
    become(State::Body);
    const qint64 behind = available - (blanks + end - seen);
    if (!qtSaysContinue && m_head.expectsContinue && m_head.hasBody() && behind == 0 && m_replies.size() == 0)
        m_socket->write(continueLine);
    readBody(behind);
}

void ClientConnection::readBody(qint64 bytes)
{
    m_bodyBytes += bytes;
    const qint64 limit = m_host.bodyLimit(m_head);
    // Of a chunked body twice the limit, framing and all, is more than enough; Qt does not say
    // how far it is.
    if (m_head.isChunked && m_bodyBytes > 2 * limit + m_limits.head)
        return refuse(Answer::tooLarge(limit), m_head);
    if (m_head.isChunked || m_bodyBytes < m_head.contentLength.value_or(0))
        updateHeld();
}

std::optional<ClientConnection::Taken> ClientConnection::take()
{
    if (m_state != State::Body)
        return std::nullopt;
    m_bodyBytes = 0;
    updateHeld();
    if (m_head.persistence == Persistence::Closed)
        stopListening();
    else
        become(State::Idle);
    const Reply reply(&m_replies, m_replies.reserve(m_head.method != "HEAD", m_head.persistence, m_host.answerHeaders(m_head)));
    return Taken {std::exchange(m_head, {}), reply};
}

// In the order of the requests: those before it may still wait for their answers.
void ClientConnection::refuse(const Answer &answer, const RequestHead &head)
{
    stopListening();
    m_replies.answer(m_replies.reserve(true, Persistence::Closed, m_host.answerHeaders(head)), answer);
}

void ClientConnection::stopListening()
{
    become(State::Draining);
    disconnect(m_socket, &QIODevice::readyRead, nullptr, nullptr); // Qt's parser too
    connect(m_socket, &QIODevice::readyRead, this, &ClientConnection::onReadyRead);
}

void ClientConnection::become(State state)
{
    m_state = state;
    m_since = Clock::now();
}

void ClientConnection::onWritten(bool ends)
{
    if (ends) {
        become(State::Closing);
        m_moved = m_since;
        if (m_socket->bytesToWrite() == 0)
            shutDown();
        else
            connect(m_socket, &QIODevice::bytesWritten, this, &ClientConnection::shutDown);
        return;
    }
    if (m_state == State::Idle)
        m_since = Clock::now();
    if (m_replies.size() > 0 && m_socket->bytesToWrite() + m_replies.heldBytes() > m_limits.unsentAnswers)
        return cut();
    updateHeld();
}

// Our half, once all is written: the client sees the end, and may still send what it must.
void ClientConnection::shutDown()
{
    if (m_socket->bytesToWrite() == 0)
        ::shutdown(int(m_socket->socketDescriptor()), SHUT_WR);
}

void ClientConnection::drain(Clock::time_point deadline)
{
    m_deadline = deadline;
    if (m_state == State::Draining || m_state == State::Closing)
        return;
    if (m_replies.size() == 0 && m_socket->bytesToWrite() == 0 && !hasReceived())
        return cut();
    stopListening();
    if (m_replies.size() > 0)
        m_replies.endBehindLast();
    else
        onWritten(true);
}

// Something of a request that is not taken; closing now would reset the connection, and the client
// might not see its last answer.
bool ClientConnection::hasReceived() const
{
    int unread = 0;
    ::ioctl(int(m_socket->socketDescriptor()), FIONREAD, &unread);
    return unread > 0 || m_socket->bytesAvailable() > 0 || !m_headBytes.isEmpty() || m_state == State::Body;
}

void ClientConnection::check(Clock::time_point now)
{
    const qint64 unsent = m_socket->bytesToWrite();
    if (unsent < m_unsent || m_unsent == 0)
        m_moved = std::max(m_moved, unsent > 0 ? now : m_moved);
    m_unsent = unsent;
    updateHeld();
    if (isOverdue(now))
        cut();
}

bool ClientConnection::isOverdue(Clock::time_point now) const
{
    const auto age = now - m_since;
    if (m_unsent > 0 && now - m_moved > m_limits.writeTimeout)
        return true;
    if (now > m_deadline && m_replies.size() == 0)
        return true;
    switch (m_state) {
    case State::Idle:
        return m_replies.size() == 0 && m_unsent == 0 && age > m_limits.idleTimeout;
    case State::Head:
        return age > m_limits.headTimeout;
    case State::Body:
        return age > m_limits.bodyGrace && double(m_bodyBytes) < seconds(age) * double(m_limits.bodyBytesPerSecond);
    case State::Draining:
        return false; // it is us who are to answer
    case State::Closing:
        return age > m_limits.lingerTimeout || (m_unsent == 0 && now - m_moved > m_limits.lingerPause);
    }
    Q_UNREACHABLE();
}

void ClientConnection::updateHeld()
{
    const qint64 held
        = 2 * m_headBytes.size() + m_bodyBytes + m_replies.heldBytes() + m_socket->bytesToWrite();
    const qint64 by = held - m_held;
    m_held = held;
    if (by != 0)
        m_host.heldChanged(by);
}

std::pair<bool, double> ClientConnection::merit(Clock::time_point now) const
{
    const bool isReceiving = m_state == State::Head || m_state == State::Body;
    const double age = seconds(now - (isReceiving ? m_since : m_moved));
    const bool isYoung = age < 1;
    return {isYoung, isYoung ? -age : isReceiving ? double(m_headBytes.size() + m_bodyBytes) / age : 0};
}

void ClientConnection::cut()
{
    stopListening();
    m_headBytes.clear();
    m_bodyBytes = 0;
    m_host.heldChanged(-std::exchange(m_held, 0));
    m_socket->abort();
}

}

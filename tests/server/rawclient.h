#pragma once

#include <QTcpSocket>

namespace footfall {

// Speaks HTTP byte by byte, as no well-behaved client would, to a service in another thread.
// Every wait is for something to come, 10 s at most.
class RawClient {
public:
    struct Answer {
        int status = 0; // 0: the connection ended, or nothing came
        QByteArray head;
        QByteArray body;

        QByteArray header(const QByteArray &name) const; // null: not there
    };

    // `ifRefused`: ends the program, or is as a connection that was closed at once.
    enum class IfRefused { Ends, IsClosed };
    explicit RawClient(quint16 port, IfRefused ifRefused = IfRefused::Ends);

    void send(const QByteArray &bytes);
    Answer next(bool hasBody = true); // false: the answer to a HEAD

    // Whether the other side closes the connection, with nothing more before that.
    bool isClosed();
    void abort() { m_socket.abort(); }

private:
    bool wait();

    QTcpSocket m_socket;
    QByteArray m_received;
};

}

#pragma once

#include <QTcpServer>
#include <QUrl>

#include <memory>
#include <vector>

namespace footfall {

// Stands before a service and remembers what it was asked.
class RecordingProxy : public QTcpServer {
public:
    explicit RecordingProxy(quint16 port); // of the service, on 127.0.0.1

    QUrl url(const QString &pathAndQuery = {}) const;

    // How many requests of this method and path have come ("POST /event").
    qsizetype count(const QByteArray &request) const;
    // Whether a request had this in it.
    bool hasReceived(const QByteArray &text) const;
    // How many events the service has said to have accepted.
    qsizetype accepted() const { return m_answered.count("{\"status\":\"accepted\"}"); }

    void forget()
    {
        for (const auto &received : m_received)
            received->clear(); // its connection may go on
        m_answered.clear();
    }

    // The next answer to a request that has this in it does not arrive: the connection ends instead.
    void loseAnAnswer(const QByteArray &to = "POST ") { m_losesAnswerTo = to; }

private:
    void relay();

    const quint16 m_port;
    std::vector<std::shared_ptr<QByteArray>> m_received; // of each connection
    QByteArray m_answered; // of all of them
    QByteArray m_losesAnswerTo; // empty: none
};

}

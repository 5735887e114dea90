#pragma once

#include <QHash>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>

#include <functional>

namespace footfall {

// An HTTP server that answers a path with what it is told to, and remembers what it was asked.
class CannedServer : public QTcpServer {
    Q_OBJECT
public:
    CannedServer();

    QUrl url() const;
    void answer(const QString &path, const QByteArray &json, int status = 200, const QByteArray &headers = {});
    // The body is made of the query, each time.
    void answerWith(const QString &path, std::function<QByteArray(const QUrlQuery &query)> json);
    void beSilent(const QString &path); // takes the request, never answers it
    void goAway(); // stops listening and drops every connection
    void comeBack(); // on the same port

    QStringList asked() const { return m_asked; } // paths with their queries
    QByteArray lastRequest() const { return m_lastRequest; } // its head
    qsizetype askedFor(const QString &path) const; // how often
    void forget() { m_asked.clear(); }

signals:
    void requested();

private:
    void serve(QTcpSocket *socket);

    QHash<QString, QByteArray> m_answers;
    QHash<QString, std::function<QByteArray(const QUrlQuery &)>> m_makers;
    QStringList m_asked;
    QByteArray m_lastRequest;
    quint16 m_port = 0;
};

}

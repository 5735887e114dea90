#pragma once

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QSet>
#include <QUrl>

namespace footfall {

// Sends page views of users that are each seen once, some at a time, for ever, and keeps
// book of what was answered. Every other event has an event_id and is sent again, as it is,
// until it is answered; the rest are sent once, so that a lost answer stays unknown.
class Load : public QObject {
public:
    Load(QUrl url, QByteArray site, int inFlight = 16);

    void start();
    void stop(); // sends nothing new; what is on its way ends by itself
    bool isOver() const { return m_inFlight == 0; }

    int answered() const { return int(m_answered.size()); } // with 200
    int refused() const { return m_refused; } // answers of another status
    int unanswered() const { return m_unanswered; } // tries without any answer

    // What is wrong in `counts`, "user:times user:times ..." as the database has it: an
    // answered user must be there once, any other at most once. Empty: nothing.
    QByteArray complaint(const QByteArray &counts) const;

private:
    void sendNext();
    void send(const QByteArray &user, bool again);

    const QUrl m_url;
    const QByteArray m_site;
    const int m_wanted;
    QNetworkAccessManager m_network;
    bool m_isStopped = false;
    int m_next = 0;
    int m_inFlight = 0;
    int m_refused = 0;
    int m_unanswered = 0;
    QSet<QByteArray> m_answered;
};

}

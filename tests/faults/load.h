#pragma once

#include "tests/faults/book.h"

#include <QNetworkAccessManager>
#include <QUrl>

#include <random>

namespace footfall {

// Sends made-up events, one a request or some together, several requests at a time, for ever,
// and keeps book of them. Half of the requests have event_ids and are sent again, as they are,
// until they are answered (and now and then once more after that); the rest are sent once, so
// that a lost answer stays unknown, but for those of repeatAll().
class Load : public QObject {
public:
    Load(QUrl ingest, unsigned seed);

    void start();
    void stop(); // sends nothing new; what is on its way ends by itself

    // From now on requests without event_ids are sent again too, until they are answered: only
    // while no answer can be lost of what was kept.
    void repeatAll(bool isOn) { m_repeatsAll = isOn; }
    bool isRepeating() const { return m_repeated > 0; } // such a request has not been answered yet
    bool isOver() const { return m_inFlight == 0; }

    const Book &book() const { return m_book; }
    int answered() const { return int(m_book.answered()); } // events
    int refused() const { return m_refused; } // requests that were answered with 503
    int unanswered() const { return m_unanswered; } // tries without any answer
    QByteArray strange() const { return m_strange; } // the last answer that no rule allows

private:
    struct Request {
        QList<qsizetype> events;
        bool hasIds;
        bool isRepeated; // though it has none
    };
    SentEvent madeUp(bool hasId);
    Request next();
    void send(const Request &request);
    void take(const Request &request, int status, const QByteArray &body);
    int dice(int sides) { return int(m_random() % unsigned(sides)); }

    const QUrl m_ingest;
    std::mt19937 m_random;
    QNetworkAccessManager m_network;
    Book m_book;
    bool m_isStopped = false;
    bool m_repeatsAll = false;
    int m_inFlight = 0;
    int m_repeated = 0; // requests
    int m_refused = 0;
    int m_unanswered = 0;
    QByteArray m_strange;
};

}

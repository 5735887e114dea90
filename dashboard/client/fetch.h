#pragma once

#include "dashboard/client/failure.h"

#include <QByteArray>
#include <QNetworkRequest>
#include <QObject>
#include <QPointer>

#include <chrono>

class QNetworkAccessManager;
class QNetworkReply;

namespace footfall::dashboard {

// One GET that ends in exactly one finished(): with the body of a 200 (empty if it was a 304, for a
// request with If-None-Match), or with why not.
// Deleting it cancels the request, and then there is no finished().
class Fetch : public QObject {
    Q_OBJECT
public:
    struct Limits {
        std::chrono::milliseconds silence {5000}; // without a byte, the request is given up
        qint64 bytes = 16 * 1024 * 1024; // far above 1,000 paths of 2 KiB
    };

    Fetch(QNetworkAccessManager &network, QNetworkRequest request, const Limits &limits, QObject *parent);
    ~Fetch() override;

    // Of the answer, in finished().
    bool isUnchanged() const; // a 304
    QByteArray etag() const;
    QByteArray body() const { return m_body; } // of a refusal too

signals:
    void finished(const footfall::dashboard::Answer<QByteArray> &answer);

private:
    void readMore();
    void conclude();
    Answer<QByteArray> answer() const;
    Failure refusal() const;
    int status() const; // 0: none came

    Limits m_limits;
    QPointer<QNetworkReply> m_reply; // of the network, which may go first
    QByteArray m_body;
    bool m_tooLarge = false;
};

}

#pragma once

#include "common/result.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrlQuery>

#include <chrono>
#include <functional>

class QNetworkReply;

namespace footfall::cli {

// Sends to an ingest service, one request after the other, and outlasts a server that is away
// or full. Lives in a thread with an event loop, which runs while a call waits.
//
// A request that got no answer is sent again, so every event must bring an event_id.
class IngestClient {
public:
    struct Answer {
        int status = 0;
        QJsonObject body;
        std::chrono::seconds retryAfter {0};

        QString message() const; // why it was refused: "the server answered 403: ..."
    };
    using OnWait = std::function<void(const QString &why)>;

    // patience: how long one request may be refused or unanswered in all; `onWait` is told of
    // each wait.
    IngestClient(QUrl url, std::chrono::milliseconds patience, OnWait onWait);

    // `path` is that of the endpoint: "/events". Fails with Unavailable when patience is over,
    // with Failed after stop() or when trying again cannot help.
    Result<Answer> post(
        const QString &path, const QByteArray &contentType, const QByteArray &body, const QUrlQuery &query = {});

    // Tries once, and answers whatever the status. Fails with Failed if there is no answer.
    Result<Answer> get(const QString &path, const QUrlQuery &query = {});

    // Whether a POST was sent again after one of which it is not known what the server did.
    bool hasResent() const { return m_hasResent; }

    void wait(std::chrono::milliseconds time); // shorter after stop()
    void stop(); // from the same thread: the running call ends soon, all later ones at once
    bool isStopped() const { return m_stopped; }

private:
    struct Refusal {
        QString why;
        std::chrono::seconds retryAfter {0};
        bool final = false;
        bool isCertain = false; // nothing of it was accepted
    };
    QUrl urlOf(const QString &path, const QUrlQuery &query) const;
    tl::expected<Answer, Refusal> attempt(const QUrl &url, const QByteArray &contentType, const QByteArray &body);
    tl::expected<Answer, Refusal> answerTo(QNetworkReply *started);

    const QUrl m_url;
    const std::chrono::milliseconds m_patience;
    const OnWait m_onWait;
    QNetworkAccessManager m_network;
    QEventLoop m_loop;
    bool m_stopped = false;
    bool m_hasResent = false;
};

}

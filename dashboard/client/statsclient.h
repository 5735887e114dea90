#pragma once

#include "dashboard/client/failure.h"
#include "dashboard/client/fetch.h"
#include "dashboard/client/question.h"

#include <QCache>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <functional>

namespace footfall::dashboard {

// An answer, and whether it is another than the last one to the same question.
struct Heard {
    Figures figures;
    bool isNews = true;
};

// Asks one service, stats or ingest, and remembers the last answers (ETag), so that what has not
// changed is neither sent nor read again. Each ask() ends in one call of `then`, from the event loop, unless
// cancel() comes first.
class StatsClient : public QObject {
    Q_OBJECT
public:
    // `token`: sent with every request; empty: none.
    explicit StatsClient(const QUrl &base, const Fetch::Limits &limits = {}, const QByteArray &token = {},
        QObject *parent = nullptr);
    ~StatsClient() override { cancel(); }

    void setServer(const QUrl &base, const QByteArray &token); // forgets all of the last one

    void ask(const Question &question, std::function<void(const Answer<Heard> &)> then);

    // Forgets all that is pending.
    void cancel();

private:
    struct Kept {
        QByteArray etag;
        Figures figures;
    };

    Fetch *start(QNetworkRequest request);
    void end(Fetch *fetch);
    Answer<Heard> read(const Question &question, const Fetch &fetch, const Answer<QByteArray> &body);

    QUrl m_base;
    QByteArray m_token;
    Fetch::Limits m_limits;
    QNetworkAccessManager m_network;
    QList<QPointer<Fetch>> m_pending;
    QCache<QString, Kept> m_kept; // by the questions' keys; its cost is their bodies' bytes
};

// With a token, which goes to that service alone and not to where it may redirect.
QNetworkRequest authorized(QNetworkRequest request, const QByteArray &token);

// `base` may have a path of its own, as behind a reverse proxy.
QUrl endpoint(const QUrl &base, const QString &path);

}

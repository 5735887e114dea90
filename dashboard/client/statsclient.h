#pragma once

#include "dashboard/client/failure.h"
#include "dashboard/client/fetch.h"
#include "dashboard/client/figures.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <functional>

namespace footfall {

// Asks the stats service. Each call ends in one call of `then`, from the event loop, unless
// cancel() comes first.
class StatsClient : public QObject {
    Q_OBJECT
public:
    // `token`: sent with every request; empty: none.
    explicit StatsClient(const QUrl &base, const Fetch::Limits &limits = {}, const QByteArray &token = {},
        QObject *parent = nullptr);
    ~StatsClient() override { cancel(); }

    QUrl base() const { return m_base; }

    void getSites(std::function<void(const Answer<QList<Site>> &)> then);
    // `day`: a UTC day; none: all time. An answer for another site or day is Malformed.
    void getStats(const QString &site, std::optional<QDate> day, int paths,
        std::function<void(const Answer<Stats> &)> then);

    // Forgets all that is pending.
    void cancel();

private:
    void get(const QUrl &url, std::function<void(const Answer<QByteArray> &)> then);

    QUrl m_base;
    QByteArray m_token;
    Fetch::Limits m_limits;
    QNetworkAccessManager m_network;
    QList<QPointer<Fetch>> m_pending;
};

// `base` may have a path of its own, as behind a reverse proxy.
QUrl endpoint(const QUrl &base, const QString &path);

}

#pragma once

#include <QByteArray>
#include <QDeadlineTimer>
#include <QHash>
#include <QJsonObject>
#include <QUrl>

#include <functional>

namespace footfall {

// What came back; status 0: nothing did.
struct HttpAnswer {
    int status = 0;
    QHash<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;
};
using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

// Blocking, with the event loop running; a connection each; 30 s at most.
HttpAnswer get(const QUrl &url, const HttpHeaders &headers = {});
HttpAnswer post(const QUrl &url, const QByteArray &body, const QByteArray &contentType = "application/json",
    const HttpHeaders &headers = {});

// The body as an object; empty if it is not one.
QJsonObject json(const HttpAnswer &answer);

// Whether `predicate` came true before the deadline. Runs the event loop while it waits.
bool waitFor(const std::function<bool()> &predicate, QDeadlineTimer deadline);

}

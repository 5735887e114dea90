#include "tests/support/http.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTest>

namespace footfall {

namespace {

QNetworkRequest requestFor(const QUrl &url, const HttpHeaders &headers)
{
    QNetworkRequest request(url);
    request.setTransferTimeout(30000);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    return request;
}

HttpAnswer answerOf(const std::function<QNetworkReply *(QNetworkAccessManager &)> &send)
{
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    QNetworkReply *reply = send(network);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();

    HttpAnswer answer {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), {}, reply->readAll()};
    for (const auto &[name, value] : reply->rawHeaderPairs())
        answer.headers.insert(name.toLower(), value);
    return answer;
}

}

HttpAnswer get(const QUrl &url, const HttpHeaders &headers)
{
    return answerOf([&](QNetworkAccessManager &network) { return network.get(requestFor(url, headers)); });
}

HttpAnswer post(const QUrl &url, const QByteArray &body, const QByteArray &contentType, const HttpHeaders &headers)
{
    QNetworkRequest request = requestFor(url, headers);
    request.setHeader(QNetworkRequest::ContentTypeHeader, contentType);
    return answerOf([&](QNetworkAccessManager &network) { return network.post(request, body); });
}

QJsonObject json(const HttpAnswer &answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

bool waitFor(const std::function<bool()> &predicate, QDeadlineTimer deadline)
{
    while (!predicate()) {
        if (deadline.hasExpired())
            return false;
        QTest::qWait(20);
    }
    return true;
}

}

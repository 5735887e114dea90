#include "cli/health.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

Health healthFrom(QNetworkReply *reply)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return {false, reply->errorString(), {}};
    const QJsonObject answer = QJsonDocument::fromJson(reply->readAll()).object();
    if (status == 200)
        return {true, {}, answer};
    const QString reason = answer[u"reason"].toString(answer[u"message"].toString());
    return {false, reason.isEmpty() ? u"answers with status %1"_s.arg(status) : reason, answer};
}

}

void askHealth(QNetworkAccessManager &network, quint16 port, QObject *context, std::function<void(const Health &)> then)
{
    QNetworkRequest request(QUrl(serviceUrl(port) + u"/health"_s));
    request.setTransferTimeout(2000);
    QNetworkReply *reply = network.get(request);
    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    QObject::connect(reply, &QNetworkReply::finished, context,
        [reply, action = std::move(then)] { action(healthFrom(reply)); });
}

QString serviceUrl(quint16 port)
{
    return u"http://127.0.0.1:%1"_s.arg(port);
}

}

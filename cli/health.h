#pragma once

#include <QJsonObject>
#include <QString>

#include <functional>

class QNetworkAccessManager;
class QObject;

namespace footfall::cli {

// What a service says about itself at GET /health.
struct Health {
    bool ok = false;
    QString reason; // why it is not ok
    QJsonObject answer;
};

// Asks http://127.0.0.1:port/health, for 2 s at most, and calls back in the thread of `context`
// unless that is gone by then.
void askHealth(QNetworkAccessManager &network, quint16 port, QObject *context, std::function<void(const Health &)> then);

QString serviceUrl(quint16 port);

}

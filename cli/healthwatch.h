#pragma once

#include "cli/ports.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

namespace footfall::cli {

// Asks the services until both are well, then says so once. What it waits for is logged
// every 10 s.
class HealthWatch : public QObject {
    Q_OBJECT
public:
    HealthWatch(Ports ports, QObject *parent = nullptr);

    void start();
    void stop();

Q_SIGNALS:
    void healthy();

private:
    void ask();
    void onAnswer();

    struct Service {
        quint16 port;
        bool ok = false;
        QString reason = {};
    };
    QNetworkAccessManager m_network;
    QTimer m_timer;
    QElapsedTimer m_silence;
    Service m_services[2];
    int m_pending = 0;
};

}

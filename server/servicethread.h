#pragma once

#include "server/http/httpservice.h"

#include <QThread>

#include <functional>
#include <future>
#include <memory>

namespace footfall::server {

// A thread with an event loop and one service in it, which is made there (a socket belongs
// to the thread that makes it) and ends there.
class ServiceThread {
public:
    ServiceThread(const QString &name, std::function<std::unique_ptr<HttpService>()> makeService);
    ~ServiceThread(); // ends the loop and waits
    Q_DISABLE_COPY_MOVE(ServiceThread)

    // As HttpService::drain(); ready when that is done. Once.
    std::future<void> drain();

private:
    std::promise<HttpService *> m_service;
    std::unique_ptr<QThread> m_thread; // last: it uses the above
};

}

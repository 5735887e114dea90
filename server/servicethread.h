#pragma once

#include <QThread>

#include <functional>
#include <memory>

class QObject;

namespace footfall::server {

// A thread with an event loop and one service in it, which is made there (a socket belongs
// to the thread that makes it) and ends there.
class ServiceThread {
public:
    ServiceThread(const QString &name, std::function<std::unique_ptr<QObject>()> makeService);
    ~ServiceThread(); // ends the loop and waits
    Q_DISABLE_COPY_MOVE(ServiceThread)

private:
    std::unique_ptr<QThread> m_thread;
};

}

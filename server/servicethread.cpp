#include "server/servicethread.h"

#include <QEventLoop>

namespace footfall::server {

ServiceThread::ServiceThread(const QString &name, std::function<std::unique_ptr<QObject>()> makeService)
    : m_thread(QThread::create([make = std::move(makeService)] {
        const auto service = make();
        QEventLoop().exec();
    }))
{
    m_thread->setObjectName(name);
    m_thread->start();
}

ServiceThread::~ServiceThread()
{
    m_thread->quit();
    m_thread->wait();
}

}

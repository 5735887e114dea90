#include "server/servicethread.h"

#include <QEventLoop>

namespace footfall::server {

ServiceThread::ServiceThread(const QString &name, std::function<std::unique_ptr<HttpService>()> makeService)
    : m_thread(QThread::create([this, make = std::move(makeService)] {
        const auto service = make();
        m_service.set_value(service.get());
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

std::future<void> ServiceThread::drain()
{
    HttpService *service = m_service.get_future().get();
    const auto drained = std::make_shared<std::promise<void>>();
    QMetaObject::invokeMethod(service, [=] { service->drain([drained] { drained->set_value(); }); });
    return drained->get_future();
}

}

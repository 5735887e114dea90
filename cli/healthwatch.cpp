#include "cli/healthwatch.h"

#include "cli/health.h"

#include <QNetworkProxy>

using namespace std::chrono_literals;

namespace footfall::cli {

HealthWatch::HealthWatch(Ports ports, QObject *parent)
    : QObject(parent)
    , m_services {{ports.ingest}, {ports.stats}}
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_timer.setInterval(100ms);
    connect(&m_timer, &QTimer::timeout, this, &HealthWatch::ask);
}

void HealthWatch::start()
{
    m_silence.start();
    m_timer.start();
}

void HealthWatch::stop()
{
    m_timer.stop();
}

void HealthWatch::ask()
{
    if (m_pending > 0)
        return;
    for (Service &service : m_services) {
        ++m_pending;
        askHealth(m_network, service.port, this, [this, &service](const Health &health) {
            service.ok = health.ok;
            service.reason = health.reason;
            if (--m_pending == 0)
                onAnswer();
        });
    }
}

void HealthWatch::onAnswer()
{
    if (!m_timer.isActive())
        return;
    if (m_services[0].ok && m_services[1].ok) {
        m_timer.stop();
        Q_EMIT healthy();
        return;
    }
    if (!m_silence.hasExpired(10000))
        return;
    m_silence.start();
    for (const Service &service : m_services) {
        if (!service.ok)
            qWarning("Still waiting for %s: %s", qUtf8Printable(serviceUrl(service.port)), qUtf8Printable(service.reason));
    }
}

}

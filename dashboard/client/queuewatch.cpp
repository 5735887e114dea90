#include "dashboard/client/queuewatch.h"

#include "dashboard/client/parse.h"
#include "dashboard/client/statsclient.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall {

QueueWatch::QueueWatch(const QUrl &base, const Fetch::Limits &limits, QObject *parent)
    : QObject(parent)
    , m_url(endpoint(base, u"/health"_s))
    , m_limits(limits)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QueueWatch::ask);
}

void QueueWatch::start()
{
    if (!m_fetch && !m_timer.isActive())
        ask();
}

void QueueWatch::stop()
{
    m_timer.stop();
    forget();
}

void QueueWatch::ask()
{
    forget();
    m_fetch = new Fetch(m_network, QNetworkRequest(m_url), m_limits, this);
    connect(m_fetch, &Fetch::finished, this, &QueueWatch::take);
}

void QueueWatch::take(const Answer<QByteArray> &answer)
{
    m_fetch->deleteLater();
    m_fetch = nullptr;
    const Answer<Queue> queue = answer.and_then([](const QByteArray &json) -> Answer<Queue> {
        const Result<Queue> parsed = parseQueue(json);
        if (!parsed)
            return tl::unexpected(Failure {Failure::Kind::Malformed, parsed.error().message});
        return *parsed;
    });
    if (queue) {
        m_backoff.succeeded();
        m_timer.start(1s);
        emit heard(*queue);
    } else {
        m_timer.start(m_backoff.failed(queue.error().retryAfter));
        emit lost(queue.error());
    }
}

void QueueWatch::forget()
{
    delete std::exchange(m_fetch, nullptr);
}

}

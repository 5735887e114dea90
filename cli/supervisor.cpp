#include "cli/supervisor.h"

using namespace std::chrono_literals;

namespace footfall::cli {

Supervisor::Supervisor(const Plans &plans, const PrivatePostgres &postgres, HealthWatch &health,
    const DataDirectory &directory, QObject *parent)
    : QObject(parent)
    , m_postgres(postgres)
    , m_health(health)
    , m_postgresStage(makeStage({postgres.plan()}, directory))
    , m_workers(makeStage(plans.workers, directory))
    , m_server(makeStage({plans.server}, directory))
    , m_extras(makeStage(plans.extras, directory))
{
    m_poll.setInterval(100ms);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (m_postgres.isReady())
            startPipeline();
    });
    connect(&m_health, &HealthWatch::healthy, this, [this] {
        Q_EMIT healthy();
        for (Child *child : m_extras)
            child->start();
    });
}

Supervisor::Stage Supervisor::makeStage(const QList<Child::Plan> &plans, const DataDirectory &directory)
{
    Stage stage;
    for (const Child::Plan &plan : plans) {
        stage += new Child(plan, directory, this);
        connect(stage.last(), &Child::stopped, this, [this] {
            if (--m_stopping == 0)
                stopNextStage();
        });
    }
    return stage;
}

void Supervisor::start()
{
    if (m_stopped)
        return;
    for (Child *child : m_postgresStage)
        child->start();
    m_poll.start();
}

void Supervisor::startPipeline()
{
    m_poll.stop();
    for (Child *child : m_workers + m_server)
        child->start();
    m_health.start();
}

void Supervisor::stop()
{
    if (std::exchange(m_stopped, true))
        return;
    m_poll.stop();
    m_health.stop();
    // The server first: then the workers can still commit what it has sent.
    m_toStop = {m_extras, m_server, m_workers, m_postgresStage};
    stopNextStage();
}

void Supervisor::stopNextStage()
{
    while (!m_toStop.isEmpty()) {
        const Stage stage = m_toStop.takeFirst();
        m_stopping = int(stage.size());
        for (Child *child : stage)
            child->stop();
        if (!stage.isEmpty())
            return;
    }
    Q_EMIT stopped();
}

}

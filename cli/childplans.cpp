#include "cli/childplans.h"

#include "cli/health.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

QStringList common(const Deployment &deployment)
{
    return deployment.config.isEmpty() ? QStringList() : QStringList {u"--config"_s, deployment.config};
}

QStringList statsTokens(const Deployment &deployment)
{
    return deployment.statsTokens.isEmpty() ? QStringList()
                                            : QStringList {u"--stats-token-file"_s, deployment.statsTokens};
}

QStringList pipeline(const Deployment &deployment, const QString &database)
{
    return {u"--pipe"_s, u"ipc://%1/frames"_s.arg(deployment.sockets), u"--acks"_s,
        u"ipc://%1/acks"_s.arg(deployment.sockets), u"--database"_s, database};
}

}

Child::Plan serverPlan(const Deployment &deployment)
{
    return {
        .name = u"server"_s,
        .program = deployment.programs + u"/footfall-server"_s,
        .arguments = QStringList {u"--role"_s, u"all"_s, u"--ingest-port"_s, QString::number(deployment.ports.ingest),
                         u"--stats-port"_s, QString::number(deployment.ports.stats), u"--spool"_s, deployment.spool}
            + pipeline(deployment, deployment.serverDatabase) + statsTokens(deployment)
            + deployment.counting + common(deployment),
        .identity = deployment.identity,
    };
}

Child::Plan workerPlan(const Deployment &deployment, int number)
{
    const QString name = u"worker-%1"_s.arg(number);
    return {
        .name = name,
        .program = deployment.programs + u"/footfall-worker"_s,
        .arguments = pipeline(deployment, deployment.workerDatabase) + QStringList {u"--name"_s, name} + common(deployment),
        .identity = deployment.identity,
    };
}

Child::Plan demoPlan(const Deployment &deployment)
{
    return {
        .name = u"demo"_s,
        .program = deployment.programs + u"/footfall"_s,
        .arguments = {u"demo"_s, u"--url"_s, serviceUrl(deployment.ports.ingest)},
        .identity = deployment.identity,
    };
}

Child::Plan dashboardPlan(const Deployment &deployment)
{
    return {
        .name = u"dashboard"_s,
        .program = QCoreApplication::applicationDirPath() + u"/footfall-dashboard"_s,
        .arguments = QStringList {u"--stats-url"_s, serviceUrl(deployment.ports.stats), u"--ingest-url"_s,
                         serviceUrl(deployment.ports.ingest)}
            + statsTokens(deployment) + common(deployment),
        .identity = std::nullopt,
        .restarts = false,
    };
}

}

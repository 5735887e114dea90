#include "cli/up.h"

#include "cli/complaint.h"
#include "cli/environment.h"
#include "cli/health.h"
#include "cli/preparation.h"
#include "cli/runrecord.h"
#include "cli/supervisor.h"
#include "common/countingoptions.h"
#include "common/filelock.h"
#include "common/logging.h"
#include "common/shutdown.h"
#include "common/statstokens.h"

#include <QCoreApplication>
#include <QDir>
#include <QTextStream>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

constexpr qint64 mostWorkers = 64;

Options::Program upProgram()
{
    using Kind = Option::Kind;
    return {
        u"footfall up"_s,
        u"Starts a private PostgreSQL, the worker, the server and, where there is a display, the dashboard."_s,
        QList<Option> {
            dataOption(),
            {u"ingest-port"_s, Kind::Port, u"PORT"_s, u"3000"_s, u"Where events are sent to"_s},
            {u"stats-port"_s, Kind::Port, u"PORT"_s, u"4000"_s, u"Where the numbers are read"_s},
            {u"stats-token-file"_s, Kind::Text, u"FILE"_s, {}, u"Tokens that open the stats service, one a line"_s},
            {u"workers"_s, Kind::Count, u"N"_s, u"1"_s, u"How many worker processes"_s},
            {u"headless"_s, Kind::Switch, {}, {}, u"No dashboard"_s},
            {u"demo"_s, Kind::Switch, {}, {}, u"Send made-up traffic, to have something to look at"_s},
        } + countingOptions(),
    };
}

// Values that are right one by one may still be wrong together, or for us.
QString contradiction(const Options &options)
{
    const quint16 stats = options.port(u"stats-port"_s);
    if (stats != 0 && stats == options.port(u"ingest-port"_s))
        return u"--stats-port: has to differ from --ingest-port, and both are %1"_s.arg(stats);
    if (options.number(u"workers"_s) > mostWorkers)
        return u"--workers: at most %1"_s.arg(mostWorkers);
    if (const auto tokens = readStatsTokens(options.text(u"stats-token-file"_s)); !tokens)
        return tokens.error().message;
    return {};
}

Supervisor::Plans childPlans(const Options &options, const Deployment &deployment)
{
    Supervisor::Plans plans {{}, serverPlan(deployment), {}};
    for (int number = 1; number <= options.number(u"workers"_s); ++number)
        plans.workers += workerPlan(deployment, number);

    const bool display = !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
    if (display && !options.isOn(u"headless"_s)) {
        const Child::Plan dashboard = dashboardPlan(deployment);
        if (QFile::exists(dashboard.program))
            plans.extras += dashboard;
        else
            qWarning("No dashboard: %s is missing", qUtf8Printable(dashboard.program));
    }
    if (options.isOn(u"demo"_s))
        plans.extras += demoPlan(deployment);
    return plans;
}

// Those that are always there while it runs; a dashboard may be closed.
QStringList namesOf(const Supervisor::Plans &plans)
{
    QStringList names {u"postgres"_s};
    for (const Child::Plan &child : plans.workers + QList {plans.server} + plans.extras) {
        if (child.restarts)
            names += child.name;
    }
    return names;
}

// `stop` is what a shutdown signal calls, from now on.
Result<void> supervise(const Options &options, const DataDirectory &directory, std::function<void()> &stop)
{
    const auto preparation
        = Preparation::make(directory, {options.port(u"ingest-port"_s), options.port(u"stats-port"_s)}, options);
    if (!preparation)
        return tl::unexpected(preparation.error());
    const Deployment &deployment = preparation->deployment;
    const Supervisor::Plans plans = childPlans(options, deployment);

    directory.writePid(u"up"_s, getpid());
    if (auto written = RunRecord {deployment.ports, preparation->postgres.databaseUrl(), namesOf(plans)}.write(directory); !written)
        return written;

    HealthWatch health(deployment.ports);
    Supervisor supervisor(plans, preparation->postgres, health, directory);
    QObject::connect(&supervisor, &Supervisor::healthy, &supervisor, [&deployment] {
        QTextStream(stdout) << u"Footfall is up: ingest %1  stats %2\n"_s.arg(
            serviceUrl(deployment.ports.ingest), serviceUrl(deployment.ports.stats));
    });
    QObject::connect(&supervisor, &Supervisor::stopped, &supervisor, [] { QCoreApplication::quit(); });
    stop = [&supervisor] { supervisor.stop(); };
    supervisor.start();
    QCoreApplication::exec();
    stop = {};

    RunRecord::remove(directory);
    directory.removePid(u"up"_s);
    QDir(deployment.sockets).removeRecursively();
    return {};
}

}

int runUp(const QStringList &arguments)
{
    const Options options = Options::parseOrExit(upProgram(), arguments);
    if (const QString why = contradiction(options); !why.isEmpty())
        return complain(u"up", 2, why);
    setUpLogging();
    clearPostgresEnvironment();

    DataDirectory directory(options.text(u"data"_s));
    if (const auto created = directory.create(); !created)
        return complain(u"up", 1, created.error().message);
    const auto lock = FileLock::take(directory.lock());
    if (!lock) {
        const bool taken = lock.error().kind == Error::Kind::Unavailable;
        return complain(u"up", 1, taken ? u"--data: another footfall up runs on %1"_s.arg(directory.path())
                              : lock.error().message);
    }

    // A signal that comes before there is anything to stop waits for the event loop.
    std::function<void()> stop;
    onShutdownSignal(QCoreApplication::instance(), [&stop] {
        if (stop)
            stop();
    });
    const auto done = supervise(options, directory, stop);
    return done ? 0 : complain(u"up", 1, done.error().message);
}

}

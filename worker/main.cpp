#include "common/db/databaseoption.h"
#include "common/logging.h"
#include "common/options.h"
#include "common/pipeendpoint.h"
#include "common/shutdown.h"
#include "worker/compaction/compactor.h"
#include "worker/database/heartbeat.h"
#include "worker/pipe/pipeclient.h"

#include <QCoreApplication>
#include <QSysInfo>

#include <malloc.h>

#include <cstdio>

using namespace footfall;
using namespace footfall::worker;
using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void leave(const QString &message)
{
    std::fprintf(stderr, "footfall-worker: %s\n", qPrintable(message));
    std::exit(2);
}

// What ZeroMQ would only refuse once a thread connects is the caller's to hear.
PipeClient::Config configOrLeave(const Options &options)
{
    const auto keys = readPipeKeys(options, u"pipe-server-key"_s);
    if (!keys)
        leave(keys.error().message);
    PipeClient::Config config {options.list(u"pipe"_s), options.list(u"acks"_s), options.text(u"name"_s).toStdString(),
        std::size_t(options.number(u"batch-events"_s)), *keys};
    const qsizetype servers = config.frames.size();
    if (config.acks.size() != servers)
        leave(u"--acks: as many as --pipe, %1, not %2"_s.arg(servers).arg(config.acks.size()));
    if (config.keys && qsizetype(config.keys->others.size()) != servers)
        leave(u"--pipe-server-key: a key for each --pipe, %1, not %2"_s.arg(servers).arg(config.keys->others.size()));
    const auto checked = checkEndpoints(u"pipe"_s, config.frames, config.keys.has_value()).and_then([&] {
        return checkEndpoints(u"acks"_s, config.acks, config.keys.has_value());
    });
    if (!checked)
        leave(checked.error().message);
    return config;
}

}

int main(int argc, char *argv[])
{
    // A batch's vectors are large and short-lived: each in a mapping of its own goes back to the kernel
    // at once. (glibc would raise the threshold with the first that is freed, and then keep them.)
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    QCoreApplication app(argc, argv);
    setUpLogging();
    using Kind = Option::Kind;
    const Options options = Options::parseOrExit(
        {u"footfall-worker"_s, u"Takes frames from the pipe and writes them to PostgreSQL."_s,
            {
                {u"pipe"_s, Kind::List, u"ENDPOINT"_s, u"ipc:///tmp/footfall-frames"_s,
                    u"Where a server sends its frames; repeat for more servers"_s},
                {u"acks"_s, Kind::List, u"ENDPOINT"_s, u"ipc:///tmp/footfall-acks"_s,
                    u"Where that server takes acknowledgements, in the same order"_s},
                {u"pipe-key"_s, Kind::Text, u"FILE"_s, {}, u"This worker's secret key for the pipe (see footfall keys)"_s},
                {u"pipe-server-key"_s, Kind::List, u"FILE"_s, {},
                    u"The public key of each server, in the same order as --pipe"_s},
                databaseOption(u"A libpq connection string"_s),
                {u"batch-events"_s, Kind::Count, u"N"_s, u"100000"_s, u"The most events that a transaction takes"_s},
                {u"name"_s, Kind::Text, u"NAME"_s, QSysInfo::machineHostName() + u"-worker"_s,
                    u"This worker's name, unlike any other's"_s},
            }},
        app.arguments().mid(1));

    const PipeClient::Config config = configOrLeave(options);
    onShutdownSignal(&app, [&] { app.quit(); });
    zmq::context_t context;
    PipeClient client(context, config, options.text(u"database"_s), systemNow);
    Compactor compactor(options.text(u"database"_s), systemNow);
    const Heartbeat heartbeat(options.text(u"database"_s), config.worker, client.metrics());
    qInfo("footfall-worker %s", FOOTFALL_VERSION);
    return app.exec();
}

#include "common/logging.h"
#include "common/options.h"
#include "common/shutdown.h"
#include "worker/pipeclient.h"

#include <QCoreApplication>
#include <QSysInfo>

#include <cstdio>

using namespace footfall;
using namespace Qt::StringLiterals;

namespace {

// What ZeroMQ would only refuse once a thread connects: a bad endpoint is the caller's to hear.
void checkEndpoints(const char *flag, const QStringList &endpoints)
{
    constexpr qsizetype longestPath = 107; // sun_path in unix(7)
    for (const QString &endpoint : endpoints) {
        const bool isPath = endpoint.startsWith(u"ipc://") && endpoint.size() - 6 <= longestPath;
        if (isPath || endpoint.startsWith(u"tcp://"))
            continue;
        std::fprintf(stderr, "footfall-worker: %s: expected tcp://HOST:PORT or ipc://PATH (of at most %d bytes), not '%s'\n",
            flag, int(longestPath), qPrintable(endpoint));
        std::exit(2);
    }
}

}

int main(int argc, char *argv[])
{
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
                {u"database"_s, Kind::Text, u"URL"_s, u"dbname=footfall"_s, u"A libpq connection string"_s},
                {u"batch-events"_s, Kind::Count, u"N"_s, u"200000"_s, u"The most events that a transaction takes"_s},
                {u"name"_s, Kind::Text, u"NAME"_s, QSysInfo::machineHostName() + u"-worker"_s,
                    u"This worker's name, unlike any other's"_s},
            }},
        app.arguments().mid(1));

    const QStringList frames = options.list(u"pipe"_s);
    const QStringList acks = options.list(u"acks"_s);
    if (frames.size() != acks.size()) {
        std::fprintf(stderr, "footfall-worker: --acks: as many as --pipe, %d, not %d\n", int(frames.size()),
            int(acks.size()));
        return 2;
    }

    checkEndpoints("--pipe", frames);
    checkEndpoints("--acks", acks);

    onShutdownSignal(&app, [&] { app.quit(); });
    zmq::context_t context;
    PipeClient client(context,
        {frames, acks, options.text(u"name"_s).toStdString(), std::size_t(options.number(u"batch-events"_s))},
        options.text(u"database"_s), systemNow);
    qInfo("footfall-worker %s", FOOTFALL_VERSION);
    return app.exec();
}

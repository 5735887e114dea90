#include "common/countingoptions.h"
#include "common/db/databaseoption.h"
#include "common/logging.h"
#include "common/options.h"
#include "common/pipeendpoint.h"
#include "common/shutdown.h"
#include "common/statstokens.h"
#include "server/http/listeningsocket.h"
#include "server/ingest/ingestservice.h"
#include "server/ingestwatch.h"
#include "server/servicethread.h"
#include "server/stats/statsservice.h"

#include <QCoreApplication>

#include <atomic>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>
#include <unistd.h>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

namespace {

constexpr int statsQueryThreads = 2;

Options::Program program()
{
    using Kind = Option::Kind;
    return {u"footfall-server"_s, u"Takes events (ingest) and answers questions about them (stats)."_s,
        QList<Option> {
            {u"role"_s, Kind::Choice, {}, u"all"_s, u"What this server does"_s, {u"all"_s, u"ingest"_s, u"stats"_s}},
            {u"ingest-address"_s, Kind::Text, u"ADDRESS"_s, u"127.0.0.1"_s, u"Where the ingest service listens"_s},
            {u"ingest-port"_s, Kind::Port, u"PORT"_s, u"3000"_s, u"and on which port"_s},
            {u"ingest-threads"_s, Kind::Count, u"N"_s, u"1"_s, u"Threads that take events"_s},
            {u"stats-address"_s, Kind::Text, u"ADDRESS"_s, u"127.0.0.1"_s, u"Where the stats service listens"_s},
            {u"stats-port"_s, Kind::Port, u"PORT"_s, u"4000"_s, u"and on which port"_s},
            {u"stats-token-file"_s, Kind::Text, u"FILE"_s, {},
                u"Tokens of the stats service, one a line; or one in the variable FOOTFALL_STATS_TOKEN"_s},
            {u"query-cache"_s, Kind::Bytes, u"SIZE"_s, u"256MiB"_s,
                u"Memory for what questions have read; one that needs more than twice as much is refused"_s},
            {u"open-stats"_s, Kind::Switch, {}, {}, u"Show the stats service to whoever can reach it"_s},
            {u"sites"_s, Kind::Choice, {}, u"open"_s, u"Take events for any site, or for registered ones"_s,
                {u"open"_s, u"registered"_s}},
            {u"rate-limit"_s, Kind::Number, u"N"_s, u"1000"_s, u"Events a second from one client address; 0: any number"_s},
            {u"rate-burst"_s, Kind::Count, u"N"_s, u"20000"_s, u"So many at once, when it has been quiet"_s},
            {u"trusted-proxies"_s, Kind::List, u"ADDRESS[/PREFIX]"_s, {},
                u"Reverse proxies whose X-Forwarded-For is believed; may be given again"_s},
            {u"visitors"_s, Kind::Choice, {}, u"cookieless"_s,
                u"Know a browser's visitor for a day without cookies, or only by the user_id that is sent"_s,
                {u"cookieless"_s, u"off"_s}},
            {u"geoip"_s, Kind::Text, u"FILE"_s, {}, u"Countries by address, in MaxMind's format (.mmdb)"_s},
            {u"spool"_s, Kind::Text, u"DIR"_s, u"spool"_s, u"Where accepted events wait for the database"_s},
            {u"spool-limit"_s, Kind::Bytes, u"SIZE"_s, u"10GiB"_s, u"The most that may wait there"_s},
            {u"pipe"_s, Kind::Text, u"ENDPOINT"_s, u"ipc:///tmp/footfall-frames"_s, u"Where workers get frames"_s},
            {u"acks"_s, Kind::Text, u"ENDPOINT"_s, u"ipc:///tmp/footfall-acks"_s,
                u"Where workers acknowledge them"_s},
            {u"pipe-key"_s, Kind::Text, u"FILE"_s, {}, u"This server's secret key for the pipe (see footfall keys)"_s},
            {u"pipe-worker-keys"_s, Kind::List, u"FILE"_s, {},
                u"The public keys of the workers that may connect; may be given again"_s},
            {u"max-connections"_s, Kind::Count, u"N"_s, u"10000"_s, u"The most connections to each service"_s},
            {u"max-connections-per-address"_s, Kind::Count, u"N"_s, u"1000"_s,
                u"and the most from one address; loopback and trusted proxies are exempt"_s},
            databaseOption(u"A libpq connection string, for the figures and the list of sites"_s),
        } + countingOptions()};
}

[[noreturn]] void leave(int code, const QString &message)
{
    std::fprintf(stderr, "footfall-server: %s\n", qPrintable(message));
    std::_Exit(code); // threads that run already would outlive what std::exit() destroys
}

QHostAddress addressOrLeave(const Options &options, const QString &service)
{
    const QString flag = service + u"-address"_s;
    const QHostAddress address(options.text(flag));
    if (address.isNull())
        leave(2, u"--%1: not an IP address: %2"_s.arg(flag, options.text(flag)));
    return address;
}

TrustedProxies trustedProxiesOrLeave(const Options &options)
{
    const auto proxies = TrustedProxies::parse(options.list(u"trusted-proxies"_s));
    if (!proxies)
        leave(2, proxies.error().message);
    return *proxies;
}

RateLimit::Limits rateLimitsOrLeave(const Options &options)
{
    for (const QString &option : {u"rate-limit"_s, u"rate-burst"_s}) {
        if (options.number(option) > 1'000'000'000)
            leave(2, u"--%1: at most 1000000000"_s.arg(option));
    }
    return {options.number(u"rate-limit"_s), options.number(u"rate-burst"_s)};
}

// Figures are for those who may see them: either nobody else can reach the service, or it asks
// for a token, or the operator says that all may.
TokenGuard tokenGuardOrLeave(const Options &options)
{
    const auto tokens = readStatsTokens(options.text(u"stats-token-file"_s));
    if (!tokens)
        leave(2, tokens.error().message);
    const QHostAddress address = addressOrLeave(options, u"stats"_s);
    if (tokens->isEmpty() && !address.isLoopback() && !options.isOn(u"open-stats"_s)) {
        leave(2, u"--stats-address: other machines can reach %1; give --stats-token-file, or --open-stats if"
                 " everybody may see the figures"_s.arg(address.toString()));
    }
    return TokenGuard(*tokens);
}

std::optional<GeoIp> countriesOrLeave(const Options &options)
{
    const QString path = options.text(u"geoip"_s);
    if (path.isEmpty())
        return std::nullopt;
    auto countries = GeoIp::open(path);
    if (!countries)
        leave(2, u"--geoip: "_s + countries.error().message);
    return std::move(*countries);
}

// The options were checked as they were read.
Exclusions::Rules exclusionRules(const Options &options)
{
    const QString blocked = options.text(u"block-referrers"_s);
    return {options.text(u"respect-dnt"_s) == u"on", AddressList::parse(options.list(u"exclude-addresses"_s)).value(),
        blocked.isEmpty() ? BlockedHosts() : BlockedHosts::read(blocked).value()};
}

// As many connections as the options allow, and the system: every one is a descriptor, and
// some have to be left for the files.
ConnectionCaps connectionCaps(const Options &options)
{
    constexpr rlim_t others = 256;
    rlimit descriptors {};
    getrlimit(RLIMIT_NOFILE, &descriptors);
    descriptors.rlim_cur = descriptors.rlim_max;
    setrlimit(RLIMIT_NOFILE, &descriptors);
    const auto wanted = rlim_t(options.number(u"max-connections"_s));
    const auto possible = std::max<rlim_t>(descriptors.rlim_cur, others + 1) - others;
    if (wanted > possible)
        qWarning("--max-connections: the system allows %d", int(possible));
    return {int(std::min({wanted, possible, rlim_t(INT_MAX)})),
        int(std::min<qint64>(options.number(u"max-connections-per-address"_s), INT_MAX)),
        [proxies = trustedProxiesOrLeave(options)](const QHostAddress &address) {
            return address.isLoopback() || proxies.contains(address);
        }};
}

FramePipe::Endpoints pipeOrLeave(const Options &options)
{
    const auto keys = readPipeKeys(options, u"pipe-worker-keys"_s);
    if (!keys)
        leave(2, keys.error().message);
    FramePipe::Endpoints pipe {options.text(u"pipe"_s), options.text(u"acks"_s), *keys};
    const auto checked = checkEndpoints(u"pipe"_s, {pipe.frames}, keys->has_value())
                             .and_then([&] { return checkEndpoints(u"acks"_s, {pipe.acks}, keys->has_value()); });
    if (!checked)
        leave(2, checked.error().message);
    return pipe;
}

// Listening sockets for a service's threads; an error names the flag and ends the process.
std::vector<int> listenOrLeave(const Options &options, const QString &service, qint64 threads)
{
    const QHostAddress address = addressOrLeave(options, service);
    quint16 port = options.port(service + u"-port"_s);
    std::vector<int> sockets;
    // A port that is shared among threads would be shared with a stranger's as well: it is bound
    // alone first, to see that it is free.
    if (threads > 1) {
        const auto alone = listeningSocket(address, port, false);
        if (!alone)
            leave(1, u"--%1-port: %2"_s.arg(service, alone.error().message));
        close(*alone);
    }
    for (qint64 i = 0; i < threads; ++i) {
        const auto socket = listeningSocket(address, port, threads > 1);
        if (!socket)
            leave(1, u"--%1-port: %2"_s.arg(service, socket.error().message));
        sockets.push_back(*socket);
        port = portOf(*socket);
    }
    qInfo().noquote() << service << u"http://%1:%2"_s.arg(address.toString()).arg(port);
    return sockets;
}

// The spool, the pipe that empties it and the threads that fill it.
struct Ingest {
    ConnectionCaps caps;
    zmq::context_t context;
    std::unique_ptr<Spool> spool;
    std::unique_ptr<FramePipe> pipe;
    std::atomic<FramePipe *> woken = nullptr; // the same, for the spool's thread, which is there before it
    RateLimit rate;
    SiteRegistry sites;
    UserAgents agents;
    AgentBudget agentBudget;
    std::optional<GeoIp> countries;
    VisitorSalts salts;
    Enrichment enrichment;
    ImportQuestions imports;
    Exclusions exclusions;
    std::unique_ptr<IngestWatch> watch;
    std::vector<std::unique_ptr<ServiceThread>> threads;

    explicit Ingest(const Options &options)
        : caps(connectionCaps(options))
        , rate(rateLimitsOrLeave(options), steadyNow)
        , sites(options.text(u"sites"_s) == u"open" ? SiteRegistry::Mode::Open : SiteRegistry::Mode::Registered,
              options.text(u"spool"_s))
        , agentBudget(steadyNow)
        , countries(countriesOrLeave(options))
        , salts(options.text(u"spool"_s))
        , enrichment(agents, agentBudget, countries, options.text(u"visitors"_s) == u"cookieless" ? &salts : nullptr,
              options.text(u"trailing-slash"_s) == u"drop" ? Enrichment::TrailingSlash::Drop : Enrichment::TrailingSlash::Keep)
        , exclusions(exclusionRules(options))
    {
        const TrustedProxies proxies = trustedProxiesOrLeave(options);
        const FramePipe::Endpoints endpoints = pipeOrLeave(options);
        const QString folder = options.text(u"spool"_s);
        auto openedSpool = Spool::open(folder, options.number(u"spool-limit"_s), systemNow, [this] {
            if (FramePipe *waiting = woken)
                waiting->wake();
        });
        if (!openedSpool)
            leave(1, openedSpool.error().message);
        auto openedPipe = FramePipe::open(context, endpoints, folder, steadyNow);
        if (!openedPipe)
            leave(1, openedPipe.error().message);
        spool = std::move(*openedSpool);
        pipe = std::move(*openedPipe);
        woken = pipe.get();
        pipe->start(*spool);
        watch = std::make_unique<IngestWatch>(options.text(u"database"_s), sites, salts, imports, systemNow);
        for (const int socket : listenOrLeave(options, u"ingest"_s, options.number(u"ingest-threads"_s))) {
            threads.push_back(std::make_unique<ServiceThread>(u"ingest"_s, [this, socket, proxies] {
                agents.waitUntilReady(); // the first clients wait in the socket's backlog
                auto service = std::make_unique<IngestService>(
                    *spool, *pipe, systemNow, rate, sites, enrichment, exclusions, imports, proxies);
                service->listenOn(socket, caps);
                return service;
            }));
        }
    }
    ~Ingest()
    {
        watch.reset(); // it answers in the threads
        spool->close();
    }

    void drain(std::vector<std::future<void>> &drained)
    {
        for (const auto &thread : threads)
            drained.push_back(thread->drain());
    }
};

struct Stats {
    ConnectionCaps caps;
    SegmentCache cache;
    QueryPool pool;
    std::unique_ptr<ServiceThread> thread;

    Stats(const Options &options, const TokenGuard &guard)
        : caps(connectionCaps(options))
        , cache(std::size_t(options.number(u"query-cache"_s)))
        , pool(options.text(u"database"_s), statsQueryThreads)
    {
        const int socket = listenOrLeave(options, u"stats"_s, 1).front();
        thread = std::make_unique<ServiceThread>(u"stats"_s, [this, socket, guard] {
            auto service = std::make_unique<StatsService>(pool, cache, systemNow, guard);
            service->listenOn(socket, caps);
            return service;
        });
    }
    ~Stats() { pool.close(); }

    void drain(std::vector<std::future<void>> &drained)
    {
        pool.drain();
        drained.push_back(thread->drain());
    }
};

}

int main(int argc, char *argv[])
{
    qputenv("QT_NO_GLIB", "1"); // Qt's own event loop takes fewer system calls a request
    QCoreApplication app(argc, argv);
    setUpLogging();
    const Options options = Options::parseOrExit(program(), app.arguments().mid(1));
    onShutdownSignal(&app, [&] { app.quit(); });
    qInfo("footfall-server %s", FOOTFALL_VERSION);

    const QString role = options.text(u"role"_s);
    std::unique_ptr<Ingest> ingest;
    std::unique_ptr<Stats> stats;
    // What may be wrong with the options comes first, before there is anything to stop.
    const TokenGuard guard = role != u"ingest" ? tokenGuardOrLeave(options) : TokenGuard({});
    if (role != u"stats")
        ingest = std::make_unique<Ingest>(options);
    if (role != u"ingest")
        stats = std::make_unique<Stats>(options, guard);
    const int status = app.exec();

    // Whoever has sent a request gets its answer before the spool closes: an event that is in the
    // spool without its client knowing would be sent again. Another signal changes nothing now.
    std::vector<std::future<void>> drained;
    if (ingest)
        ingest->drain(drained);
    if (stats)
        stats->drain(drained);
    for (const auto &service : drained)
        service.wait();
    return status;
}

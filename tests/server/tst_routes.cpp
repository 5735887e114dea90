#include "server/ingest/ingestservice.h"
#include "server/stats/statsservice.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

// What the services route is what resources/openapi.yaml describes: nothing more, nothing less.
class TestRoutes : public QObject {
    Q_OBJECT

    // "GET /stats" of all operations with the tag.
    static QByteArrayList described(const QString &tag)
    {
        QFile file(u":/openapi.yaml"_s);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        static const QRegularExpression path(u"^  (/\\S*):$"_s), method(u"^    ([a-z]+):$"_s), tags(u"^      tags: \\[(.*)\\]$"_s);
        QByteArrayList routes;
        QString pathNow, methodNow;
        for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
            if (const auto match = path.match(line); match.hasMatch())
                pathNow = match.captured(1);
            else if (const auto itsMethod = method.match(line); itsMethod.hasMatch())
                methodNow = itsMethod.captured(1).toUpper();
            else if (const auto itsTags = tags.match(line); itsTags.hasMatch() && itsTags.captured(1).split(u", "_s).contains(tag))
                routes += (methodNow + u' ' + pathNow).toLatin1();
        }
        return routes;
    }
    static QByteArrayList routed(const HttpService &service)
    {
        QByteArrayList routes = service.routes();
        routes.removeIf([](const QByteArray &route) { return route.startsWith("OPTIONS ") || route.endsWith('/'); });
        return routes;
    }
    static void compare(QByteArrayList actual, QByteArrayList expected)
    {
        std::sort(actual.begin(), actual.end());
        std::sort(expected.begin(), expected.end());
        QCOMPARE(actual, expected);
    }

private Q_SLOTS:
    void ofIngest()
    {
        const QTemporaryDir folder;
        zmq::context_t context;
        const auto spool = Spool::open(folder.path(), 1 << 20, systemNow, [] {});
        QVERIFY(spool);
        const FramePipe::Endpoints endpoints {u"ipc://"_s + folder.filePath(u"f"_s), u"ipc://"_s + folder.filePath(u"a"_s), {}};
        const auto pipe = FramePipe::open(context, endpoints, folder.path(), steadyNow);
        QVERIFY(pipe);
        RateLimit rate({0, 1}, steadyNow);
        const SiteRegistry sites(SiteRegistry::Mode::Open, folder.path());
        const UserAgents agents;
        AgentBudget budget(steadyNow);
        const std::optional<GeoIp> countries;
        const Enrichment enrichment(agents, budget, countries, nullptr);
        ImportQuestions imports;
        Exclusions exclusions({});
        const IngestService service(**spool, **pipe, systemNow, rate, sites, enrichment, exclusions, imports, {});
        compare(routed(service), described(u"ingest"_s));
    }

    void ofStats()
    {
        QueryPool pool({}, 0);
        SegmentCache cache(0);
        const StatsService service(pool, cache, systemNow, TokenGuard({}));
        compare(routed(service), described(u"stats"_s));
    }
};

QTEST_GUILESS_MAIN(TestRoutes)

#include "tst_routes.moc"

#include "cli/demo.h"

#include "cli/demosites.h"
#include "cli/demotraffic.h"
#include "cli/ingestclient.h"
#include "common/options.h"
#include "common/shutdown.h"

#include <QDateTime>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

const Options::Program program {
    u"footfall demo"_s,
    u"Sends made-up traffic to the ingest service, until it is stopped: first some of the last\n"
    "48 hours, then live."_s,
    {
        {u"url"_s, Option::Kind::Text, u"URL"_s, u"http://127.0.0.1:3000"_s, u"Of the ingest service"_s},
        {u"rate"_s, Option::Kind::Count, u"N"_s, u"1"_s, u"Live events a second, on average"_s},
        {u"site"_s, Option::Kind::List, u"ID"_s, {}, u"Only this site; may be given again"_s},
    },
};

std::vector<DemoSite> sitesNamed(const QStringList &names)
{
    const std::vector<DemoSite> &known = demoSites();
    if (names.isEmpty())
        return known;
    std::vector<DemoSite> chosen;
    for (const QString &name : names) {
        const std::string id = name.toStdString();
        const auto it = std::find_if(
            known.begin(), known.end(), [&](const DemoSite &site) { return site.siteId == id; });
        chosen.push_back(it == known.end() ? known.front() : *it);
        chosen.back().siteId = id;
    }
    return chosen;
}

}

int runDemo(const QStringList &arguments)
{
    const Options options = Options::parseOrExit(program, arguments);
    const QUrl url(options.text(u"url"_s), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()) {
        std::fprintf(stderr, "%s: --url: expected a URL such as http://127.0.0.1:3000, not '%s'\n",
            qPrintable(program.name), qPrintable(options.text(u"url"_s)));
        return 2;
    }
    // A server that restarts is no reason to end.
    IngestClient client(url, std::chrono::milliseconds::max(),
        [](const QString &why) { std::fprintf(stderr, "%s\n", qPrintable(why)); });
    QObject context;
    onShutdownSignal(&context, [&] { client.stop(); });

    DemoTraffic traffic(
        sitesNamed(options.list(u"site"_s)), client, [] { return QDateTime::currentMSecsSinceEpoch(); });
    auto result = traffic.backfill();
    if (result) {
        std::printf("The last 48 hours are sent; live traffic follows\n");
        std::fflush(stdout);
        result = traffic.play(static_cast<double>(options.number(u"rate"_s)));
    }
    if (result || client.isStopped())
        return 0;
    std::fprintf(stderr, "%s: %s\n", qPrintable(program.name), qPrintable(result.error().message));
    return 1;
}

}

#include "cli/import/import.h"

#include "cli/import/follow.h"
#include "cli/import/importer.h"
#include "cli/import/importprogress.h"
#include "cli/import/importrun.h"
#include "cli/ingestclient.h"
#include "common/event/event.h"
#include "common/options.h"
#include "common/shutdown.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall::cli {

namespace {

const Options::Program program {
    u"footfall import"_s,
    u"Sends access logs, files of events, or CSV exports of Plausible, Umami, GoatCounter, Matomo and\n"
    "Google Analytics 4, to the ingest service. FILE may be gzip; - is the standard input. Importing\n"
    "a file again counts nothing twice. Of a log, an address with a User-Agent becomes a user under a pseudonym: half of SHA-256(site, address, User-Agent), which hides\n"
    "the address from a glance, but whoever tries all addresses finds it."_s,
    {
        {u"site"_s, Option::Kind::Text, u"ID"_s, {}, u"The site that the events belong to"_s},
        {u"site-from"_s, Option::Kind::Choice, {}, u"option"_s,
            u"vhost: the host in the line is the site, and --site is that of lines without one"_s,
            {u"option"_s, u"vhost"_s}},
        {u"source"_s, Option::Kind::Text, u"NAME"_s, {},
            u"The server that wrote the files: equal lines of two servers then both count"_s},
        {u"format"_s, Option::Kind::Choice, {}, logFormatNames().first(),
            u"Of the files; auto recognises it from the first lines of each"_s, logFormatNames()},
        {u"assets"_s, Option::Kind::Choice, {}, u"apart"_s,
            u"Styles, scripts, images and fonts are events of the type asset, or page views"_s,
            {u"apart"_s, u"as-views"_s}},
        {u"follow"_s, Option::Kind::Switch, {}, {},
            u"Go on as the files grow and are rotated, until SIGTERM or Ctrl-C"_s},
        {u"date"_s, Option::Kind::Text, u"DAY"_s, {}, u"The day of an export's figures, if it does not say it itself"_s},
        {u"url"_s, Option::Kind::Text, u"URL"_s, u"http://127.0.0.1:3000"_s, u"Of the ingest service"_s},
        {u"keep-addresses"_s, Option::Kind::Switch, {}, {}, u"Users are the addresses themselves"_s},
        {u"patience"_s, Option::Kind::Count, u"SECONDS"_s, u"600"_s,
            u"How long to wait for a server that is away or full; with --follow, for ever"_s},
    },
    u"FILE..."_s,
};

int refuse(const QString &message)
{
    std::fprintf(
        stderr, "%s: %s\nTry '%s --help'.\n", qPrintable(program.name), qPrintable(message), qPrintable(program.name));
    return 2;
}

// How long the last line waits for a database that takes no further event.
constexpr std::chrono::seconds longestSilence(30);

void sayOutcome(const Importer &importer, const std::optional<ImportRun::Outcome> &outcome, ImportProgress &progress)
{
    if (outcome && outcome->rejected > 0)
        progress.report(u"%1 events were refused by PostgreSQL for their data"_s.arg(outcome->rejected));
    progress.finish();
    std::printf("Sent %lld events, skipped %lld lines", importer.sent(), importer.skipped());
    if (outcome)
        std::printf(", %lld already counted\n", outcome->alreadyCounted);
    else
        std::printf("; how many were already counted is not known yet\n");
}

// Files that grow are not compressed, but `access.log*` names old ones that are.
bool isGzip(const QString &name)
{
    QFile file(name);
    return file.open(QFile::ReadOnly) && file.peek(2) == "\x1f\x8b";
}

Result<void> importAll(const QStringList &files, Importer &importer)
{
    for (const QString &file : files) {
        if (auto result = importer.import(file); !result)
            return result;
    }
    return {};
}

}

int runImport(const QStringList &arguments)
{
    const Options options = Options::parseOrExit(program, arguments);
    ImportOptions wanted;
    wanted.format = options.text(u"format"_s);
    wanted.site = options.text(u"site"_s).toStdString();
    wanted.source = options.text(u"source"_s).toStdString();
    wanted.siteFromHost = options.text(u"site-from"_s) == u"vhost";
    wanted.keepAddresses = options.isOn(u"keep-addresses"_s);
    wanted.assetsAreViews = options.text(u"assets"_s) == u"as-views";
    if ((wanted.site.empty() && !wanted.siteFromHost) || wanted.site.size() > maxSiteBytes)
        return refuse(u"--site: expected the name of a site, 1 to %1 bytes"_s.arg(maxSiteBytes));
    const QUrl url(options.text(u"url"_s), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"http" && url.scheme() != u"https"))
        return refuse(u"--url: expected a URL such as http://127.0.0.1:3000, not '%1'"_s.arg(options.text(u"url"_s)));
    wanted.day = QDate::fromString(options.text(u"date"_s), u"yyyy-MM-dd"_s);
    if (!wanted.day.isValid() && !options.text(u"date"_s).isEmpty())
        return refuse(u"--date: expected a day such as 2024-03-01, not '%1'"_s.arg(options.text(u"date"_s)));
    QStringList files = options.positional();
    if (files.isEmpty())
        return refuse(u"expected a FILE, or - for the standard input"_s);
    const bool isFollowing = options.isOn(u"follow"_s);
    if (isFollowing && files.contains(u"-"_s))
        return refuse(u"--follow: expected files, not the standard input"_s);

    ImportProgress progress;
    const std::chrono::seconds patience(options.number(u"patience"_s));
    constexpr auto forEver = std::chrono::hours(24 * 365 * 100);
    IngestClient client(url, isFollowing ? forEver : patience,
        [&](const QString &why) { progress.report(why + u" (Ctrl-C leaves)"_s); });
    ImportRun run(client, progress);
    Importer importer(wanted, client, run, progress);

    Result<void> result;
    if (isFollowing) {
        const auto growing = std::stable_partition(files.begin(), files.end(), isGzip);
        Follow follow(QStringList(growing, files.end()), wanted, importer, progress);
        onShutdownSignal(qApp, [&] {
            follow.stop();
            QTimer::singleShot(10s, qApp, [&] { client.stop(); }); // the server may be away
        });
        result = importAll(QStringList(files.begin(), growing), importer);
        if (result)
            result = follow.run();
    } else {
        result = importAll(files, importer);
    }
    progress.finish();
    if (!result)
        std::fprintf(stderr, "%s: %s\n", qPrintable(program.name), qPrintable(result.error().message));
    const bool isAway = !result && result.error().kind == Error::Kind::Unavailable;
    const auto silence = isAway ? 0s : isFollowing ? 2s : std::min(patience, longestSilence);
    sayOutcome(importer, run.outcome(importer.sent(), silence), progress);
    return result && (isFollowing || !importer.hasUselessFile()) ? 0 : 1;
}

}

#include "cli/rebuild.h"

#include "cli/complaint.h"
#include "cli/environment.h"
#include "cli/rebuilding.h"

#include <QElapsedTimer>
#include <QLocale>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

const Options::Program rebuildProgram {
    u"footfall rebuild"_s,
    u"Makes segments, and the figures of days and of all time, anew from the events, a day at a time: after\n"
    "a backup was restored without them, or where `footfall verify` finds a difference. May be run while\n"
    "Footfall is at work; its numbers stay complete meanwhile. Takes over a database of an earlier version. Exit status: 0 all is made, 2 a bad option,\n"
    "3 it could not be done."_s,
    dayOptions() + QList {dataOption(), otherDatabaseOption()},
};

}

int runRebuild(const QStringList &arguments)
{
    const Options options = Options::parseOrExit(rebuildProgram, arguments);
    const auto days = chosenDays(options);
    if (!days)
        return complain(u"rebuild", 2, days.error().message);
    const auto database = chosenDatabase(options);
    if (!database)
        return complain(u"rebuild", 3, database.error().message);
    QElapsedTimer timer;
    timer.start();
    Rebuilding rebuilding(*database, [](const QString &line) { std::fprintf(stderr, "%s\n", qUtf8Printable(line)); });
    const auto outcome = rebuilding.run(*days);
    if (!outcome)
        return complain(u"rebuild", 3, outcome.error().message);
    const auto grouped = [](std::int64_t number) { return QLocale(QLocale::English).toString(qlonglong(number)); };
    std::printf("Rebuilt %s days, %s events in %lld s\n", qPrintable(grouped(outcome->days)),
        qPrintable(grouped(outcome->events)), timer.elapsed() / 1'000);
    return 0;
}

}

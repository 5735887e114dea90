#include "tests/faults/faultrun.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <random>

using namespace footfall;
using namespace Qt::StringLiterals;

namespace {

QByteArray list(const std::map<QByteArray, int> &counts)
{
    QByteArrayList parts;
    for (const auto &[what, times] : counts)
        parts += QByteArray::number(times) + ' ' + what;
    return parts.join(", ");
}

// What scripts/faults runs: faults for minutes, and whether anything was lost or doubled.
int run(bool hasDisks, double minutes, unsigned seed)
{
    std::printf("--minutes %g --seed %u%s\n", minutes, seed, hasDisks ? "" : ", no disk of its own to fill");
    std::fflush(stdout);
    Rig rig(hasDisks);
    if (!rig.start())
        return 1;
    FaultRun faultRun(rig, seed);
    const FaultRun::Result result = faultRun.run(QDeadlineTimer(qint64(minutes * 60'000)), false);
    int kills = 0, faults = 0;
    for (const auto &[victim, times] : rig.kills())
        kills += times;
    for (const auto &[kind, times] : result.faults)
        faults += times;
    std::printf("\n%d kills: %s\n%d faults: %s\n", kills, list(rig.kills()).constData(), faults,
        list(result.faults).constData());
    std::printf("%lld events sent, %d answered, %d tries without an answer, %d requests refused\n",
        qlonglong(faultRun.load().book().size()), faultRun.load().answered(), faultRun.load().unanswered(),
        faultRun.load().refused());
    if (!result.failure.isEmpty()) {
        std::printf("FAILED: %s\n", result.failure.constData());
        return 1;
    }
    std::printf("%d answers of /stats, %d comparisons by PostgreSQL meanwhile\n", result.answers, result.comparisons);
    std::printf("%s\n", result.audit.text().constData());
    const bool isStopped = rig.stop();
    return isStopped && result.audit.isClean() ? 0 : 1;
}

}

int main(int argc, char *argv[])
{
    const bool hasDisks = mayMount(); // before there is any thread
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Runs a whole Footfall under load and faults, then compares event for event."_s);
    parser.addHelpOption();
    parser.addOption({u"minutes"_s, u"How long (10)"_s, u"N"_s, u"10"_s});
    parser.addOption({u"seed"_s, u"The schedule of an earlier run"_s, u"S"_s, QString::number(std::random_device()())});
    parser.process(app);
    bool isMinutes = false, isSeed = false;
    const double minutes = parser.value(u"minutes"_s).toDouble(&isMinutes);
    const unsigned seed = parser.value(u"seed"_s).toUInt(&isSeed);
    if (!isMinutes || minutes <= 0 || !isSeed) {
        std::fprintf(stderr, "--minutes: a number above 0; --seed: a number from 0 to 4294967295\n");
        return 2;
    }
    return run(hasDisks, minutes, seed);
}

#include "cli/verify.h"

#include "cli/complaint.h"
#include "cli/environment.h"
#include "cli/verification.h"

#include <QElapsedTimer>
#include <QLocale>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

const Options::Program verifyProgram {
    u"footfall verify"_s,
    u"Compares segments, figures and what is kept of ended days and months with the events, and prints\n"
    "each difference. Changes nothing; may be run while Footfall is at work. Exit status: 0 no difference,\n"
    "1 differences, 2 a bad option, 3 it could not be found out."_s,
    dayOptions() + QList {dataOption(), otherDatabaseOption()},
};

}

int runVerify(const QStringList &arguments)
{
    const Options options = Options::parseOrExit(verifyProgram, arguments);
    const auto days = chosenDays(options);
    if (!days)
        return complain(u"verify", 2, days.error().message);

    const auto database = chosenDatabase(options);
    if (!database)
        return complain(u"verify", 3, database.error().message);
    QElapsedTimer timer;
    timer.start();
    Connection connection(*database);
    Verification verification(
        connection, [](const QString &line) { std::printf("%s\n", line.toUtf8().constData()); });
    const auto outcome = connection.open().and_then([&] { return verification.run(*days); });
    if (!outcome)
        return complain(u"verify", 3, outcome.error().message);

    const auto grouped = [](std::int64_t number) { return QLocale(QLocale::English).toString(qlonglong(number)); };
    const QString found = outcome->differences == 0 ? u"no difference"_s
        : outcome->differences == 1                 ? u"1 difference"_s
                                                    : u"%1 differences"_s.arg(grouped(outcome->differences));
    std::printf("Verified %s days, %s events, %d tables in %lld s: %s\n", qPrintable(grouped(outcome->days)),
        qPrintable(grouped(outcome->events)), outcome->tables, timer.elapsed() / 1'000, qPrintable(found));
    return outcome->differences == 0 ? 0 : 1;
}

}

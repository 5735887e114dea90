#include "cli/verify.h"

#include "cli/complaint.h"
#include "cli/environment.h"
#include "cli/verification.h"

#include <QDate>
#include <QElapsedTimer>
#include <QLocale>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

const Options::Program verifyProgram {
    u"footfall verify"_s,
    u"Recomputes every rollup from the events and prints each difference. Changes nothing; may be\n"
    "run while Footfall is at work. Exit status: 0 no difference, 1 differences, 2 a bad option,\n"
    "3 it could not be found out."_s,
    {
        {u"from"_s, Option::Kind::Text, u"DAY"_s, {}, u"First day, in UTC (2026-11-01); without it, all"_s},
        {u"to"_s, Option::Kind::Text, u"DAY"_s, {}, u"Last day; without it, all"_s},
        dataOption(),
        otherDatabaseOption(),
    },
};

// The days since 1970 of --NAME; nullopt: not a day.
std::optional<std::int32_t> dayOf(const Options &options, const QString &name, QDate otherwise)
{
    const QString text = options.text(name);
    const QDate day = text.isEmpty() ? otherwise : QDate::fromString(text, u"yyyy-MM-dd"_s);
    return day.isValid() ? std::optional(std::int32_t(QDate(1970, 1, 1).daysTo(day))) : std::nullopt;
}

}

int runVerify(const QStringList &arguments)
{
    const Options options = Options::parseOrExit(verifyProgram, arguments);
    const auto first = dayOf(options, u"from"_s, QDate(1, 1, 1));
    const auto last = dayOf(options, u"to"_s, QDate(9999, 12, 31));
    for (const auto &[name, day] : {std::pair(u"from"_s, first), std::pair(u"to"_s, last)}) {
        if (!day)
            return complain(u"verify", 2, u"--%1: expected a day such as 2026-11-01, not '%2'"_s.arg(name, options.text(name)));
    }
    if (*first > *last)
        return complain(u"verify", 2, u"--from: expected a day that is not after --to"_s);

    const auto database = chosenDatabase(options);
    if (!database)
        return complain(u"verify", 3, database.error().message);
    QElapsedTimer timer;
    timer.start();
    Connection connection(*database);
    Verification verification(
        connection, [](const QString &line) { std::printf("%s\n", line.toUtf8().constData()); });
    const auto outcome = connection.open().and_then([&] { return verification.run({*first, *last}); });
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

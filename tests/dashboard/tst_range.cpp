#include "dashboard/look/range.h"

#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using Preset = Range::Preset;

Q_DECLARE_METATYPE(footfall::dashboard::Range)

namespace {

// A Wednesday; still the day before in New York, and already the day after in Auckland.
const QDateTime now(QDate(2025, 3, 12), QTime(3, 0), Qt::UTC);

Range custom(const char *text)
{
    return *rangeNamed(QString::fromLatin1(text));
}

}

class TestRange : public QObject {
    Q_OBJECT
private slots:
    void meansTheDaysThatTheServiceTakesItFor_data();
    void meansTheDaysThatTheServiceTakesItFor();
    void daysAreOfTheZone();
    void anUnknownZoneIsUtc();
    void isOpenWhileItGrows();
    void stepsBack_data();
    void stepsBack();
    void stepsForth_data();
    void stepsForth();
    void backAndForthIsTheSame();
    void readsAsPeopleSay_data();
    void readsAsPeopleSay();
    void namesAreReadBack();
    void whatIsNoRangeIsRefused();
};

void TestRange::meansTheDaysThatTheServiceTakesItFor_data()
{
    QTest::addColumn<Range>("range");
    QTest::addColumn<QString>("days");
    const auto row = [](const char *name, Preset preset, const QString &days) { QTest::newRow(name) << Range {preset} << days; };
    row("today", Preset::Today, u"2025-03-12..2025-03-12"_s);
    row("yesterday", Preset::Yesterday, u"2025-03-11..2025-03-11"_s);
    row("7d", Preset::Days7, u"2025-03-06..2025-03-12"_s);
    row("30d", Preset::Days30, u"2025-02-11..2025-03-12"_s);
    row("90d", Preset::Days90, u"2024-12-13..2025-03-12"_s);
    row("month", Preset::Month, u"2025-03-01..2025-03-12"_s);
    row("last month", Preset::LastMonth, u"2025-02-01..2025-02-28"_s);
    row("year", Preset::Year, u"2025-01-01..2025-03-12"_s);
    QTest::newRow("custom") << custom("2024-02-28..2024-03-01") << u"2024-02-28..2024-03-01"_s;
}

void TestRange::meansTheDaysThatTheServiceTakesItFor()
{
    QFETCH(Range, range);
    const auto days = daysOf(range, "UTC", now);
    QVERIFY(days);
    QTEST(name(Range::of(*days)), "days");
}

void TestRange::daysAreOfTheZone()
{
    QCOMPARE(daysOf({Preset::Today}, "America/New_York", now)->first, QDate(2025, 3, 11));
    QCOMPARE(daysOf({Preset::Today}, "Europe/Berlin", now)->first, QDate(2025, 3, 12));
    const QDateTime evening(QDate(2025, 3, 12), QTime(12, 0), Qt::UTC);
    QCOMPARE(daysOf({Preset::Today}, "Pacific/Auckland", evening)->first, QDate(2025, 3, 13));
    QVERIFY(!daysOf({Preset::All}, "UTC", now));
}

void TestRange::anUnknownZoneIsUtc()
{
    QCOMPARE(today("Nowhere/Town", now), QDate(2025, 3, 12));
    for (const char *name : {"UTC", "Europe/Berlin", "Asia/Calcutta", "America/Argentina/Buenos_Aires"})
        QVERIFY2(isZone(name), name);
    for (const char *name : {"", "Nowhere", "Nowhere/Town", "EST5EDT4", "Europe/", "../etc/passwd"})
        QVERIFY2(!isZone(name), name);
}

void TestRange::isOpenWhileItGrows()
{
    for (const Preset preset : {Preset::Today, Preset::Days7, Preset::Month, Preset::Year, Preset::All})
        QVERIFY(isOpen({preset}, "UTC", now));
    for (const Preset preset : {Preset::Yesterday, Preset::LastMonth})
        QVERIFY(!isOpen({preset}, "UTC", now));
    QVERIFY(isOpen(custom("2025-03-01..2025-03-12"), "UTC", now));
    QVERIFY(isOpen(custom("2025-03-01..2025-03-31"), "UTC", now));
    QVERIFY(!isOpen(custom("2025-03-01..2025-03-11"), "UTC", now));
    QVERIFY(isOpen(custom("2025-03-01..2025-03-11"), "America/New_York", now)); // where it is still the 11th
}

void TestRange::stepsBack_data()
{
    QTest::addColumn<QString>("range");
    QTest::addColumn<QString>("before");
    QTest::newRow("today") << u"today"_s << u"yesterday"_s;
    QTest::newRow("yesterday") << u"yesterday"_s << u"2025-03-10..2025-03-10"_s;
    QTest::newRow("7d") << u"7d"_s << u"2025-02-27..2025-03-05"_s;
    QTest::newRow("month") << u"month"_s << u"last_month"_s;
    QTest::newRow("last month") << u"last_month"_s << u"2025-01-01..2025-01-31"_s;
    QTest::newRow("a whole month") << u"2024-03-01..2024-03-31"_s << u"2024-02-01..2024-02-29"_s;
    QTest::newRow("year") << u"year"_s << u"2024-01-01..2024-12-31"_s;
    QTest::newRow("a whole year") << u"2024-01-01..2024-12-31"_s << u"2023-01-01..2023-12-31"_s;
    QTest::newRow("custom") << u"2025-01-10..2025-01-12"_s << u"2025-01-07..2025-01-09"_s;
    QTest::newRow("all") << u"all"_s << QString();
}

void TestRange::stepsBack()
{
    QFETCH(QString, range);
    const auto before = earlier(*rangeNamed(range), "UTC", now);
    QTEST(before ? name(*before) : QString(), "before");
}

void TestRange::stepsForth_data()
{
    QTest::addColumn<QString>("range");
    QTest::addColumn<QString>("after");
    QTest::newRow("today") << u"today"_s << QString();
    QTest::newRow("7d") << u"7d"_s << QString();
    QTest::newRow("all") << u"all"_s << QString();
    QTest::newRow("month") << u"month"_s << QString();
    QTest::newRow("yesterday") << u"yesterday"_s << u"today"_s;
    QTest::newRow("to the last seven days") << u"2025-02-27..2025-03-05"_s << u"7d"_s;
    QTest::newRow("no further than today") << u"2025-03-02..2025-03-08"_s << u"7d"_s;
    QTest::newRow("last month") << u"last_month"_s << u"month"_s;
    QTest::newRow("a whole month") << u"2024-02-01..2024-02-29"_s << u"2024-03-01..2024-03-31"_s;
    QTest::newRow("to last month") << u"2025-01-01..2025-01-31"_s << u"last_month"_s;
    QTest::newRow("to this year") << u"2024-01-01..2024-12-31"_s << u"year"_s;
}

void TestRange::stepsForth()
{
    QFETCH(QString, range);
    const auto after = later(*rangeNamed(range), "UTC", now);
    QTEST(after ? name(*after) : QString(), "after");
}

void TestRange::backAndForthIsTheSame()
{
    for (const Preset preset : {Preset::Today, Preset::Yesterday, Preset::Days7, Preset::Days30, Preset::Days90, Preset::Month,
             Preset::LastMonth, Preset::Year}) {
        Range range {preset};
        for (int i = 0; i < 24; ++i)
            range = *earlier(range, "Europe/Berlin", now);
        for (int i = 0; i < 24; ++i)
            range = *later(range, "Europe/Berlin", now);
        QCOMPARE(name(range), name(Range {preset}));
    }
}

void TestRange::readsAsPeopleSay_data()
{
    QTest::addColumn<QString>("range");
    QTest::addColumn<QString>("words");
    QTest::newRow("preset") << u"90d"_s << u"Last 90 days"_s;
    QTest::newRow("a day") << u"2025-11-03..2025-11-03"_s << u"3 Nov 2025"_s;
    QTest::newRow("days") << u"2025-11-03..2025-12-01"_s << u"3 Nov \u2013 1 Dec 2025"_s;
    QTest::newRow("over the year's end") << u"2024-12-30..2025-01-02"_s << u"30 Dec 2024 \u2013 2 Jan 2025"_s;
    QTest::newRow("a month") << u"2024-02-01..2024-02-29"_s << u"February 2024"_s;
    QTest::newRow("a year") << u"2024-01-01..2024-12-31"_s << u"2024"_s;
}

void TestRange::readsAsPeopleSay()
{
    QFETCH(QString, range);
    QTEST(text(*rangeNamed(range), QLocale(QLocale::English, QLocale::UnitedStates)), "words");
}

void TestRange::namesAreReadBack()
{
    for (int preset = int(Preset::Today); preset <= int(Preset::All); ++preset)
        QCOMPARE(rangeNamed(name({Preset(preset)})), (Range {Preset(preset)}));
    const Range range = Range::of({QDate(1990, 1, 1), QDate(2025, 12, 31)});
    QCOMPARE(rangeNamed(name(range)), range);
}

void TestRange::whatIsNoRangeIsRefused()
{
    for (const char *text : {"", "8d", "Today", "..", "2025-03-01", "2025-03-01..", "2025-03-02..2025-03-01",
             "2025-02-30..2025-03-01", "2025-03-01..2025-03-02..2025-03-03"})
        QVERIFY2(!rangeNamed(QString::fromLatin1(text)), text);
}

QTEST_GUILESS_MAIN(TestRange)
#include "tst_range.moc"

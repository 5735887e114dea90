#include "server/stats/buckets.h"

#include <QTest>

#include <ctime>
#include <random>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

namespace {

Zone zone(const QByteArray &name)
{
    const auto zone = Zone::read(name);
    if (!zone)
        qFatal("no zone %s", name.constData());
    return *zone;
}

// What the C library's clocks show.
QDate dayByC(Timestamp time)
{
    const time_t seconds = time_t(time / microsPerSecond);
    std::tm tm {};
    localtime_r(&seconds, &tm);
    return {tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
}

QByteArray text(Timestamp time)
{
    std::string out;
    appendTimestamp(out, time);
    return QByteArray::fromStdString(out).first(16);
}

}

class TestZone : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void daysAreThoseOfTheCLibrary();
    void daysFollowEachOther_data();
    void daysFollowEachOther();
    void onlyNamesOfZonesAreTaken_data();
    void onlyNamesOfZonesAreTaken();
    void buckets_data();
    void buckets();
    void atMostFiveThousandBuckets();
    void timesHaveTheOffset();
};

// Every zone there is, at random days from 1990 to 2100: the second before a day begins it is
// not that day yet, and no slot of the 26 hours from then on shows an earlier one.
void TestZone::daysAreThoseOfTheCLibrary()
{
    const auto seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    int zones = 0;
    for (const QByteArray &name : QTimeZone::availableTimeZoneIds()) {
        if (name.startsWith("UTC") || name.front() >= 'a')
            continue; // Qt's own; and what Qt 6.8 takes for zones as they are files beside them: posixrules
        const Zone here = zone(name);
        ++zones;
        qputenv("TZ", name);
        tzset();
        for (int i = 0; i < 60; ++i) {
            const QDate day = QDate(1990, 1, 2).addDays(qint64(random() % 40'000));
            const Timestamp start = here.startOf(day);
            const QByteArray which = name + ' ' + day.toString(Qt::ISODate).toUtf8();
            QVERIFY2(dayByC(start - microsPerSecond) < day, which);
            for (int slot = 0; slot < 26 * 4; ++slot)
                QVERIFY2(dayByC(start + slot * microsPerSlot) >= day, which);
            QCOMPARE(here.dayOf(start), dayByC(start));
        }
    }
    qunsetenv("TZ");
    tzset();
    QCOMPARE_GT(zones, 400);
}

void TestZone::daysFollowEachOther_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QDate>("day");
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<int>("quarters"); // hours of the day
    const auto row = [](const char *name, QDate day, const char *begin, int quarters) {
        QTest::addRow("%s %s", name, qPrintable(day.toString(Qt::ISODate))) << QByteArray(name) << day << QByteArray(begin) << quarters;
    };
    row("UTC", {2025, 11, 15}, "2025-11-15T00:00", 96);
    row("Europe/Berlin", {2025, 3, 30}, "2025-03-29T23:00", 92);
    row("Europe/Berlin", {2025, 10, 26}, "2025-10-25T22:00", 100);
    row("Asia/Kolkata", {2025, 11, 15}, "2025-11-14T18:30", 96);
    row("Asia/Kathmandu", {2025, 11, 15}, "2025-11-14T18:15", 96);
    row("America/St_Johns", {2025, 11, 2}, "2025-11-02T02:30", 100);
    row("America/St_Johns", {2010, 11, 7}, "2010-11-07T03:30", 96); // put back at 0:01: the second midnight
    row("America/St_Johns", {2010, 11, 6}, "2010-11-06T02:30", 100);
    row("Pacific/Chatham", {2025, 9, 28}, "2025-09-27T11:15", 92);
    row("Australia/Lord_Howe", {2025, 10, 5}, "2025-10-04T13:30", 94);
    row("America/Sao_Paulo", {2018, 11, 4}, "2018-11-04T03:00", 92); // no midnight
    row("America/Sao_Paulo", {2018, 2, 17}, "2018-02-17T02:00", 100); // its last hour twice
    row("Asia/Beirut", {2024, 3, 31}, "2024-03-30T22:00", 92); // no midnight
    row("America/Havana", {2024, 11, 3}, "2024-11-03T04:00", 100); // midnight twice
    row("Pacific/Apia", {2011, 12, 29}, "2011-12-29T10:00", 96);
    row("Pacific/Apia", {2011, 12, 30}, "2011-12-30T10:00", 0); // never was
    row("Pacific/Apia", {2011, 12, 31}, "2011-12-30T10:00", 96);
    row("Africa/Monrovia", {1972, 1, 7}, "1972-01-07T00:30", 94); // 0:44:30 west, rounded down
    row("Asia/Calcutta", {2025, 11, 15}, "2025-11-14T18:30", 96); // an old name
}

void TestZone::daysFollowEachOther()
{
    QFETCH(QByteArray, name);
    QFETCH(QDate, day);
    QFETCH(int, quarters);
    const Zone here = zone(name);
    const Timestamp begin = here.startOf(day);
    QTEST(text(begin), "begin");
    QCOMPARE((here.startOf(day.addDays(1)) - begin) / microsPerSlot, quarters);
}

void TestZone::onlyNamesOfZonesAreTaken_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("isTaken");
    for (const char *name : {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "EST5EDT", "Asia/Katmandu", "GMT"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const char *name : {"", "Mars/Olympus", "../../etc/passwd", "Europe/../Europe/Berlin", "/usr/share/zoneinfo/UTC",
             "right/Europe/Berlin", "posix/Europe/Berlin", "europe/berlin", "CET-1CEST", "<+05>-5", "Europe", "Europe/", "zone.tab"})
        QTest::newRow(name) << QByteArray(name) << false;
}

void TestZone::onlyNamesOfZonesAreTaken()
{
    QFETCH(QByteArray, name);
    QTEST(Zone::read(name).has_value(), "isTaken");
}

void TestZone::buckets_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QDate>("first");
    QTest::addColumn<QDate>("last");
    QTest::addColumn<int>("interval");
    QTest::addColumn<QByteArrayList>("starts"); // the first three
    QTest::addColumn<int>("count");
    const auto row = [](const char *what, const char *name, QDate first, QDate last, Interval interval, const char *starts, int count) {
        QTest::newRow(what) << QByteArray(name) << first << last << int(interval) << QByteArray(starts).split(' ') << count;
    };
    row("hours", "UTC", {2025, 1, 1}, {2025, 1, 1}, Interval::Hour, "2025-01-01T00:00:00Z 2025-01-01T01:00:00Z 2025-01-01T02:00:00Z", 24);
    row("an hour left out", "Europe/Berlin", {2025, 3, 30}, {2025, 3, 30}, Interval::Hour,
        "2025-03-30T00:00:00+01:00 2025-03-30T01:00:00+01:00 2025-03-30T03:00:00+02:00", 23);
    row("an hour twice", "America/Havana", {2024, 11, 3}, {2024, 11, 3}, Interval::Hour,
        "2024-11-03T00:00:00-04:00 2024-11-03T00:00:00-05:00 2024-11-03T01:00:00-05:00", 25);
    row("half an hour twice", "Australia/Lord_Howe", {2025, 4, 6}, {2025, 4, 6}, Interval::Hour,
        "2025-04-06T00:00:00+11:00 2025-04-06T01:00:00+11:00 2025-04-06T01:30:00+10:30", 25);
    row("days", "Asia/Kathmandu", {2025, 1, 1}, {2025, 1, 31}, Interval::Day,
        "2025-01-01T00:00:00+05:45 2025-01-02T00:00:00+05:45 2025-01-03T00:00:00+05:45", 31);
    row("a day that never was", "Pacific/Apia", {2011, 12, 29}, {2011, 12, 31}, Interval::Day,
        "2011-12-29T00:00:00-10:00 2011-12-31T00:00:00+14:00", 2);
    row("weeks", "UTC", {2025, 11, 15}, {2025, 11, 30}, Interval::Week,
        "2025-11-10T00:00:00Z 2025-11-17T00:00:00Z 2025-11-24T00:00:00Z", 3);
    row("months", "Europe/Berlin", {2025, 3, 15}, {2025, 5, 1}, Interval::Month,
        "2025-03-01T00:00:00+01:00 2025-04-01T00:00:00+02:00 2025-05-01T00:00:00+02:00", 3);
}

void TestZone::buckets()
{
    QFETCH(QByteArray, name);
    QFETCH(QDate, first);
    QFETCH(QDate, last);
    QFETCH(int, interval);
    QFETCH(int, count);
    const Zone here = zone(name);
    const auto buckets = Buckets::of(here, {first, last}, Interval(interval));
    QVERIFY(buckets);
    QCOMPARE(buckets->starts.size(), std::size_t(count));
    QByteArrayList starts;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, buckets->starts.size()); ++i)
        starts += QByteArray::fromStdString(here.text(buckets->starts[i]));
    QTEST(starts, "starts");
    // They are the whole range, once.
    QCOMPARE(buckets->bounds.front(), here.startOf(first));
    QCOMPARE(buckets->bounds.back(), here.startOf(last.addDays(1)));
    QCOMPARE(buckets->bounds.size(), buckets->starts.size() + 1);
    QVERIFY(std::is_sorted(buckets->bounds.begin(), buckets->bounds.end()));
}

void TestZone::atMostFiveThousandBuckets()
{
    const Zone utc = Zone::utc();
    const QDate first(2025, 1, 1);
    QCOMPARE(Buckets::of(utc, {first, first.addDays(4'999)}, Interval::Day)->starts.size(), std::size_t(5'000));
    QVERIFY(Buckets::of(utc, {first, first.addDays(5'000)}, Interval::Day).error().message.startsWith(u"interval: "));
    QVERIFY(Buckets::of(utc, {first, first.addDays(207)}, Interval::Hour)); // 4,992
    QVERIFY(!Buckets::of(utc, {first, first.addDays(208)}, Interval::Hour));
    for (const Interval interval : {Interval::Hour, Interval::Day, Interval::Week, Interval::Month})
        QVERIFY(!Buckets::of(zone("Europe/Berlin"), {QDate(1, 1, 1), QDate(9999, 12, 31)}, interval));
}

void TestZone::timesHaveTheOffset()
{
    const Timestamp time = *parseTimestamp("2025-11-15T10:00:00Z");
    QCOMPARE(zone("UTC").text(time), "2025-11-15T10:00:00Z");
    QCOMPARE(zone("Europe/London").text(time), "2025-11-15T10:00:00Z");
    QCOMPARE(zone("Europe/Berlin").text(time), "2025-11-15T11:00:00+01:00");
    QCOMPARE(zone("Asia/Kathmandu").text(time), "2025-11-15T15:45:00+05:45");
    QCOMPARE(zone("America/St_Johns").text(time), "2025-11-15T06:30:00-03:30");
}

QTEST_APPLESS_MAIN(TestZone)

#include "tst_zone.moc"

#include "common/timestamp.h"

#include <QTest>

using namespace footfall;

class TestTimestamp : public QObject {
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void isMicrosecondsSince1970_data();
    void isMicrosecondsSince1970();
    void writesWhatItReads_data();
    void writesWhatItReads();
    void knowsTheUtcDay_data();
    void knowsTheUtcDay();
};

namespace {

std::string written(Timestamp time)
{
    std::string text;
    appendTimestamp(text, time);
    return text;
}

}

void TestTimestamp::parses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("utc");

    const auto row = [](const char *name, const QByteArray &text, const QByteArray &utc) {
        QTest::newRow(name) << text << utc;
    };
    row("UTC", "2025-11-15T10:00:00Z", "2025-11-15T10:00:00.000000Z");
    row("small letters", "2025-11-15t10:00:00z", "2025-11-15T10:00:00.000000Z");
    row("a space between", "2025-11-15 10:00:00Z", "2025-11-15T10:00:00.000000Z");
    row("no offset is UTC", "2025-11-15T10:00:00", "2025-11-15T10:00:00.000000Z");
    row("no offset, a fraction", "2025-11-15T10:00:00.25", "2025-11-15T10:00:00.250000Z");
    row("east of UTC", "2025-11-15T10:00:00+02:00", "2025-11-15T08:00:00.000000Z");
    row("west of UTC", "2025-11-15T10:00:00-05:00", "2025-11-15T15:00:00.000000Z");
    row("three quarters of an hour", "2025-11-15T10:00:00+05:45", "2025-11-15T04:15:00.000000Z");
    row("minutes are west too", "2025-11-15T10:00:00-03:30", "2025-11-15T13:30:00.000000Z");
    row("unknown local offset", "2025-11-15T10:00:00-00:00", "2025-11-15T10:00:00.000000Z");
    row("into the day before", "2025-01-01T00:30:00+01:00", "2024-12-31T23:30:00.000000Z");
    row("into the day after", "2024-02-28T23:30:00-01:00", "2024-02-29T00:30:00.000000Z");
    row("largest offset", "2025-11-15T10:00:00+23:59", "2025-11-14T10:01:00.000000Z");
    row("offset behind a fraction", "2025-11-15T10:00:00.5+01:00", "2025-11-15T09:00:00.500000Z");

    row("microseconds", "2025-11-15T10:00:00.123456Z", "2025-11-15T10:00:00.123456Z");
    row("one digit", "2025-11-15T10:00:00.1Z", "2025-11-15T10:00:00.100000Z");
    row("nanoseconds are cut", "2025-11-15T10:00:00.123456999Z", "2025-11-15T10:00:00.123456Z");
    row("cut, never rounded, into the next day", "2025-11-15T23:59:59.9999999Z", "2025-11-15T23:59:59.999999Z");
    row("the same a thousand digits long",
        "2025-11-15T23:59:59." + QByteArray(1000, '9') + "Z", "2025-11-15T23:59:59.999999Z");

    row("leap second", "2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999999Z");
    row("leap second with a fraction", "2016-12-31T23:59:60.25Z", "2016-12-31T23:59:59.999999Z");
    row("leap second elsewhere", "2017-01-01T08:59:60+09:00", "2016-12-31T23:59:59.999999Z");

    row("29 February of a leap year", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z");
    row("29 February 2000", "2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000000Z");
    // That events are no older than 1990 is the reader's rule.
    row("before 1990", "1989-12-31T23:59:59Z", "1989-12-31T23:59:59.000000Z");
    row("before 1970", "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z");
    row("the first", "0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000000Z");
    row("the last", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z");
}

void TestTimestamp::parses()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, utc);
    const auto time = parseTimestamp(text.toStdString());
    QVERIFY(time);
    QCOMPARE(written(*time), utc.toStdString());
}

void TestTimestamp::refuses_data()
{
    QTest::addColumn<QByteArray>("text");

    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    row("nothing", "");
    row("a word", "yesterday");
    row("seconds since 1970", "1763200800");
    row("only a day", "2025-11-15");
    row("no seconds", "2025-11-15T10:00Z");
    row("31 February", "2025-02-31T10:00:00Z");
    row("29 February of a common year", "2025-02-29T10:00:00Z");
    row("29 February 1900", "1900-02-29T10:00:00Z");
    row("31 April", "2025-04-31T10:00:00Z");
    row("month 0", "2025-00-15T10:00:00Z");
    row("month 13", "2025-13-15T10:00:00Z");
    row("day 0", "2025-11-00T10:00:00Z");
    row("hour 24", "2025-11-15T24:00:00Z");
    row("minute 60", "2025-11-15T10:60:00Z");
    row("second 61", "2025-11-15T10:00:61Z");
    row("slashes", "2025/11/15T10:00:00Z");
    row("one slash", "2025-11/15T10:00:00Z");
    row("no separator of day and time", "2025-11-1510:00:00Z");
    row("an underscore", "2025-11-15_10:00:00Z");
    row("two spaces", "2025-11-15  10:00:00Z");
    row("dots for colons", "2025-11-15T10.00.00Z");
    row("a comma for the point", "2025-11-15T10:00:00,5Z");
    row("no digit behind the point", "2025-11-15T10:00:00.Z");
    row("short year", "25-11-15T10:00:00Z");
    row("long year", "12025-11-15T10:00:00Z");
    row("one-digit month", "2025-1-15T10:00:00Z");
    row("negative year", "-025-11-15T10:00:00Z");
    row("plus before a number", "2025-+1-15T10:00:00Z");
    row("offset without a colon", "2025-11-15T10:00:00+0200");
    row("offset of hours only", "2025-11-15T10:00:00+02");
    row("offset of 24 hours", "2025-11-15T10:00:00+24:00");
    row("offset of 60 minutes", "2025-11-15T10:00:00+01:60");
    row("offset without a sign", "2025-11-15T10:00:00 02:00");
    row("half an offset", "2025-11-15T10:00:00+02:0");
    row("a zone's name", "2025-11-15T10:00:00 CET");
    row("more behind Z", "2025-11-15T10:00:00Z ");
    row("more behind the offset", "2025-11-15T10:00:00+02:00Z");
    row("a space before", " 2025-11-15T10:00:00Z");
    row("U+0000 behind", QByteArray("2025-11-15T10:00:00Z\0", 21));
    row("digits that are not ASCII", "２０２５-11-15T10:00:00Z");
}

void TestTimestamp::refuses()
{
    QFETCH(const QByteArray, text);
    QVERIFY(!parseTimestamp(text.toStdString()));
}

void TestTimestamp::isMicrosecondsSince1970_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("seconds");

    QTest::newRow("1970") << QByteArray("1970-01-01T00:00:00Z") << qint64(0);
    QTest::newRow("before 1970") << QByteArray("1969-12-31T23:59:59Z") << qint64(-1);
    QTest::newRow("leap day") << QByteArray("2024-02-29T23:59:59Z") << qint64(1'709'251'199);
    QTest::newRow("2025") << QByteArray("2025-11-15T10:00:00Z") << qint64(1'763'200'800);
    QTest::newRow("1990") << QByteArray("1990-01-01T00:00:00Z") << qint64(earliestTimestamp / microsPerSecond);
}

void TestTimestamp::isMicrosecondsSince1970()
{
    QFETCH(const QByteArray, text);
    QFETCH(const qint64, seconds);
    QCOMPARE(parseTimestamp(text.toStdString()), std::optional<Timestamp>(seconds * microsPerSecond));
}

void TestTimestamp::writesWhatItReads_data()
{
    QTest::addColumn<qint64>("time");

    QTest::newRow("0") << qint64(0);
    QTest::newRow("one microsecond") << qint64(1);
    QTest::newRow("one microsecond before 1970") << qint64(-1);
    QTest::newRow("a day before 1970") << qint64(-microsPerDay);
    QTest::newRow("2025") << qint64(1'763'200'800'654'321);
    QTest::newRow("end of a day") << qint64(20'000 * microsPerDay - 1);
}

void TestTimestamp::writesWhatItReads()
{
    QFETCH(const qint64, time);
    const std::string text = written(time);
    QCOMPARE(text.size(), std::size_t(27));
    QCOMPARE(parseTimestamp(text), std::optional<Timestamp>(time));
}

void TestTimestamp::knowsTheUtcDay_data()
{
    QTest::addColumn<qint64>("time");
    QTest::addColumn<qint32>("day");

    QTest::newRow("first moment") << qint64(0) << 0;
    QTest::newRow("last of a day") << qint64(microsPerDay - 1) << 0;
    QTest::newRow("first of the next") << qint64(microsPerDay) << 1;
    QTest::newRow("before 1970") << qint64(-1) << -1;
    QTest::newRow("a whole day before") << qint64(-microsPerDay) << -1;
}

void TestTimestamp::knowsTheUtcDay()
{
    QFETCH(const qint64, time);
    QFETCH(const qint32, day);
    QCOMPARE(utcDay(time), day);
}

QTEST_GUILESS_MAIN(TestTimestamp)

#include "tst_timestamp.moc"

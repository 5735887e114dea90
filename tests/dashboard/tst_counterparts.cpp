#include "dashboard/models/counterparts.h"

#include <QTest>
#include <QTimeZone>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

// A bucket's views are its place, from 1.
Timeseries seriesOf(const QString &interval, QDate from, QDate to, const QByteArray &zone = "Europe/Berlin")
{
    Timeseries series {u"s"_s, from, to, zone, interval, {}};
    const QTimeZone clocks(zone);
    const auto add = [&](const QDateTime &time) {
        series.points += {time.toOffsetFromUtc(time.offsetFromUtc()), series.points.size() + 1, {}, {}};
    };
    const QDateTime end(to.addDays(1), QTime(0, 0), clocks);
    if (interval == u"hour") {
        for (QDateTime time(from, QTime(0, 0), clocks); time < end; time = time.toUTC().addSecs(3600).toTimeZone(clocks))
            add(time);
    } else {
        for (QDate day = from; day <= to; day = interval == u"day" ? day.addDays(1) : day.addMonths(1))
            add(QDateTime(day, QTime(0, 0), clocks));
    }
    return series;
}

// "3, 4, -, 5"
QString beside(const Timeseries &series, const Timeseries &before, qsizetype first, qsizetype count)
{
    QStringList texts;
    for (const auto &point : counterparts(series, before).sliced(first, count))
        texts += point ? QString::number(point->views) : u"-"_s;
    return texts.join(u", "_s);
}

}

class TestCounterparts : public QObject {
    Q_OBJECT
private slots:
    void anHourStandsBesideItsHour()
    {
        const QDate change(2026, 3, 29); // 23 hours: none from 2 to 3
        const Timeseries day = seriesOf(u"hour"_s, change, change);
        const Timeseries dayBefore = seriesOf(u"hour"_s, change.addDays(-1), change.addDays(-1));
        const Timeseries dayAfter = seriesOf(u"hour"_s, change.addDays(1), change.addDays(1));
        QCOMPARE(day.points.size(), 23);
        QCOMPARE(beside(day, dayBefore, 0, 4), u"1, 2, 4, 5"_s);
        QCOMPARE(beside(dayAfter, day, 0, 5), u"1, 2, -, 3, 4"_s);
    }

    void anHourThatComesTwiceHasOneBesideIt()
    {
        const QDate change(2026, 10, 25); // 25 hours: that from 2 to 3 twice
        const Timeseries day = seriesOf(u"hour"_s, change, change);
        const Timeseries dayBefore = seriesOf(u"hour"_s, change.addDays(-1), change.addDays(-1));
        const Timeseries dayAfter = seriesOf(u"hour"_s, change.addDays(1), change.addDays(1));
        QCOMPARE(day.points.size(), 25);
        QCOMPARE(beside(day, dayBefore, 0, 5), u"1, 2, 3, 3, 4"_s);
        QCOMPARE(beside(dayAfter, day, 0, 5), u"1, 2, 3, 5, 6"_s);
    }

    void aLeapDayShiftsNothing()
    {
        const auto leap = seriesOf(u"day"_s, {2024, 2, 27}, {2024, 3, 2});
        const auto before = seriesOf(u"day"_s, {2023, 2, 27}, {2023, 3, 2});
        QCOMPARE(beside(leap, before, 0, 5), u"1, 2, -, 3, 4"_s);
        QCOMPARE(beside(seriesOf(u"day"_s, {2025, 2, 27}, {2025, 3, 2}), seriesOf(u"day"_s, {2024, 2, 27}, {2024, 3, 2}), 0, 4),
            u"1, 2, 4, 5"_s);
        // Alone it is compared with the 28th.
        QCOMPARE(beside(seriesOf(u"day"_s, {2024, 2, 29}, {2024, 3, 1}), seriesOf(u"day"_s, {2023, 2, 28}, {2023, 3, 1}), 0, 2),
            u"1, 2"_s);
    }

    void asManyDaysBefore()
    {
        QCOMPARE(beside(seriesOf(u"day"_s, {2024, 2, 27}, {2024, 3, 2}), seriesOf(u"day"_s, {2024, 2, 22}, {2024, 2, 26}), 0, 5),
            u"1, 2, 3, 4, 5"_s);
        QCOMPARE(beside(seriesOf(u"day"_s, {2026, 7, 10}, {2026, 7, 10}, "Asia/Kolkata"), seriesOf(u"day"_s, {2026, 7, 9}, {2026, 7, 9}, "Asia/Kolkata"), 0, 1),
            u"1"_s);
    }

    void monthsOneByOne()
    {
        QCOMPARE(beside(seriesOf(u"month"_s, {2026, 1, 1}, {2026, 12, 31}), seriesOf(u"month"_s, {2025, 1, 1}, {2025, 2, 28}), 0, 4),
            u"1, 2, -, -"_s);
        QVERIFY(counterparts({}, seriesOf(u"month"_s, {2025, 1, 1}, {2025, 2, 28})).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCounterparts)
#include "tst_counterparts.moc"

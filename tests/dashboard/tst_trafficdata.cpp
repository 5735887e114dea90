#include "dashboard/models/counterparts.h"
#include "dashboard/pages/trafficdata.h"

#include <QPointF>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

const QDateTime midnight(QDate(2026, 11, 21), QTime(0, 0), Qt::OffsetFromUTC, 3600);

// Hours of one day, the i-th with i+1 views by one user; those from `firstEmpty` on with nothing.
Timeseries hours(int count, int firstEmpty = 24)
{
    Timeseries series {u"s"_s, midnight.date(), midnight.date(), "Europe/Berlin", u"hour"_s, {}};
    for (int i = 0; i < count; ++i) {
        const qint64 some = i < firstEmpty ? 1 : 0;
        series.points += {midnight.addSecs(3600 * i), some * (i + 1), some, some * (i + 1)};
    }
    return series;
}

QDateTime at(int hour, int minute)
{
    return midnight.addSecs(3600 * hour + 60 * minute).toUTC();
}

}

class TestTrafficData : public QObject {
    Q_OBJECT
private slots:
    void whatHasNotBegunIsUnknown();
    void anEventOfTomorrowIsShown();
    void aTimeThatIsOverHasNothingUnfinished();
    void aDayOf25HoursEndsAnHourLater();
    void previousIsBehindBucketByBucket();
    void unknownUsersAreNoLineAtZero();
    void coursesEndBeforeThePresentBucket();
    void emptyIsEmpty();
};

void TestTrafficData::whatHasNotBegunIsUnknown()
{
    const TimeData data = trafficData(hours(24, 11), {}, {}, at(10, 30));
    QCOMPARE(data.bucket, Bucket::Hour);
    QCOMPARE(data.starts.size(), 24);
    QCOMPARE(data.series.size(), 2);
    QCOMPARE(data.series[0].values[10], std::optional<qint64>(11));
    QCOMPARE(data.series[0].values[11], std::nullopt);
    QCOMPARE(data.series[1].values[11], std::nullopt);
    QCOMPARE(data.unfinished, std::optional<qsizetype>(10));
}

void TestTrafficData::anEventOfTomorrowIsShown()
{
    const TimeData data = trafficData(hours(24), {}, {}, at(10, 30));
    QCOMPARE(data.series[0].values[23], std::optional<qint64>(24));
}

void TestTrafficData::aTimeThatIsOverHasNothingUnfinished()
{
    QCOMPARE(trafficData(hours(24), {}, {}, at(24, 1)).unfinished, std::nullopt);
    QCOMPARE(trafficData(hours(24), {}, {}, at(23, 59)).unfinished, std::optional<qsizetype>(23));
}

void TestTrafficData::aDayOf25HoursEndsAnHourLater()
{
    const QDateTime start(QDate(2026, 10, 25), QTime(0, 0), Qt::OffsetFromUTC, 7200); // clocks go back at 3
    const Timeseries day {u"s"_s, start.date(), start.date(), "Europe/Berlin", u"day"_s, {{start, 5, 1, 5}}};
    QCOMPARE(trafficData(day, {}, {}, start.addSecs(24 * 3600 + 1800)).unfinished, std::optional<qsizetype>(0));
    QCOMPARE(trafficData(day, {}, {}, start.addSecs(25 * 3600)).unfinished, std::nullopt);
}

void TestTrafficData::previousIsBehindBucketByBucket()
{
    const TimeData data = trafficData(hours(3), counterparts(hours(3), hours(24)), u"Previous day"_s, at(12, 0));
    QCOMPARE(data.series.size(), 3);
    QCOMPARE(data.series[2].name, u"Previous day"_s);
    QCOMPARE(data.series[2].style, Series::Style::Dashed);
    QCOMPARE(data.series[2].values, (QList<std::optional<qint64>> {1, 2, 3}));
    QCOMPARE(trafficData(hours(3), counterparts(hours(3), hours(2)), u"Previous day"_s, at(12, 0)).series[2].values, (QList<std::optional<qint64>> {1, 2, {}}));
}

void TestTrafficData::unknownUsersAreNoLineAtZero()
{
    Timeseries series = hours(24);
    for (Timeseries::Point &point : series.points)
        point.users.reset();
    const TimeData data = trafficData(series, {}, {}, at(24, 0));
    QCOMPARE(data.series.size(), 1);
    QVERIFY(courseOf(series, Course::Users, at(24, 0)).isEmpty());
    QVERIFY(courseOf(series, Course::ViewsPerUser, at(24, 0)).isEmpty());
}

void TestTrafficData::coursesEndBeforeThePresentBucket()
{
    const QList<QPointF> views = courseOf(hours(24, 5), Course::Views, at(4, 10));
    QCOMPARE(views.size(), 4);
    QCOMPARE(views.last(), QPointF(3, 4));
    QCOMPARE(courseOf(hours(24, 5), Course::ViewsPerUser, at(4, 10)).last().y(), 4.0);
    QCOMPARE(courseOf(hours(24), Course::Views, at(24, 10)).size(), 24);
    QVERIFY(courseOf(hours(24), Course::Views, at(0, 0).addSecs(-1)).isEmpty());
}

void TestTrafficData::emptyIsEmpty()
{
    QVERIFY(trafficData({}, {}, {}, at(0, 0)).starts.isEmpty());
}

QTEST_GUILESS_MAIN(TestTrafficData)
#include "tst_trafficdata.moc"

#include "dashboard/models/timeseriesmodel.h"

#include "dashboard/models/minutesmodel.h"
#include "dashboard/models/roles.h"
#include "tests/dashboard/modeltest.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

const QDateTime later(QDate(2030, 1, 1), QTime(0, 0), Qt::UTC); // than all buckets here

Timeseries::Point point(const char *time, qint64 views, std::optional<qint64> users = {})
{
    return {QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate), views, users, {}};
}

Timeseries series(const QString &interval, const QList<Timeseries::Point> &points)
{
    return {u"s"_s, {}, {}, "Europe/Berlin", interval, points};
}

}

class TestTimeseriesModel : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { useEnglish(); }
    void init();
    void showsBucketsBesideThoseOfBefore();
    void readsEveryInterval_data();
    void readsEveryInterval();
    void anHourThatComesTwiceTellsItself();
    void whatIsNotKnownIsADashWithAReason();
    void changesInPlace();
    void anotherTableIsReset();
    void whatLiesAheadIsNoRow();
    void onePointAndNone();
    void aYearOfHours();
    void minutesOfTheZone();

private:
    std::unique_ptr<TimeseriesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestTimeseriesModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<TimeseriesModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestTimeseriesModel::showsBucketsBesideThoseOfBefore()
{
    m_model->setSeries(series(u"day"_s, {point("2025-11-15T00:00:00+01:00", 1234, 7), point("2025-11-16T00:00:00+01:00", 0, 0)}), later);
    QCOMPARE(m_model->columnCount(), 3);
    QCOMPARE(shownRow(*m_model, 0), u"Sat 15 Nov 2025|1,234|7"_s);
    m_model->setPrevious(series(u"day"_s, {point("2025-11-13T00:00:00+01:00", 5, 4), point("2025-11-14T00:00:00+01:00", 3, 2)}));
    QCOMPARE(shownRow(*m_model, 0), u"Sat 15 Nov 2025|1,234|7|5|4"_s);
    QCOMPARE(shownRow(*m_model, 1), u"Sun 16 Nov 2025|0|0|3|2"_s);
    m_model->setPrevious({});
    QCOMPARE(m_model->columnCount(), 3);
}

void TestTimeseriesModel::readsEveryInterval_data()
{
    QTest::addColumn<QString>("interval");
    QTest::addColumn<QString>("time");
    QTest::newRow("hour") << u"hour"_s << u"Sat 1 Nov, 00:00"_s;
    QTest::newRow("day") << u"day"_s << u"Sat 1 Nov 2025"_s;
    QTest::newRow("week") << u"week"_s << u"Sat 1 Nov 2025"_s;
    QTest::newRow("month") << u"month"_s << u"November 2025"_s;
}

void TestTimeseriesModel::readsEveryInterval()
{
    QFETCH(QString, interval);
    m_model->setSeries(series(interval, {point("2025-11-01T00:00:00Z", 1)}), later);
    QTEST(m_model->index(0, 0).data().toString(), "time");
    QCOMPARE(m_model->index(0, 0).data(PlainRole).toString(), u"2025-11-01T00:00:00Z"_s);
}

void TestTimeseriesModel::anHourThatComesTwiceTellsItself()
{
    m_model->setSeries(series(u"hour"_s, {point("2025-10-26T01:00:00+02:00", 1), point("2025-10-26T02:00:00+02:00", 2),
        point("2025-10-26T02:00:00+01:00", 3)}), later);
    QCOMPARE(m_model->index(0, 0).data().toString(), u"Sun 26 Oct, 01:00"_s);
    QCOMPARE(m_model->index(1, 0).data().toString(), u"Sun 26 Oct, 02:00 (UTC+02:00)"_s);
    QCOMPARE(m_model->index(2, 0).data().toString(), u"Sun 26 Oct, 02:00 (UTC+01:00)"_s);
    QCOMPARE(m_model->index(2, 0).data(PlainRole).toString(), u"2025-10-26T02:00:00+01:00"_s);
}

void TestTimeseriesModel::whatIsNotKnownIsADashWithAReason()
{
    m_model->setSeries(series(u"day"_s, {point("2024-02-28T00:00:00Z", 3), point("2024-02-29T00:00:00Z", 0)}), later);
    m_model->setPrevious(series(u"day"_s, {point("2023-02-28T00:00:00Z", 2, 1)}));
    QCOMPARE(shownRow(*m_model, 0), u"Wed 28 Feb 2024|3|\u2013|2|1"_s);
    QCOMPARE(shownRow(*m_model, 1), u"Thu 29 Feb 2024|0|\u2013|\u2013|\u2013"_s);
    QVERIFY(m_model->index(0, 2).data(Qt::ToolTipRole).toString().startsWith(u"Unique users are counted"));
    QVERIFY(m_model->index(1, 3).data(Qt::ToolTipRole).toString().startsWith(u"The time before"));
    QVERIFY(!m_model->index(1, 1).data(Qt::ToolTipRole).isValid()); // 0 is known
    QVERIFY(!m_model->index(0, 2).data(PlainRole).isValid());
    QCOMPARE(m_model->index(1, 1).data(PlainRole).toLongLong(), 0);
}

void TestTimeseriesModel::changesInPlace()
{
    const QList<Timeseries::Point> points {point("2025-11-01T10:00:00Z", 1, 1), point("2025-11-01T11:00:00Z", 2, 1)};
    m_model->setSeries(series(u"hour"_s, points), later);
    const QPersistentModelIndex second = m_model->index(1, 0);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    m_model->setSeries(series(u"hour"_s, {points[0], point("2025-11-01T11:00:00Z", 9, 4), point("2025-11-01T12:00:00Z", 1, 1)}), later);
    QCOMPARE(reset.size(), 0);
    QVERIFY(second.isValid());
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(shownRow(*m_model, 1), u"Sat 1 Nov, 11:00|9|4"_s);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setSeries(Timeseries(m_model->series()), later);
    QCOMPARE(changed.size(), 0);
}

void TestTimeseriesModel::anotherTableIsReset()
{
    m_model->setSeries(series(u"hour"_s, {point("2025-11-01T10:00:00Z", 1), point("2025-11-01T11:00:00Z", 1)}), later);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    m_model->setSeries(series(u"hour"_s, {point("2025-11-02T10:00:00Z", 1), point("2025-11-02T11:00:00Z", 1)}), later);
    QCOMPARE(reset.size(), 1);
    m_model->setSeries(series(u"hour"_s, {point("2025-11-02T10:00:00Z", 1)}), later); // fewer
    QCOMPARE(reset.size(), 2);
    QCOMPARE(m_model->rowCount(), 1);
}

void TestTimeseriesModel::whatLiesAheadIsNoRow()
{
    const Timeseries day = series(u"hour"_s,
        {point("2025-11-01T10:00:00Z", 4), point("2025-11-01T11:00:00Z", 0), point("2025-11-01T12:00:00Z", 0)});
    m_model->setSeries(day, day.points[0].time);
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->series().points.size(), 3); // the chart's axis has them
    const QPersistentModelIndex first = m_model->index(0, 0);
    m_model->setSeries(day, day.points[1].time);
    QCOMPARE(m_model->rowCount(), 2); // nobody came, but the hour did
    QVERIFY(first.isValid());
    Timeseries early = day;
    early.points[2].views = 1; // by a clock ahead of ours
    m_model->setSeries(early, day.points[0].time);
    QCOMPARE(m_model->rowCount(), 3);
}

void TestTimeseriesModel::onePointAndNone()
{
    m_model->setSeries(series(u"hour"_s, {point("2025-11-02T10:00:00Z", 12'345'678, 1)}), later);
    QCOMPARE(shownRow(*m_model, 0), u"Sun 2 Nov, 10:00|12,345,678|1"_s);
    m_model->setSeries(series(u"hour"_s, {}), later);
    QCOMPARE(m_model->rowCount(), 0);
    m_model->clear();
    QCOMPARE(m_model->columnCount(), 3);
}

void TestTimeseriesModel::aYearOfHours()
{
    QList<Timeseries::Point> points;
    for (int i = 0; i < 5000; ++i)
        points += {QDateTime(QDate(2025, 1, 1), QTime(0, 0), Qt::UTC).addSecs(i * 3600LL), i, i, i};
    m_model->setSeries(series(u"hour"_s, points), later);
    QCOMPARE(m_model->rowCount(), 5000);
    QCOMPARE(m_model->index(4999, 1).data().toString(), u"4,999"_s);
}

void TestTimeseriesModel::minutesOfTheZone()
{
    MinutesModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<Realtime::Minute> minutes;
    for (int i = 0; i < 30; ++i)
        minutes += {QDateTime(QDate(2025, 7, 1), QTime(10, i), Qt::UTC), i};
    model.setMinutes(minutes);
    QCOMPARE(model.rowCount(), 30);
    QCOMPARE(shownRow(model, 29), u"10:29|29"_s);
    model.setZone("Europe/Berlin");
    QCOMPARE(shownRow(model, 0), u"12:00|0"_s);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const QPersistentModelIndex selected = model.index(10, 0);
    minutes.removeFirst();
    minutes += {QDateTime(QDate(2025, 7, 1), QTime(10, 30), Qt::UTC), 5};
    model.setMinutes(minutes);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(shownRow(model, 29), u"12:30|5"_s);
    QCOMPARE(selected.row(), 9); // its minute has moved
    model.setMinutes({minutes[3], minutes[4]});
    QCOMPARE(shownRow(model, 1), u"12:05|5"_s);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data(FractionRole).toDouble(), 0.8);
    model.setMinutes({});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestTimeseriesModel)
#include "tst_timeseriesmodel.moc"

#include "dashboard/pages/comparison.h"

#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

class TestComparison : public QObject {
    Q_OBJECT
private slots:
    void saysWithWhat_data();
    void saysWithWhat();
    void changeIsMeasuredByWhatWas();
};

void TestComparison::saysWithWhat_data()
{
    QTest::addColumn<QString>("range");
    QTest::addColumn<Compare>("compare");
    QTest::addColumn<QString>("with");
    QTest::addColumn<QString>("name");
    QTest::newRow("today") << u"today"_s << Compare::Previous << u"same hours yesterday"_s << u"Previous day"_s;
    QTest::newRow("today, a year") << u"today"_s << Compare::Year << u"same hours a year ago"_s << u"A year before"_s;
    QTest::newRow("yesterday") << u"yesterday"_s << Compare::Previous << u"the day before"_s << u"Previous day"_s;
    QTest::newRow("a day") << u"2026-02-03..2026-02-03"_s << Compare::Year << u"same day a year before"_s << u"A year before"_s;
    QTest::newRow("7 days") << u"7d"_s << Compare::Previous << u"previous 7 days"_s << u"Previous 7 days"_s;
    QTest::newRow("month") << u"month"_s << Compare::Previous << u"previous 21 days"_s << u"Previous 21 days"_s;
    QTest::newRow("30 days, a year") << u"30d"_s << Compare::Year << u"same days a year before"_s << u"A year before"_s;
    QTest::newRow("all") << u"all"_s << Compare::Previous << QString() << QString();
    QTest::newRow("nothing") << u"7d"_s << Compare::None << QString() << QString();
}

void TestComparison::saysWithWhat()
{
    QFETCH(QString, range);
    QFETCH(Compare, compare);
    const QDateTime now(QDate(2026, 11, 21), QTime(14, 0), Qt::UTC);
    const Look look {u"s"_s, *rangeNamed(range), "UTC", compare};
    QTEST(comparedWith(look, now), "with");
    QTEST(comparisonName(compare, look, now), "name");
}

void TestComparison::changeIsMeasuredByWhatWas()
{
    QCOMPARE(*changeOf(150.0, 100.0), 0.5);
    QCOMPARE(*changeOf(0.0, 100.0), -1.0);
    QVERIFY(!changeOf(5.0, 0.0)); // of nothing everything is infinitely more
    QVERIFY(!changeOf(std::nullopt, 5.0));
    QVERIFY(!changeOf(5.0, std::nullopt));
}

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"

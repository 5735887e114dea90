#include "dashboard/client/daychoice.h"

#include <QTest>

using namespace footfall;
using Kind = DayChoice::Kind;

class TestDayChoice : public QObject {
    Q_OBJECT
private slots:
    void followsMidnightUtc();
    void countsInUtcWhateverTheZone();
};

void TestDayChoice::followsMidnightUtc()
{
    const QDateTime before(QDate(2025, 12, 31), QTime(23, 59, 59), Qt::UTC);
    const QDateTime after = before.addSecs(1);
    QCOMPARE(DayChoice {Kind::Today}.at(before), QDate(2025, 12, 31));
    QCOMPARE(DayChoice {Kind::Today}.at(after), QDate(2026, 1, 1));
    QCOMPARE(DayChoice {Kind::Yesterday}.at(after), QDate(2025, 12, 31));
    QCOMPARE(DayChoice {Kind::AllTime}.at(after), std::nullopt);
    const DayChoice fixed {Kind::Day, QDate(2024, 2, 29)};
    QCOMPARE(fixed.at(before), QDate(2024, 2, 29));
    QCOMPARE(fixed.at(after), QDate(2024, 2, 29));
}

void TestDayChoice::countsInUtcWhateverTheZone()
{
    const QDateTime inTokyo(QDate(2025, 11, 22), QTime(8, 0), Qt::OffsetFromUTC, 9 * 3600);
    QCOMPARE(DayChoice {Kind::Today}.at(inTokyo), QDate(2025, 11, 21));
}

QTEST_GUILESS_MAIN(TestDayChoice)
#include "tst_daychoice.moc"

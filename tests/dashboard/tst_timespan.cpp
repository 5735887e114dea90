#include "dashboard/widgets/timespan.h"

#include <QTest>

using namespace footfall;

namespace {
constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 noon = 1'763'726'400'000; // 2025-11-21T12:00:00Z
}

class TestTimeSpan : public QObject {
    Q_OBJECT
private slots:
    void aYoungLineGetsAMinute();
    void growsToWhatIsAskedFor();
    void standsStillWithinAStep();
    void alwaysHoldsTheNewest();
};

void TestTimeSpan::aYoungLineGetsAMinute()
{
    const TimeSpan span = timeSpan(noon + 3 * second, noon + 9 * second, 5);
    QCOMPARE(span, (TimeSpan {noon, noon + minute, 6}));
}

void TestTimeSpan::growsToWhatIsAskedFor()
{
    const auto length = [](qint64 age, int minutes) {
        const TimeSpan span = timeSpan(noon, noon + age, minutes);
        return (span.to - span.from) / minute;
    };
    QCOMPARE(length(30 * second, 60), 1);
    QCOMPARE(length(90 * second, 60), 2);
    QCOMPARE(length(4 * minute, 60), 5);
    QCOMPARE(length(14 * minute, 60), 15);
    QCOMPARE(length(40 * minute, 60), 60);
    QCOMPARE(length(500 * minute, 60), 60);
    QCOMPARE(length(500 * minute, 5), 5);
}

void TestTimeSpan::standsStillWithinAStep()
{
    const qint64 first = noon - 30 * minute;
    const TimeSpan span = timeSpan(first, noon, 5);
    QCOMPARE(timeSpan(first, noon + minute - 1, 5), span);
    QCOMPARE(timeSpan(first, noon + minute, 5), (TimeSpan {span.from + minute, span.to + minute, 5}));
}

void TestTimeSpan::alwaysHoldsTheNewest()
{
    for (const int minutes : {5, 15, 60}) {
        for (qint64 age = 0; age < 90 * minute; age += 7 * second) {
            const TimeSpan span = timeSpan(noon, noon + age, minutes);
            QVERIFY(span.from <= noon + age && noon + age < span.to);
            QCOMPARE((span.to - span.from) % span.steps, 0);
            QVERIFY(span.to - span.from <= minutes * minute);
        }
    }
}

QTEST_GUILESS_MAIN(TestTimeSpan)
#include "tst_timespan.moc"

#include "dashboard/models/samples.h"

#include <QTest>

#include <algorithm>

using namespace footfall;

class TestSamples : public QObject {
    Q_OBJECT
private slots:
    void aFullOneForgetsItsOldest();
    void aClockSetBackKeepsTheOrder();
    void sinceEntersAtTheEdge();
    void thinnedKeepsTheShape();
};

void TestSamples::aFullOneForgetsItsOldest()
{
    Samples samples(3);
    QVERIFY(samples.isEmpty());
    for (qint64 t = 1; t <= 5; ++t)
        samples.add({t, t * 10, t});
    QCOMPARE(samples.size(), 3);
    QCOMPARE(samples.at(0), (Sample {3, 30, 3}));
    QCOMPARE(samples.last(), (Sample {5, 50, 5}));
    samples.clear();
    QVERIFY(samples.isEmpty());
    QVERIFY(samples.since(0).isEmpty());
}

void TestSamples::aClockSetBackKeepsTheOrder()
{
    Samples samples(10);
    for (const qint64 t : {10, 20, 30, 20})
        samples.add({t, t, t});
    QCOMPARE(samples.size(), 2);
    QCOMPARE(samples.last().time, 20);
}

void TestSamples::sinceEntersAtTheEdge()
{
    Samples samples(4);
    for (qint64 t = 1; t <= 6; ++t)
        samples.add({t * 10, 0, 0});
    QCOMPARE(samples.since(45).size(), 3); // 40, 50, 60
    QCOMPARE(samples.since(45).first().time, 40);
    QCOMPARE(samples.since(50).first().time, 50);
    QCOMPARE(samples.since(0).first().time, 30);
}

void TestSamples::thinnedKeepsTheShape()
{
    QList<Sample> samples;
    for (qint64 t = 0; t < 3600; ++t)
        samples += Sample {t, t == 1234 ? 999'999 : 1000 + t % 7, 1};
    const QList<Sample> few = thinned(samples, 200);
    QVERIFY(few.size() <= 200);
    QVERIFY(few.size() > 100);
    QCOMPARE(few.first(), samples.first());
    QCOMPARE(few.last(), samples.last());
    QVERIFY(few.contains(samples[1234]));
    QVERIFY(std::is_sorted(few.begin(), few.end(), [](auto &a, auto &b) { return a.time < b.time; }));
    QCOMPARE(thinned(samples.first(50), 200), samples.first(50));
}

QTEST_GUILESS_MAIN(TestSamples)
#include "tst_samples.moc"

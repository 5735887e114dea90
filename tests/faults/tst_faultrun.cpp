#include "tests/faults/faultrun.h"

#include <QTest>

#include <random>

using namespace footfall;

// Every fault once, in an order of the seed's, under load (scripts/faults does it for longer).
class TestFaultRun : public QObject {
    Q_OBJECT

public:
    explicit TestFaultRun(bool hasDisks)
        : m_hasDisks(hasDisks)
    {
    }

private Q_SLOTS:
    // Promises 1 and 2; and whoever reads meanwhile sees totals that only ever grow, and that are the ledger's.
    void answeredIsCountedExactlyOnce_whateverHappens()
    {
        bool isGiven = false;
        const unsigned given = qEnvironmentVariable("FOOTFALL_SEED").toUInt(&isGiven);
        const unsigned seed = isGiven ? given : std::random_device()();
        qInfo("FOOTFALL_SEED=%u", seed);
        Rig rig(m_hasDisks);
        QVERIFY(rig.start());
        FaultRun run(rig, seed);
        const FaultRun::Result result = run.run(QDeadlineTimer(0), true);
        QCOMPARE(result.failure, QByteArray());
        qInfo("%d answered, %s", run.load().answered(), result.audit.text().constData());
        QVERIFY2(result.audit.isClean(), result.audit.text().constData());
        QVERIFY(result.audit.counted >= run.load().answered());
        QVERIFY(result.answers > 100 && result.comparisons > 20);
        QVERIFY(run.load().unanswered() > 0); // else no kill has hit anything
        QVERIFY(rig.stop());
    }

private:
    const bool m_hasDisks;
};

int main(int argc, char *argv[])
{
    const bool hasDisks = mayMount();
    if (!hasDisks)
        qWarning("No disk will be full: this system does not let a test mount one");
    QCoreApplication app(argc, argv);
    TestFaultRun test(hasDisks);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faultrun.moc"

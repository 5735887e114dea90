#include "dashboard/client/backoff.h"

#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace std::chrono_literals;

class TestBackoff : public QObject {
    Q_OBJECT
private slots:
    void doublesToThirtySeconds();
    void startsAgainAfterASuccess();
    void heedsTheService();
};

void TestBackoff::doublesToThirtySeconds()
{
    Backoff backoff;
    for (const auto wait : {1s, 2s, 4s, 8s, 16s, 30s, 30s})
        QCOMPARE(backoff.failed(), wait);
}

void TestBackoff::startsAgainAfterASuccess()
{
    Backoff backoff;
    QCOMPARE(backoff.failed(), 1s);
    QCOMPARE(backoff.failed(), 2s);
    backoff.succeeded();
    QCOMPARE(backoff.failed(), 1s);
}

void TestBackoff::heedsTheService()
{
    Backoff backoff;
    QCOMPARE(backoff.failed(5), 5s);
    QCOMPARE(backoff.failed(1), 2s); // never sooner than by itself
    QCOMPARE(backoff.failed(86400), 30s);
    QCOMPARE(backoff.failed(-7), 8s);
}

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"

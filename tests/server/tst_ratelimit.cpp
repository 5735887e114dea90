#include "server/ingest/ratelimit.h"

#include <QTest>

#include <malloc.h>
#include <thread>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRateLimit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aFullBucketThenTheRate();
    void saysWhenToComeBack();
    void neverFullerThanFull();
    void aLargeRequestIsPaidForAfterwards();
    void aRefusalCostsNothing();
    void whoIsOneClient_data();
    void whoIsOneClient();
    void loopbackIsNeverLimited_data();
    void loopbackIsNeverLimited();
    void zeroIsNoLimit();
    void slowRatesAreExact();
    void aMillionAddressesTakeNoMoreMemory();
    void aFloodOfAddressesDoesNotRefillABucket();
    void countsItsRefusals();
    void threadsShareABucket();

private:
    bool admits(const QString &address) { return m_limit->admit(QHostAddress(address)) == 0us; }
    int admitted(const QString &address, int tries);

    Timestamp m_now = 0;
    std::unique_ptr<RateLimit> m_limit;
};

namespace {

const QString someone = u"203.0.113.9"_s;

}

void TestRateLimit::init()
{
    m_now = 1'000'000;
    m_limit = std::make_unique<RateLimit>(RateLimit::Limits {10, 5}, [this] { return m_now; });
}

int TestRateLimit::admitted(const QString &address, int tries)
{
    int count = 0;
    for (int i = 0; i < tries; ++i)
        count += admits(address);
    return count;
}

void TestRateLimit::aFullBucketThenTheRate()
{
    QCOMPARE(admitted(someone, 100), 5);
    m_now += microsPerSecond / 10;
    QCOMPARE(admitted(someone, 100), 1);
    m_now += 3 * microsPerSecond / 10;
    QCOMPARE(admitted(someone, 100), 3);
}

void TestRateLimit::saysWhenToComeBack()
{
    admitted(someone, 5);
    const auto wait = m_limit->admit(QHostAddress(someone));
    QCOMPARE(wait, 100ms);
    m_now += wait.count() - 1;
    QVERIFY(!admits(someone));
    m_now += 1;
    QVERIFY(admits(someone));
}

void TestRateLimit::neverFullerThanFull()
{
    m_now += 3600 * microsPerSecond;
    QCOMPARE(admitted(someone, 100), 5);
    m_now += 3600 * microsPerSecond;
    QCOMPARE(admitted(someone, 100), 5);
}

void TestRateLimit::aLargeRequestIsPaidForAfterwards()
{
    QVERIFY(admits(someone));
    m_limit->charge(QHostAddress(someone), 23); // 24 in all, 19 more than there were
    QCOMPARE(m_limit->admit(QHostAddress(someone)), 2s);
    m_now += 2 * microsPerSecond;
    QCOMPARE(admitted(someone, 100), 1);
}

void TestRateLimit::aRefusalCostsNothing()
{
    QCOMPARE(admitted(someone, 1'000), 5);
    m_now += microsPerSecond / 2;
    QCOMPARE(admitted(someone, 1'000), 5);
}

void TestRateLimit::whoIsOneClient_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    QTest::newRow("IPv4") << u"203.0.113.9"_s << u"203.0.113.10"_s << false;
    QTest::newRow("IPv4 in IPv6") << u"203.0.113.9"_s << u"::ffff:203.0.113.9"_s << true;
    QTest::newRow("of one /64") << u"2001:db8::1"_s << u"2001:db8::ffff:0:0:2"_s << true;
    QTest::newRow("of two /64") << u"2001:db8::1"_s << u"2001:db8:0:1::1"_s << false;
    QTest::newRow("of two families") << u"203.0.113.9"_s << u"cb00:7109::"_s << false;
}

void TestRateLimit::whoIsOneClient()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    admitted(one, 5);
    QVERIFY(!admits(one));
    QTEST(!admits(other), "same");
}

void TestRateLimit::loopbackIsNeverLimited_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address : {"127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"})
        QTest::newRow(address) << QString::fromLatin1(address);
}

void TestRateLimit::loopbackIsNeverLimited()
{
    QFETCH(const QString, address);
    m_limit->charge(QHostAddress(address), 1'000'000);
    QCOMPARE(admitted(address, 100), 100);
}

void TestRateLimit::zeroIsNoLimit()
{
    RateLimit none({0, 5}, [] { return Timestamp(0); });
    none.charge(QHostAddress(someone), 1'000'000);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(none.admit(QHostAddress(someone)), 0us);
}

void TestRateLimit::slowRatesAreExact()
{
    m_limit = std::make_unique<RateLimit>(RateLimit::Limits {1, 1}, [this] { return m_now; });
    QVERIFY(admits(someone));
    m_now += microsPerSecond - 1;
    QCOMPARE(m_limit->admit(QHostAddress(someone)), 1us);
    m_now += 1;
    QVERIFY(admits(someone));
}

void TestRateLimit::aMillionAddressesTakeNoMoreMemory()
{
    const std::size_t before = mallinfo2().uordblks;
    for (quint32 i = 0; i < 1'000'000; ++i)
        QCOMPARE(m_limit->admit(QHostAddress(0x0b000000 + i)), 0us); // each is new, and has its bucket full
    const std::size_t after = mallinfo2().uordblks;
    QVERIFY2(after < before + 64 * 1024, qPrintable(u"%1 -> %2"_s.arg(before).arg(after)));
}

void TestRateLimit::aFloodOfAddressesDoesNotRefillABucket()
{
    admitted(someone, 5);
    for (quint32 i = 0; i < 1'000'000; ++i)
        m_limit->admit(QHostAddress(0x0b000000 + i));
    QVERIFY(!admits(someone));
}

void TestRateLimit::countsItsRefusals()
{
    QCOMPARE(m_limit->refusals(), 0);
    admitted(someone, 8);
    QCOMPARE(m_limit->refusals(), 3);
}

void TestRateLimit::threadsShareABucket()
{
    m_limit = std::make_unique<RateLimit>(RateLimit::Limits {1, 10'000}, [this] { return m_now; });
    std::atomic<int> count = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] { count += admitted(someone, 5'000); });
    }
    QCOMPARE(count, 10'000);
}

QTEST_APPLESS_MAIN(TestRateLimit)

#include "tst_ratelimit.moc"

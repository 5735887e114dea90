#include "worker/database/saltrenewal.h"

#include "common/db/migrations.h"
#include "tests/support/postgres.h"
#include "tests/support/query.h"

#include <QSet>
#include <QTest>

using namespace footfall;
using namespace footfall::worker;

// The salts of visitors without cookies, in PostgreSQL.
class TestSaltRenewal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyWorkerSeesTheSaltsOfTheFirst();
    void whatHasBeenOverForADayIsDeleted();

private:
    QList<QByteArrayList> salts() const { return queryRows(m_url, "SELECT day, encode(salt, 'hex') FROM salts ORDER BY day"); }

    TestPostgres m_postgres;
    QString m_url;
};

namespace {

constexpr Timestamp noon = 20'000 * microsPerDay + microsPerDay / 2; // 2024-10-04

}

void TestSaltRenewal::initTestCase()
{
    QVERIFY(m_postgres.start());
    m_url = m_postgres.newDatabase();
}

void TestSaltRenewal::everyWorkerSeesTheSaltsOfTheFirst()
{
    Connection one(m_url);
    Connection other(m_url);
    QVERIFY(one.open() && other.open() && migrate(one));
    QVERIFY(renewSalts(one, noon));
    const auto first = salts();
    QCOMPARE(first.size(), 8);
    QCOMPARE(first.front().front(), QByteArray("2024-10-04"));
    QCOMPARE(first.back().front(), QByteArray("2024-10-11"));
    QSet<QByteArray> distinct;
    for (const QByteArrayList &row : first)
        distinct += row.last();
    QCOMPARE(distinct.size(), 8);
    QVERIFY(renewSalts(other, noon));
    QCOMPARE(salts(), first);
}

void TestSaltRenewal::whatHasBeenOverForADayIsDeleted()
{
    Connection connection(m_url);
    QVERIFY(connection.open());
    const auto before = salts();
    QVERIFY(renewSalts(connection, noon + microsPerDay));
    QCOMPARE(salts().size(), 9); // with the day before, and one more ahead
    QVERIFY(renewSalts(connection, noon + 2 * microsPerDay));
    const auto after = salts();
    QCOMPARE(after.front(), before.at(1));
    QCOMPARE(after.back().front(), QByteArray("2024-10-13"));
}

QTEST_GUILESS_MAIN(TestSaltRenewal)
#include "tst_saltrenewal.moc"

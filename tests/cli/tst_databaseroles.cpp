#include "cli/databaseroles.h"
#include "common/db/migrations.h"
#include "tests/support/postgres.h"
#include "tests/support/query.h"

#include <QProcess>
#include <QTest>

using namespace footfall;
using namespace footfall::cli;
using namespace Qt::StringLiterals;

namespace {

// Every table and partition of the schema.
constexpr char tables[] = " FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')";
constexpr char notPermitted[] = ": 42501"; // insufficient_privilege

QString as(const QString &role, QString url)
{
    return url.replace(u"user="_s + superuser, u"user="_s + role);
}

// The statement and how it ended: as SQLSTATE, or done.
QByteArray outcome(Connection &connection, const QByteArray &sql)
{
    const auto done = connection.execute(sql);
    return sql + ": " + (done ? QByteArray("done") : QByteArray::fromStdString(done.error().sqlState));
}

}

class TestDatabaseRoles : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    QString m_url; // the superuser's
    QString m_ready; // of a database with roles and schema

    bool migrateAs(const QString &role)
    {
        Connection connection(as(role, m_url));
        return connection.open() && migrate(connection);
    }
    // The tables of which this is true.
    QByteArray tablesWhere(const QByteArray &condition)
    {
        return queryValue(m_url, QByteArray("SELECT string_agg(relname, ' ')") + tables + " AND " + condition);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_postgres.start()); }
    void init() { m_url = m_ready.isEmpty() ? m_postgres.newDatabase() : m_ready; }

    // A managed PostgreSQL gives nobody a superuser. First of all: the roles are the cluster's.
    void anAdministratorRunsTheFileWithPsql()
    {
        queryValue(m_postgres.adminUrl(), "DROP OWNED BY footfall_worker, footfall_stats; DROP ROLE footfall_worker, footfall_stats");
        queryValue(m_url, "CREATE ROLE admin CREATEROLE");
        queryValue(m_url, "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO admin', current_database()); END $$");
        Connection before(m_url); // a worker that has been the administrator so far
        QVERIFY(before.open());
        QVERIFY(before.execute("SET SESSION AUTHORIZATION admin"));
        QVERIFY(migrate(before));

        QProcess psql;
        psql.start(u"psql"_s, {u"-Xqd"_s, m_url, u"-vON_ERROR_STOP=1"_s, u"-c"_s, u"SET SESSION AUTHORIZATION admin"_s,
            u"-f"_s, QStringLiteral(FOOTFALL_SOURCE_DIR "/sql/roles.sql")});
        QVERIFY(psql.waitForFinished());
        QVERIFY2(psql.exitCode() == 0, psql.readAllStandardError().constData());
        QCOMPARE(tablesWhere("relowner <> 'footfall_worker'::regrole"), "");
        QVERIFY(migrateAs(workerRole));
        QCOMPARE(queryValue(as(statsRole, m_url), "SELECT count(*) FROM totals"), "0");
    }

    // A database of before there were roles: all in it is the superuser's.
    void anOlderDatabaseIsPutRight()
    {
        QVERIFY(migrateAs(superuser));
        queryValue(m_url, "INSERT INTO totals VALUES ('shop', 3, 2, 1, now())");
        QVERIFY(!migrateAs(workerRole));

        QVERIFY(putRolesRight(m_url));
        QCOMPARE(tablesWhere("relowner <> 'footfall_worker'::regrole"), "");
        QVERIFY(migrateAs(workerRole));
        queryValue(as(workerRole, m_url), "UPDATE totals SET views = views + 1");
        QCOMPARE(queryValue(as(statsRole, m_url), "SELECT views FROM totals"), "3");
    }

    void againChangesNothing()
    {
        for (int i = 0; i < 2; ++i) {
            QVERIFY(putRolesRight(m_url));
            QVERIFY(migrateAs(workerRole));
        }
        // Nothing to write, so nobody to wait for either.
        Connection blocker(m_url);
        QVERIFY(blocker.open());
        QVERIFY(blocker.execute("BEGIN; LOCK TABLE totals, events IN SHARE UPDATE EXCLUSIVE MODE"));
        QVERIFY(putRolesRight(m_url + u" options='-c lock_timeout=1s'"_s));
        m_ready = m_url;
    }

    void theStatsRoleCannotWrite()
    {
        Connection reader(as(statsRole, m_url));
        QVERIFY(reader.open());
        const QByteArray insert = "INSERT INTO totals VALUES ('shop', 1, 1, 1, now())";
        QCOMPARE(outcome(reader, insert), insert + ": 25006"); // the transaction is read-only
        QVERIFY(reader.execute("SET default_transaction_read_only = off"));
        for (const QByteArray &statement : {insert, "DELETE FROM totals"_ba, "TRUNCATE daily"_ba, "CREATE TABLE mine ()"_ba,
                 "ALTER TABLE totals ADD COLUMN mine text"_ba, "SET ROLE footfall_worker"_ba})
            QCOMPARE(outcome(reader, statement), statement + notPermitted);
        for (const char *privilege : {"INSERT", "UPDATE", "DELETE", "TRUNCATE"})
            QCOMPARE(tablesWhere("has_table_privilege('footfall_stats', oid, '" + QByteArray(privilege) + "')"), "");
    }

    void theStatsRoleReadsNoSecretAndNoEvent()
    {
        Connection reader(as(statsRole, m_url));
        QVERIFY(reader.open());
        for (const QByteArray &what : {"key FROM hash_key"_ba, "* FROM events"_ba, "* FROM events_archive"_ba,
                 "id FROM event_ids"_ba, "event FROM rejected_events"_ba, "body FROM quarantined_frames"_ba})
            QCOMPARE(outcome(reader, "SELECT " + what), "SELECT " + what + notPermitted);
    }

    // So are they in tst_contract, over HTTP.
    void theStatsQueriesWorkUnderTheRole()
    {
        Connection reader(as(statsRole, m_url));
        QVERIFY(reader.open());
        const pgbinary::Day today {20'000};
        QVERIFY(reader.run("sites", Params().add(today)));
        QVERIFY(reader.run("kept_periods", Params().add(std::string("shop")).add(today).add(today)));
        QVERIFY(reader.run("user_count", Params().add(std::string("shop"))));
        QVERIFY(reader.run("stats_health"));
    }

    // However it is that somebody logs in.
    void theStatsRoleGivesUpAfterFiveSeconds()
    {
        QCOMPARE(queryValue(as(statsRole, m_url), "SHOW statement_timeout"), "5s");
        QCOMPARE(queryValue(as(statsRole, m_url), "SHOW default_transaction_read_only"), "on");
        QCOMPARE(queryValue(as(workerRole, m_url), "SHOW statement_timeout"), "0");
    }
};

QTEST_GUILESS_MAIN(TestDatabaseRoles)
#include "tst_databaseroles.moc"

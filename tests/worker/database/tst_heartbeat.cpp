#include "common/db/migrations.h"
#include "tests/support/http.h"
#include "tests/support/postgres.h"
#include "tests/support/query.h"
#include "worker/database/heartbeat.h"

#include <QTest>

using namespace footfall;
using namespace footfall::worker;
using namespace Qt::StringLiterals;

class TestHeartbeat : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    QString m_url;

    bool isNoted(const QByteArray &condition)
    {
        return waitFor([&] { return queryValue(m_url, "SELECT name FROM workers WHERE " + condition) == "w"; }, QDeadlineTimer(10'000));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_postgres.start());
        m_url = m_postgres.newDatabase();
        Connection connection(m_url);
        QVERIFY(connection.open());
        QVERIFY(migrate(connection));
    }

    void saysHowTheCommittingGoes()
    {
        WorkerMetrics metrics;
        const Heartbeat heartbeat(m_url, "w", metrics);
        QVERIFY(isNoted("state = 'waiting for PostgreSQL' AND last_commit_at IS NULL AND events_per_second = 0 AND commit_ms = 0"));
        metrics.committed(70, 12'500, *parseTimestamp("2025-11-15T10:00:00.25Z"));
        metrics.committed(30, 2'500, *parseTimestamp("2025-11-15T10:00:01.25Z"));
        metrics.set(WorkerMetrics::State::Writing);
        QVERIFY(isNoted("state = 'writing' AND last_commit_at = '2025-11-15T10:00:01.25Z' AND events_per_second = 10 AND commit_ms = 2.5"));
        metrics.set(WorkerMetrics::State::Idle);
        QVERIFY(isNoted("state = 'idle' AND seen_at > now() - interval '5 seconds'"));
    }

    // A worker that starts again says nothing of commits yet, and takes none back.
    void aLastCommitStays()
    {
        WorkerMetrics metrics;
        metrics.set(WorkerMetrics::State::Idle);
        const Heartbeat heartbeat(m_url, "w", metrics);
        QVERIFY(isNoted("events_per_second = 0 AND last_commit_at = '2025-11-15T10:00:01.25Z'"));
    }

    void goesOnAfterItsConnectionWasLost()
    {
        WorkerMetrics metrics;
        const Heartbeat heartbeat(m_url, "w", metrics);
        QVERIFY(isNoted("state = 'waiting for PostgreSQL'"));
        queryValue(m_url, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        metrics.set(WorkerMetrics::State::Idle);
        QVERIFY(isNoted("state = 'idle'"));
    }

    void forgetsWhoWasNotSeenForADay()
    {
        queryValue(m_url, "INSERT INTO workers VALUES ('old', 'idle', now() - interval '25 hours', NULL, 0, 0), "
                          "('away', 'idle', now() - interval '23 hours', NULL, 0, 0)");
        WorkerMetrics metrics;
        const Heartbeat heartbeat(m_url, "w", metrics);
        QVERIFY(waitFor([&] { return queryValue(m_url, "SELECT string_agg(name, ' ' ORDER BY name) FROM workers") == "away w"; },
            QDeadlineTimer(10'000)));
    }
};

QTEST_GUILESS_MAIN(TestHeartbeat)

#include "tst_heartbeat.moc"

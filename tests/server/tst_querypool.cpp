#include "server/stats/querypool.h"

#include "common/db/migrations.h"
#include "server/http/listeningsocket.h"
#include "server/servicethread.h"
#include "server/stats/query/loading.h"
#include "tests/server/rawclient.h"
#include "tests/support/postgres.h"
#include "tests/support/query.h"

#include <QSemaphore>
#include <QTest>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

// A service whose queries run in a pool of one thread with a real PostgreSQL behind it, and clients
// that go before they have an answer.
class TestQueryPool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aQueryOfWhoHasGoneIsNotRun();
    void thoseOfWhoHasGoneTakeNoPlace();
    void aQueryOfWhoHasGoneIsCancelled();
    void drainingRefusesWhatWaits();
    void aQuestionThatNeedsTooMuchSaysWhatToNarrow();

private:
    void occupy(RawClient &client); // the pool's only thread, until it is released
    bool waitForConnections(int connections);

    TestPostgres m_postgres;
    QString m_database;
    std::unique_ptr<QueryPool> m_pool;
    ConnectionCaps m_caps {1'000, 1'000, [](const QHostAddress &) { return false; }};
    quint16 m_port = 0;
    HttpService *m_service = nullptr; // in its thread
    std::unique_ptr<ServiceThread> m_thread;
    QSemaphore m_occupied;
    QSemaphore m_released;
    std::atomic<int> m_asked = 0;
    std::atomic<int> m_run = 0;
};

namespace {

QByteArray get(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

}

void TestQueryPool::initTestCase()
{
    QVERIFY(m_postgres.start());
    m_database = m_postgres.newDatabase();
    Connection connection(m_database);
    QVERIFY(connection.open());
    QVERIFY(migrate(connection));
}

void TestQueryPool::init()
{
    m_asked = m_run = 0;
    m_pool = std::make_unique<QueryPool>(m_database, 1);
    const auto socket = listeningSocket(QHostAddress::LocalHost, 0, false);
    QVERIFY(socket);
    m_port = portOf(*socket);
    QSemaphore ready;
    m_thread = std::make_unique<ServiceThread>(u"stats"_s, [&, fd = *socket] {
        auto service = std::make_unique<HttpService>();
        m_service = service.get();
        const auto route = [this](const char *path, const QueryPool::Query &query) {
            m_service->route("GET", path, [this, query](const Request &, const Reply &reply) {
                m_pool->answer(m_service, reply, query);
                ++m_asked;
            });
        };
        route("/occupy", [this](Connection &) -> DbResult<Answer> {
            m_occupied.release();
            m_released.acquire();
            return Answer {200, "occupied"};
        });
        route("/count", [this](Connection &) -> DbResult<Answer> { return Answer {200, QByteArray::number(++m_run)}; });
        route("/large", [](Connection &) -> DbResult<Answer> {
            return tl::unexpected(DbError {questionTooLarge, u"ask for fewer days"_s});
        });
        route("/damaged", [](Connection &) -> DbResult<Answer> {
            return tl::unexpected(DbError {dataCorrupted, u"A segment is damaged"_s});
        });
        route("/health", [](Connection &connection) {
            return connection.run("stats_health").map([](const Rows &) { return Answer {200, "well"}; });
        });
        service->listenOn(fd, m_caps);
        ready.release();
        return service;
    });
    ready.acquire();
}

void TestQueryPool::cleanup()
{
    m_released.release(10); // of a test that has failed
    m_pool->close();
    m_thread.reset();
    m_pool.reset();
    m_released.acquire(m_released.available());
}

void TestQueryPool::occupy(RawClient &client)
{
    client.send(get("/occupy"));
    QVERIFY(m_occupied.tryAcquire(1, 20'000));
}

bool TestQueryPool::waitForConnections(int connections)
{
    return QTest::qWaitFor(
        [&] {
            int open = 0;
            QMetaObject::invokeMethod(
                m_service, [&] { open = int(m_service->findChildren<QTcpSocket *>().size()); }, Qt::BlockingQueuedConnection);
            return open == connections;
        },
        20'000);
}

void TestQueryPool::aQueryOfWhoHasGoneIsNotRun()
{
    RawClient busy(m_port);
    occupy(busy);
    {
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 50; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_port));
            clients.back()->send(get("/count"));
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_asked, 51, 20'000);
    }
    QVERIFY(waitForConnections(1));
    RawClient honest(m_port);
    honest.send(get("/count"));
    QTRY_COMPARE_WITH_TIMEOUT(m_asked, 52, 20'000);
    m_released.release();
    QCOMPARE(busy.next().body, QByteArray("occupied"));
    QCOMPARE(honest.next().body, QByteArray("1"));
}

void TestQueryPool::thoseOfWhoHasGoneTakeNoPlace()
{
    RawClient busy(m_port);
    occupy(busy);
    RawClient honest(m_port);
    {
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 10; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_port));
            clients.back()->send(get("/count").repeated(100));
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_asked, 1'001, 20'000);
        honest.send(get("/count"));
        QCOMPARE(honest.next().status, 503); // they are too many while they are there
    }
    QVERIFY(waitForConnections(2));
    honest.send(get("/count"));
    QTRY_COMPARE_WITH_TIMEOUT(m_asked, 1'003, 20'000);
    m_released.release();
    QCOMPARE(honest.next().body, QByteArray("1"));
}

// It waits for a lock here, as long as a statement may; others take as long to read.
void TestQueryPool::aQueryOfWhoHasGoneIsCancelled()
{
    Connection other(m_database);
    QVERIFY(other.open());
    QVERIFY(other.execute("BEGIN; LOCK TABLE rejected_events"));
    const auto waiting = [this] {
        return queryValue(m_database, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'").toInt();
    };
    RawClient honest(m_port);
    {
        RawClient client(m_port);
        client.send(get("/health"));
        QTRY_COMPARE_WITH_TIMEOUT(waiting(), 1, 4'000);
        honest.send(get("/count"));
    }
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(honest.next().body, QByteArray("1")); // by the same connection to PostgreSQL
    QVERIFY2(timer.elapsed() < 3'000, "statement_timeout has ended it"); // which is 5 s
    QCOMPARE(waiting(), 0);
    QVERIFY(other.execute("COMMIT"));
    honest.send(get("/health")); // nor does it cancel another's
    QCOMPARE(honest.next().body, QByteArray("well"));
}

void TestQueryPool::drainingRefusesWhatWaits()
{
    RawClient busy(m_port);
    occupy(busy);
    RawClient client(m_port);
    client.send(get("/count"));
    QTRY_COMPARE_WITH_TIMEOUT(m_asked, 2, 20'000);
    m_pool->drain();
    QCOMPARE(client.next().status, 503);
    client.send(get("/count"));
    QCOMPARE(client.next().status, 503);
    m_released.release();
    QCOMPARE(busy.next().body, QByteArray("occupied"));
    QCOMPARE(m_run, 0);
}

// 400, which a client that sends the same again is told once more; and what is damaged is not its fault.
void TestQueryPool::aQuestionThatNeedsTooMuchSaysWhatToNarrow()
{
    RawClient client(m_port);
    client.send(get("/large"));
    const RawClient::Answer large = client.next();
    QCOMPARE(large.status, 400);
    QVERIFY2(large.body.contains(R"("message":"ask for fewer days")"), large.body);
    client.send(get("/damaged"));
    const RawClient::Answer damaged = client.next();
    QCOMPARE(damaged.status, 503);
    QVERIFY2(damaged.body.contains("A segment is damaged"), damaged.body);
}

QTEST_GUILESS_MAIN(TestQueryPool)

#include "tst_querypool.moc"

#include "common/db/statement.h"
#include "common/event/canonical.h"
#include "tests/support/http.h"
#include "tests/support/postgres.h"
#include "tests/support/query.h"
#include "worker/pipe/pipeclient.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>
#include <QUuid>

using namespace footfall;
using namespace footfall::worker;
using namespace Qt::StringLiterals;

namespace {

// The server's end of the pipe, driven by the test.
struct ServerEnd {
    zmq::socket_t frames;
    zmq::socket_t acks;
    QString framesEndpoint;
    QString acksEndpoint;

    explicit ServerEnd(zmq::context_t &context)
        : frames(context, zmq::socket_type::push)
        , acks(context, zmq::socket_type::pull)
    {
        frames.set(zmq::sockopt::linger, 0);
        frames.bind("tcp://127.0.0.1:*");
        acks.bind("tcp://127.0.0.1:*");
        framesEndpoint = QString::fromStdString(frames.get(zmq::sockopt::last_endpoint));
        acksEndpoint = QString::fromStdString(acks.get(zmq::sockopt::last_endpoint));
    }

    void send(const std::string &message) { frames.send(zmq::buffer(message)); }

    // The next message of this type; others are passed over.
    std::optional<WorkerMessage> next(WorkerMessage::Type type)
    {
        std::optional<WorkerMessage> found;
        (void)waitFor(
            [&] {
                zmq::message_t message;
                while (!found && acks.recv(message, zmq::recv_flags::dontwait)) {
                    const auto decoded = decodeWorkerMessage(message.to_string_view());
                    if (decoded && decoded->type == type)
                        found = *decoded;
                }
                return found.has_value();
            },
            QDeadlineTimer(20'000));
        return found;
    }
};

std::string frame(const std::string &producer, std::uint64_t sequence, const std::string &path = "/")
{
    Event event;
    event.siteId = "shop";
    event.eventType = pageView;
    event.path = path;
    event.timestamp = event.receivedAt = systemNow();
    std::string message = frameHeader({producer, sequence}, 1);
    appendCanonical(message, event);
    return message;
}

std::string newProducer()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

}

class TestPipeClient : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    zmq::context_t m_context;
    QString m_url;

    PipeClient::Config config(const QList<ServerEnd *> &servers)
    {
        PipeClient::Config config {{}, {}, "worker", 1'000};
        for (const ServerEnd *server : servers) {
            config.frames += server->framesEndpoint;
            config.acks += server->acksEndpoint;
        }
        return config;
    }
    qint64 views() { return queryValue(m_url, "SELECT views FROM totals").toLongLong(); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_postgres.start()); }
    void init() { m_url = m_postgres.newDatabase(); }

    void acknowledgesAfterTheCommit()
    {
        ServerEnd server(m_context);
        PipeClient worker(m_context, config({&server}), m_url, systemNow);
        QVERIFY(server.next(WorkerMessage::Type::Hello));
        const std::string producer = newProducer();
        server.send(frame(producer, 1));
        const auto ack = server.next(WorkerMessage::Type::Acknowledge);
        QVERIFY(ack);
        QCOMPARE(ack->frames.size(), 1u);
        QCOMPARE(ack->frames[0].producer, producer);
        QCOMPARE(views(), 1);
    }

    // Each server's frames are acknowledged to it, and to no other.
    void twoServers()
    {
        ServerEnd first(m_context), second(m_context);
        PipeClient worker(m_context, config({&first, &second}), m_url, systemNow);
        QVERIFY(first.next(WorkerMessage::Type::Hello));
        QVERIFY(second.next(WorkerMessage::Type::Hello));
        const std::string a = newProducer(), b = newProducer();
        first.send(frame(a, 1));
        second.send(frame(b, 1));
        QCOMPARE(first.next(WorkerMessage::Type::Acknowledge)->frames[0].producer, a);
        QCOMPARE(second.next(WorkerMessage::Type::Acknowledge)->frames[0].producer, b);
        QCOMPARE(views(), 2);
    }

    void aNewerVersionIsLeftForAnotherWorker()
    {
        ServerEnd server(m_context);
        PipeClient worker(m_context, config({&server}), m_url, systemNow);
        QVERIFY(server.next(WorkerMessage::Type::Hello));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"version 2"_s));
        const std::string producer = newProducer();
        server.send("{\"v\":2,\"type\":\"frame\",\"producer\":\"" + producer + "\",\"seq\":1,\"events\":1}\n{}");
        server.send(frame(producer, 2));
        const auto ack = server.next(WorkerMessage::Type::Acknowledge);
        QVERIFY(ack);
        QCOMPARE(ack->frames.size(), 1u);
        QCOMPARE(ack->frames[0].from, 2u);
        QCOMPARE(queryValue(m_url, "SELECT count(*) FROM quarantined_frames"), "0");
    }

    void theLedgerIsPrunedOnTheProducersWord()
    {
        ServerEnd server(m_context);
        PipeClient worker(m_context, config({&server}), m_url, systemNow);
        QVERIFY(server.next(WorkerMessage::Type::Hello));
        const std::string producer = newProducer();
        server.send(frame(producer, 1));
        QVERIFY(server.next(WorkerMessage::Type::Acknowledge));
        server.send(encodeLow(producer, 2));
        const auto stored = server.next(WorkerMessage::Type::LowStored);
        QVERIFY(stored);
        QCOMPARE(stored->frames[0].to, 2u);
        QCOMPARE(queryValue(m_url, "SELECT count(*) FROM ingest_frames"), "0");
        server.send(frame(producer, 1)); // a late copy: acknowledged, not counted
        QVERIFY(server.next(WorkerMessage::Type::Acknowledge));
        QCOMPARE(views(), 1);
    }

    // The connection is cut while the worker works; it goes on by itself.
    void survivesALostConnection()
    {
        ServerEnd server(m_context);
        PipeClient worker(m_context, config({&server}), m_url, systemNow);
        QVERIFY(server.next(WorkerMessage::Type::Hello));
        const std::string producer = newProducer();
        for (std::uint64_t sequence = 1; sequence <= 20; ++sequence) {
            if (sequence % 5 == 0)
                queryValue(m_url,
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            server.send(frame(producer, sequence));
            QVERIFY(server.next(WorkerMessage::Type::Acknowledge));
        }
        QCOMPARE(views(), 20);
    }

    // A worker that is stopped in the middle of its COPY holds the ledger's rows of its frames,
    // which have been sent to this one meanwhile. PostgreSQL waits for it for ever.
    void aSleeperInMidCopyHoldsNobodyUp()
    {
        ServerEnd server(m_context);
        PipeClient worker(m_context, config({&server}), m_url, systemNow);
        QVERIFY(server.next(WorkerMessage::Type::Hello));
        const std::string producer = newProducer();
        Connection sleeper(m_url);
        QVERIFY(sleeper.open());
        QVERIFY(sleeper.execute("BEGIN; INSERT INTO ingest_frames VALUES ('" + QByteArray::fromStdString(producer) + "', 1)"));
        QVERIFY(!sleeper.execute(statement("copy_events"))); // it does not expect a COPY, and leaves it open
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"55P03"_s));
        server.send(frame(producer, 1));
        const QDeadlineTimer deadline(40'000);
        while (views() == 0 && !deadline.hasExpired())
            (void)server.next(WorkerMessage::Type::Holding);
        QCOMPARE(views(), 1);
    }

    // Invariant 6: while PostgreSQL is busy the next batch is gathered, up to its limits; what is more waits
    // in the sockets and in the spool.
    void memoryIsBounded_aBatchEndsAtItsLimits_data()
    {
        QTest::addColumn<std::size_t>("events");
        QTest::addColumn<std::size_t>("bytes");
        QTest::newRow("events") << std::size_t(4) << std::size_t(1 << 20);
        QTest::newRow("bytes") << std::size_t(1'000) << 4 * frame(newProducer(), 1).size();
        QTest::newRow("neither") << std::size_t(1'000) << std::size_t(1 << 20);
    }

    void memoryIsBounded_aBatchEndsAtItsLimits()
    {
        QFETCH(std::size_t, events);
        QFETCH(std::size_t, bytes);
        const bool isLimited = events == 4 || bytes < 1 << 20;
        constexpr std::uint64_t frames = 20;
        constexpr qint64 most = 7; // four events' bytes of frames without their headers
        ServerEnd server(m_context);
        PipeClient::Config small = config({&server});
        small.batchEvents = events;
        small.batchBytes = bytes;
        PipeClient worker(m_context, small, m_url, systemNow);
        QVERIFY(server.next(WorkerMessage::Type::Hello));
        Connection blocker(m_url);
        QVERIFY(blocker.open());
        QVERIFY(blocker.execute("BEGIN; LOCK TABLE totals IN EXCLUSIVE MODE"));
        const std::string producer = newProducer();
        for (std::uint64_t sequence = 1; sequence <= frames; ++sequence)
            server.send(frame(producer, sequence));
        std::uint64_t held = 0;
        for (const QDeadlineTimer deadline(20'000); held < (isLimited ? 2 : frames) && !deadline.hasExpired();) {
            const auto holding = server.next(WorkerMessage::Type::Holding);
            QVERIFY(holding);
            held = 0;
            for (const FrameRange &range : holding->frames)
                held += range.to - range.from + 1;
        }
        QVERIFY(blocker.execute("COMMIT"));
        QTRY_COMPARE_WITH_TIMEOUT(views(), qint64(frames), 20'000);
        const qint64 largest = queryValue(m_url, "SELECT max(n) FROM (SELECT count(*) AS n FROM events GROUP BY xmin) AS batch").toLongLong();
        QVERIFY2(isLimited ? largest <= most : largest >= qint64(frames) / 2, QByteArray::number(largest).constData());
    }

    // A frame each two milliseconds is no transaction each.
    void steadyTrafficIsGathered()
    {
        ServerEnd server(m_context);
        PipeClient worker(m_context, config({&server}), m_url, systemNow);
        QVERIFY(server.next(WorkerMessage::Type::Hello));
        const std::string producer = newProducer();
        QElapsedTimer timer;
        timer.start();
        std::uint64_t sent = 0;
        for (; timer.elapsed() < 1'000; QThread::msleep(2))
            server.send(frame(producer, ++sent));
        QTRY_COMPARE_WITH_TIMEOUT(views(), qint64(sent), 20'000);
        const qint64 transactions = queryValue(m_url, "SELECT count(DISTINCT xmin::text) FROM events").toLongLong();
        QVERIFY2(transactions <= timer.elapsed() / 25 + 2 && sent > 100, QByteArray::number(transactions).constData());
    }

    void saysWhatItHolds()
    {
        ServerEnd server(m_context);
        PipeClient worker(m_context, config({&server}), m_url, systemNow);
        QVERIFY(server.next(WorkerMessage::Type::Hello));
        // Holds the table that every batch ends with, so that the batch cannot commit.
        Connection blocker(m_url);
        QVERIFY(blocker.open());
        QVERIFY(blocker.execute("BEGIN; LOCK TABLE totals IN EXCLUSIVE MODE"));
        const std::string producer = newProducer();
        server.send(frame(producer, 1));
        bool held = false;
        while (!held) {
            const auto holding = server.next(WorkerMessage::Type::Holding);
            QVERIFY(holding);
            held = holding->frames.size() == 1 && holding->frames[0].producer == producer;
        }
        QVERIFY(blocker.execute("COMMIT"));
        QVERIFY(server.next(WorkerMessage::Type::Acknowledge));
        QCOMPARE(views(), 1);
    }
};

QTEST_GUILESS_MAIN(TestPipeClient)
#include "tst_pipeclient.moc"

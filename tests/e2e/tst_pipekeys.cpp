#include "common/pipekeys.h"
#include "tests/support/http.h"
#include "tests/support/ports.h"
#include "tests/support/postgres.h"

#include <QProcess>
#include <QTcpSocket>
#include <QTest>
#include <QUuid>

#include <zmq.hpp>

#include <random>
#include <sys/prctl.h>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A client of the pipe that counts how often it was sent away.
class Client : public zmq::monitor_t {
public:
    Client(zmq::context_t &context, zmq::socket_type type)
        : socket(context, type)
    {
        socket.set(zmq::sockopt::linger, 0);
        socket.set(zmq::sockopt::immediate, true);
        init(socket, "inproc://" + QUuid::createUuid().toString(QUuid::Id128).toStdString());
    }

    void setKeys(const PipeKeyPair &own, const PipeKey &server)
    {
        socket.set(zmq::sockopt::curve_serverkey, zmq::buffer(server));
        socket.set(zmq::sockopt::curve_publickey, zmq::buffer(own.publicKey));
        socket.set(zmq::sockopt::curve_secretkey, zmq::buffer(own.secret));
    }
    bool isSentAway(int times)
    {
        return waitFor(
            [&] {
                while (check_event(0)) { }
                return m_times >= times;
            },
            20s);
    }
    bool isLetIn() const { return m_letIn; }

    zmq::socket_t socket;

private:
    void on_event_handshake_failed_no_detail(const zmq_event_t &, const char *) override { ++m_times; }
    void on_event_handshake_failed_protocol(const zmq_event_t &, const char *) override { ++m_times; }
    void on_event_handshake_failed_auth(const zmq_event_t &, const char *) override { ++m_times; }
    void on_event_disconnected(const zmq_event_t &, const char *) override { ++m_times; }
    void on_event_handshake_succeeded(const zmq_event_t &, const char *) override { m_letIn = true; }

    int m_times = 0;
    bool m_letIn = false;
};

PipeKeyPair secretKey(const QString &file)
{
    const auto pair = readSecretPipeKey(file);
    return pair ? *pair : PipeKeyPair {};
}

// The start of a ZMTP 3 conversation (rfc.zeromq.org/spec/23), by somebody who knows it.
QByteArray greeting(const char *mechanism)
{
    return QByteArray("\xff\0\0\0\0\0\0\0\1\x7f\3\0", 12) + QByteArray(mechanism).leftJustified(20, '\0')
        + QByteArray(32, '\0');
}

}

// The pipe over TCP, with the real programs. On 127.0.0.1, where it could go without keys; what
// it does with them is the same everywhere.
class TestPipeKeys : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    QTemporaryDir m_folder;
    zmq::context_t m_context;
    std::array<quint16, 4> m_ports {}; // frames, acks, ingest, stats
    QString m_database;
    QProcess m_server;
    QProcess m_worker;
    QByteArray m_site; // of the current test

    QString key(const QString &name) const { return m_folder.filePath(u"keys/"_s + name); }
    PipeKey serverKey() const { return secretKey(key(u"server.key"_s)).publicKey; }
    QString endpoint(int port) const { return u"tcp://127.0.0.1:%1"_s.arg(m_ports[std::size_t(port)]); }
    QUrl url(int port, const QString &path) const { return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_ports[std::size_t(port)]).arg(path)); }

    void run(QProcess &process, const QString &program, const QStringList &arguments)
    {
        process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
        process.start(QStringLiteral(FOOTFALL_BIN_DIR "/") + program,
            arguments + QStringList {u"--pipe"_s, endpoint(0), u"--acks"_s, endpoint(1), u"--database"_s, m_database});
    }
    QStringList workerKeys(const QString &own) const
    {
        return {u"--pipe-key"_s, key(own), u"--pipe-server-key"_s, key(u"server.pub"_s)};
    }
    static bool end(QProcess &process)
    {
        process.terminate();
        return process.state() == QProcess::NotRunning
            || (process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0);
    }
    int footfallKeys(const QStringList &arguments)
    {
        return QProcess::execute(QStringLiteral(FOOTFALL_BIN_DIR "/footfall"), QStringList {u"keys"_s} + arguments);
    }
    bool accepts() { return post(url(2, u"/event"_s), "{\"site_id\":\"" + m_site + "\",\"event_type\":\"page_view\"}").status == 200; }
    qint64 waiting() { return json(get(url(2, u"/health"_s)))["queue_size"_L1].toInteger(-1); }
    int views() { return json(get(url(3, u"/stats?site_id="_s + QLatin1String(m_site))))["total_views"_L1].toInt(-1); }
    // Whether the worker that has the keys counts the one event, which shows that the pipe lives.
    bool isCounted()
    {
        run(m_worker, u"footfall-worker"_s, workerKeys(u"worker.key"_s));
        return waitFor([&] { return waiting() == 0 && views() == 1; }, 20s);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_postgres.start());
        m_database = m_postgres.newDatabase();
        QCOMPARE(footfallKeys({key({})}), 0);
        QCOMPARE(footfallKeys({key({}), u"stranger"_s}), 0);
    }

    void init()
    {
        m_site = QUuid::createUuid().toByteArray(QUuid::Id128);
        m_ports = freePorts<4>();
        run(m_server, u"footfall-server"_s,
            {u"--spool"_s, m_folder.filePath(u"spool"_s), u"--ingest-port"_s, QString::number(m_ports[2]),
                u"--stats-port"_s, QString::number(m_ports[3]), u"--pipe-key"_s, key(u"server.key"_s),
                u"--pipe-worker-keys"_s, key(u"worker.pub"_s)});
        QVERIFY(waitFor([&] { return get(url(2, u"/health"_s)).status == 200; }, 20s));
        QVERIFY(accepts());
    }

    void cleanup()
    {
        QVERIFY(end(m_server)); // the server first: its lows need nobody
        QVERIFY(end(m_worker));
    }

    void theRightKeysAreLetIn()
    {
        QVERIFY(isCounted());
        QVERIFY(accepts()); // and it goes on
        QVERIFY(waitFor([&] { return views() == 2; }, 20s));
    }

    void nobodyElseGetsAFrame_data()
    {
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("server");
        QTest::newRow("without keys") << QString() << QString();
        QTest::newRow("an unknown worker") << u"stranger.key"_s << u"server.key"_s;
        QTest::newRow("who takes another for the server") << u"worker.key"_s << u"stranger.key"_s;
        QTest::newRow("the server's own key") << u"server.key"_s << u"server.key"_s;
    }

    void nobodyElseGetsAFrame()
    {
        QFETCH(QString, own);
        QFETCH(QString, server);
        Client frames(m_context, zmq::socket_type::pull);
        {
            Client acks(m_context, zmq::socket_type::push);
            for (Client *client : {&frames, &acks}) {
                if (!own.isEmpty())
                    client->setKeys(secretKey(key(own)), secretKey(key(server)).publicKey);
                client->socket.connect(endpoint(client == &frames ? 0 : 1).toStdString());
                QVERIFY(client->isSentAway(2)); // it tried again, too
                QVERIFY(!client->isLetIn());
            }
            QVERIFY(!acks.socket.send(zmq::str_buffer("x"), zmq::send_flags::dontwait));
        }
        zmq::message_t message;
        QVERIFY(!frames.socket.recv(message, zmq::recv_flags::dontwait));
        QCOMPARE(waiting(), 1);
        QVERIFY(isCounted());
        QVERIFY(!frames.socket.recv(message, zmq::recv_flags::dontwait));
    }

    void whoIsSentAwaySaysSo()
    {
        QByteArray serverLog, workerLog;
        run(m_worker, u"footfall-worker"_s, workerKeys(u"stranger.key"_s));
        QVERIFY(waitFor([&] { return (workerLog += m_worker.readAllStandardError()).contains("does not let this worker in"); }, 20s));
        QVERIFY(waitFor([&] { return (serverLog += m_server.readAllStandardError()).contains("refused a worker"); }, 20s));
        QVERIFY(workerLog.contains(endpoint(1).toUtf8()));
        QVERIFY(serverLog.contains("--pipe-worker-keys"));
        const PipeKeyPair stranger = secretKey(key(u"stranger.key"_s));
        const auto hex = [](const PipeKey &key) { return QByteArray(reinterpret_cast<const char *>(key.data()), 32).toHex(); };
        QVERIFY(serverLog.contains(hex(stranger.publicKey))); // so that it may be let in
        for (const QByteArray &log : {serverLog, workerLog}) {
            QVERIFY(!log.contains(hex(stranger.secret)));
            QVERIFY(!log.contains(hex(secretKey(key(u"server.key"_s)).secret)));
        }
        QVERIFY(end(m_worker));
        QVERIFY(isCounted());
    }

    // Noise, another protocol, a length without end, silence in mid word.
    void hostileBytesHarmNothing()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const QByteArray endless = QByteArray("\6\0\0\1\0\0\0\0\0", 9); // a long command, of 1 TiB
        QList<QByteArray> texts {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", greeting("CURVE") + endless + QByteArray(1 << 20, 'x'),
            greeting("NULL") + endless, greeting("PLAIN") + QByteArray(1 << 16, '\0'), greeting("CURVE").left(40),
            QByteArray(1 << 20, '\xff')};
        for (int i = 0; i < 50; ++i) {
            QByteArray noise = i % 2 ? greeting("CURVE") : QByteArray();
            for (auto size = random() % 2'000; size > 0; --size)
                noise += char(random());
            texts += noise;
        }
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (const QByteArray &text : texts) {
            for (const int port : {0, 1}) {
                auto &socket = sockets.emplace_back(std::make_unique<QTcpSocket>());
                socket->connectToHost(u"127.0.0.1"_s, m_ports[std::size_t(port)]);
                QVERIFY(socket->waitForConnected(5'000));
                socket->write(text);
                (void)socket->waitForBytesWritten(100);
            }
        }
        QVERIFY(isCounted()); // with all of them still there
        QCOMPARE(m_server.state(), QProcess::Running);
    }

    // Even of a worker that is let in.
    void aGiantMessageIsRefused()
    {
        Client acks(m_context, zmq::socket_type::push);
        acks.setKeys(secretKey(key(u"worker.key"_s)), serverKey());
        acks.socket.connect(endpoint(1).toStdString());
        acks.socket.send(zmq::message_t((16 << 20) + 1), zmq::send_flags::none);
        QVERIFY(acks.isSentAway(1));
        QVERIFY(acks.isLetIn());
        QVERIFY(isCounted());
    }
};

QTEST_GUILESS_MAIN(TestPipeKeys)
#include "tst_pipekeys.moc"

#include "tests/server/rawclient.h"
#include "tests/server/spoolfiles.h"
#include "tests/support/ingestserver.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <set>
#include <thread>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

namespace {

constexpr int connections = 16;

QByteArray post(const QByteArray &path, bool isLast)
{
    const QByteArray body = R"({"site_id":"shop","event_type":"page_view","path":")" + path + "\"}";
    return "POST /event HTTP/1.1\r\nHost: h\r\n" + QByteArray(isLast ? "Connection: close\r\n" : "") + "Content-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

// The paths of all events in the spool. Two of one path are a failure: none was sent twice.
std::set<QByteArray> pathsIn(const QString &folder)
{
    std::set<QByteArray> paths;
    for (const SpoolReader::Row &row : rowsIn(folder)) {
        QByteArrayList lines = QByteArray::fromStdString(row.body).split('\n');
        lines.removeLast();
        for (const QByteArray &line : lines) {
            const qsizetype from = line.indexOf("\"path\":\"") + 8;
            if (!paths.insert(line.mid(from, line.indexOf('"', from) - from)).second)
                qFatal("spooled twice: %s", line.constData());
        }
    }
    return paths;
}

// Clients that send, each over a connection of its own, until the server takes no more.
class Clients {
public:
    // `together`: requests that a client sends before it reads their answers; `each`: those of one
    // connection, before it makes another; 0: any number. `inPieces`: a request comes in two.
    struct Habit {
        int together = 1;
        int each = 0;
        bool inPieces = false;
    };
    Clients(quint16 port, Habit habit)
    {
        for (int i = 0; i < connections; ++i)
            m_threads.emplace_back([=, this] { run(port, habit, i); });
    }

    int answered() const { return m_count; }

    // When all have been turned away: what was answered.
    std::set<QByteArray> paths()
    {
        m_threads.clear();
        return m_answered;
    }
    QByteArray strange() const { return m_strange; } // an answer that should not be

private:
    void run(quint16 port, const Habit &habit, int number)
    {
        for (int next = 0; !m_isOver;) {
            RawClient client(port, RawClient::IfRefused::IsClosed);
            for (int i = 0; !m_isOver && (habit.each == 0 || i < habit.each); i += habit.together) {
                QByteArrayList paths;
                for (int j = 0; j < habit.together; ++j) {
                    paths += '/' + QByteArray::number(number) + '/' + QByteArray::number(next++);
                    const QByteArray request = post(paths.back(), habit.each > 0 && i + j == habit.each - 1);
                    client.send(request.first(request.size() - 9));
                    if (habit.inPieces)
                        QThread::usleep(200);
                    client.send(request.last(9));
                }
                for (const QByteArray &path : paths)
                    take(client.next(), path);
            }
        }
    }
    void take(const RawClient::Answer &answer, const QByteArray &path)
    {
        const std::lock_guard lock(m_mutex);
        if (answer.status == 0) {
            m_isOver = true; // nobody tries again: what was sent has been counted or has not
        } else if (answer.status == 200) {
            m_answered.insert(path);
            ++m_count;
        } else
            m_strange = answer.head;
    }

    std::mutex m_mutex;
    std::set<QByteArray> m_answered;
    std::atomic<int> m_count = 0;
    std::atomic<bool> m_isOver = false;
    QByteArray m_strange;
    std::vector<std::jthread> m_threads; // last: they use all of the above
};

}

// SIGTERM while events come: what was answered is in the spool, and nothing else is, so that whoever
// sends again what was not answered counts nothing twice.
class TestGracefulStop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAllThatItKeeps_data();
    void answersAllThatItKeeps();
};

void TestGracefulStop::answersAllThatItKeeps_data()
{
    QTest::addColumn<int>("together");
    QTest::addColumn<int>("each");
    QTest::addColumn<bool>("inPieces");
    QTest::addColumn<int>("signalCount");
    QTest::addColumn<QStringList>("options");

    QTest::newRow("connections that are kept") << 1 << 0 << false << 1 << QStringList();
    QTest::newRow("four requests at a time") << 4 << 0 << false << 1 << QStringList();
    QTest::newRow("a connection each") << 1 << 1 << false << 1 << QStringList();
    QTest::newRow("requests in pieces") << 1 << 50 << true << 1 << QStringList();
    QTest::newRow("two ingest threads") << 1 << 0 << false << 1 << QStringList {u"--ingest-threads"_s, u"2"_s};
    QTest::newRow("SIGTERM again and again") << 2 << 0 << false << 5 << QStringList();
}

void TestGracefulStop::answersAllThatItKeeps()
{
    QFETCH(const int, together);
    QFETCH(const int, each);
    QFETCH(const bool, inPieces);
    QFETCH(const int, signalCount);
    QFETCH(const QStringList, options);
    for (int round = 0; round < 4; ++round) {
        const QTemporaryDir folder;
        IngestServer server(folder.path(), noDatabase,
            QStringList {u"--rate-limit"_s, u"0"_s, u"--visitors"_s, u"off"_s} + options);
        QVERIFY(!server.url().isEmpty());
        Clients clients(quint16(server.url().port()), {together, each, inPieces});
        QTRY_VERIFY_WITH_TIMEOUT(clients.answered() >= 50 + 97 * round, 20'000);
        for (int i = 0; i < signalCount; ++i) {
            server.terminate();
            QThread::msleep(i);
        }
        QVERIFY(server.waitStopped());
        const std::set<QByteArray> answered = clients.paths();
        QCOMPARE(clients.strange(), QByteArray());

        const std::set<QByteArray> kept = pathsIn(folder.path());
        QByteArrayList lost, unanswered;
        std::set_difference(answered.begin(), answered.end(), kept.begin(), kept.end(), std::back_inserter(lost));
        std::set_difference(kept.begin(), kept.end(), answered.begin(), answered.end(), std::back_inserter(unanswered));
        QCOMPARE(lost, QByteArrayList());
        QCOMPARE(unanswered, QByteArrayList());
    }
}

QTEST_GUILESS_MAIN(TestGracefulStop)

#include "tst_gracefulstop.moc"

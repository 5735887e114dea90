#include "cli/identity.h"
#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QDir>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <unistd.h>

using namespace footfall;
using namespace footfall::cli;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Who may do what, on a whole Footfall that has been told to be strict.
class TestAccess : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void figuresWantTheToken();
    void theTokenShowsNowhere();
    void overTheRateIsRefused_thenAcceptedAgain();
    void importWaitsForItsTurn();

private:
    HttpAnswer postEvents(int count, const QByteArray &client);
    qint64 rateLimited();

    Stack m_stack;
};

namespace {

constexpr char token[] = "correct-horse-battery-staple";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray lines(int count)
{
    return QByteArray("{\"site_id\":\"rated\",\"event_type\":\"page_view\"}\n").repeated(count);
}

// A reverse proxy, for a client that waits for each answer before its next request.
class Proxy : public QTcpServer {
public:
    Proxy(quint16 upstream, QByteArray client)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, upstream, client = std::move(client)] {
            QTcpSocket *const near = nextPendingConnection();
            auto *const far = new QTcpSocket(near);
            far->connectToHost(QHostAddress::LocalHost, upstream);
            connect(near, &QTcpSocket::readyRead, far, [near, far, client] {
                QByteArray bytes = near->readAll();
                if (bytes.startsWith("POST "))
                    bytes.insert(bytes.indexOf("\r\n") + 2, "X-Forwarded-For: " + client + "\r\n");
                far->write(bytes);
            });
            connect(far, &QTcpSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
            connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
        });
    }
};

// A file for those only whom the server runs as.
QString tokenFile(const QString &folder)
{
    QFile file(folder + u"/token"_s);
    const auto identity = Identity::ofChildren({});
    if (!file.open(QIODevice::WriteOnly) || file.write(token) < 0 || !file.setPermissions(QFile::ReadOwner) || !identity
        || fchown(file.handle(), identity->uid, identity->gid) != 0)
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

}

void TestAccess::initTestCase()
{
    m_stack.setArguments({u"--stats-token-file"_s, tokenFile(m_stack.dataDirectory())});
    // Slow enough that no busy machine takes a refusal for an answer that came too late.
    m_stack.setEnvironment(u"FOOTFALL_RATE_LIMIT"_s, u"1"_s);
    m_stack.setEnvironment(u"FOOTFALL_RATE_BURST"_s, u"10"_s);
    m_stack.setEnvironment(u"FOOTFALL_TRUSTED_PROXIES"_s, u"127.0.0.1"_s);
    QVERIFY(m_stack.start());
}

void TestAccess::figuresWantTheToken()
{
    const QUrl url = m_stack.statsUrl(u"/stats?site_id=s"_s);
    QCOMPARE(get(url).status, 401);
    QCOMPARE(get(url).headers.value("www-authenticate"), QByteArray("Bearer realm=\"footfall\""));
    QCOMPARE(get(url, {{"Authorization", "Bearer another-token-of-16"}}).status, 401);
    const HttpAnswer answer = get(url, {{"Authorization", "Bearer " + QByteArray(token)}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(json(answer)[u"site_id"].toString(), u"s"_s);
    QCOMPARE(get(m_stack.statsUrl(u"/health"_s)).status, 200);
}

void TestAccess::theTokenShowsNowhere()
{
    const QString processes = u"/proc/%1/cmdline"_s;
    for (const QString &name : {u"up"_s, u"server"_s})
        QVERIFY(!contentOf(processes.arg(m_stack.pid(name))).contains(token));
    const QDir logs(m_stack.dataDirectory() + u"/log"_s);
    QVERIFY(logs.exists(u"server.log"_s));
    for (const QString &name : logs.entryList(QDir::Files))
        QVERIFY2(!contentOf(logs.filePath(name)).contains(token), qPrintable(name));
}

HttpAnswer TestAccess::postEvents(int count, const QByteArray &client)
{
    return post(m_stack.ingestUrl(u"/events"_s), lines(count), "application/x-ndjson", {{"X-Forwarded-For", client}});
}

qint64 TestAccess::rateLimited()
{
    return json(get(m_stack.ingestUrl(u"/health"_s)))[u"rate_limited"].toInteger(-1);
}

void TestAccess::overTheRateIsRefused_thenAcceptedAgain()
{
    const QByteArray client = "203.0.113.1";
    const QUrl stats = m_stack.statsUrl(u"/stats?site_id=rated"_s);
    QCOMPARE(rateLimited(), 0);
    QCOMPARE(postEvents(11, client).status, 200); // a second's worth more than its bucket holds
    const HttpAnswer refused = postEvents(1, client);
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.headers.value("retry-after"), QByteArray("2"));
    QCOMPARE(json(refused)[u"message"].toString(), u"Too many events; at most 1 a second from one address"_s);
    QVERIFY(rateLimited() >= 1);

    QCOMPARE(postEvents(1, "203.0.113.2").status, 200);
    for (int i = 0; i < 3; ++i) // loopback itself
        QCOMPARE(post(m_stack.ingestUrl(u"/events"_s), lines(11), "application/x-ndjson").status, 200);
    QVERIFY(waitFor([&] { return postEvents(1, client).status == 200; }, 20s));
    const auto counted = [&] {
        return json(get(stats, {{"Authorization", "Bearer " + QByteArray(token)}}))[u"total_events"].toInteger();
    };
    QTRY_COMPARE_WITH_TIMEOUT(counted(), 11 + 1 + 33 + 1, 20'000);
}

void TestAccess::importWaitsForItsTurn()
{
    const QByteArray client = "203.0.113.3";
    Proxy proxy(m_stack.ingestPort(), client);
    QCOMPARE(postEvents(11, client).status, 200);
    QProcess import;
    import.start(m_stack.program(), {u"import"_s, u"--site"_s, u"imported"_s, u"--format"_s, u"ndjson"_s, u"--url"_s,
                                        u"http://127.0.0.1:%1"_s.arg(proxy.serverPort()), u"-"_s});
    import.write(lines(3));
    import.closeWriteChannel();
    QVERIFY(waitFor([&] { return import.state() == QProcess::NotRunning; }, 30s));
    QCOMPARE(import.readAllStandardOutput(), QByteArray("Sent 3 events, skipped 0 lines, 0 already counted\n"));
    const QByteArray said = import.readAllStandardError();
    QVERIFY2(said.contains("the server answered 429: Too many events; at most 1 a second from one address; trying again in 2 s"),
        said.constData());
}

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_access.moc"

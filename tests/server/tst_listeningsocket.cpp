#include "server/http/listeningsocket.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <unistd.h>

using namespace footfall;
using namespace footfall::server;

class TestListeningSocket : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesConnections_data();
    void takesConnections();
    void portInUseIsAnErrorThatNamesIt_data();
    void portInUseIsAnErrorThatNamesIt();
    void sharedSocketsHaveOnePort();
    void anAddressThatIsNotOursIsAnError();
    void aPortIsFreeOnceItsSocketIsClosed();
};

namespace {

// Closes its descriptor.
struct Socket {
    Result<int> fd;

    Socket(const QHostAddress &address, quint16 port, bool shared)
        : fd(listeningSocket(address, port, shared))
    {
    }
    ~Socket()
    {
        if (fd)
            close(*fd);
    }
    Q_DISABLE_COPY_MOVE(Socket)
};

}

void TestListeningSocket::takesConnections_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("shared");

    QTest::newRow("IPv4") << QStringLiteral("127.0.0.1") << false;
    QTest::newRow("IPv4, shared") << QStringLiteral("127.0.0.1") << true;
    QTest::newRow("IPv6") << QStringLiteral("::1") << false;
}

void TestListeningSocket::takesConnections()
{
    QFETCH(const QString, address);
    QFETCH(const bool, shared);
    const QHostAddress host(address);
    if (QTcpServer probe; !probe.listen(host))
        QSKIP("this machine has no such address");
    auto fd = listeningSocket(host, 0, shared);
    QVERIFY2(fd, fd ? "" : qPrintable(fd.error().message));
    QTcpServer server;
    QVERIFY(server.setSocketDescriptor(*fd));
    QVERIFY(portOf(*fd) > 0);
    QCOMPARE(server.serverPort(), portOf(*fd));
    QTcpSocket client;
    client.connectToHost(host, portOf(*fd));
    QVERIFY(server.waitForNewConnection(10000));
}

void TestListeningSocket::portInUseIsAnErrorThatNamesIt_data()
{
    QTest::addColumn<bool>("firstIsShared");
    QTest::addColumn<bool>("secondIsShared");

    QTest::newRow("neither shares it") << false << false;
    QTest::newRow("the first does not") << false << true;
    QTest::newRow("the second does not") << true << false;
}

void TestListeningSocket::portInUseIsAnErrorThatNamesIt()
{
    QFETCH(const bool, firstIsShared);
    QFETCH(const bool, secondIsShared);
    const Socket first(QHostAddress::LocalHost, 0, firstIsShared);
    QVERIFY(first.fd);
    const quint16 port = portOf(*first.fd);
    const Socket second(QHostAddress::LocalHost, port, secondIsShared);
    QVERIFY(!second.fd);
    QCOMPARE(second.fd.error().kind, Error::Kind::Unavailable);
    const QString message = second.fd.error().message;
    QVERIFY2(message.contains(QStringLiteral("127.0.0.1 port %1").arg(port)), qPrintable(message));
    QVERIFY2(message.contains(QStringLiteral("in use")), qPrintable(message));
}

void TestListeningSocket::sharedSocketsHaveOnePort()
{
    const Socket first(QHostAddress::LocalHost, 0, true);
    QVERIFY(first.fd);
    const Socket second(QHostAddress::LocalHost, portOf(*first.fd), true);
    QVERIFY2(second.fd, second.fd ? "" : qPrintable(second.fd.error().message));
    QCOMPARE(portOf(*second.fd), portOf(*first.fd));
}

void TestListeningSocket::anAddressThatIsNotOursIsAnError()
{
    const Socket socket(QHostAddress(QStringLiteral("192.0.2.1")), 0, false); // RFC 5737: nobody's
    QVERIFY(!socket.fd);
    QVERIFY(socket.fd.error().message.contains(QStringLiteral("192.0.2.1")));
}

// A server that is started again at once must get its port back.
void TestListeningSocket::aPortIsFreeOnceItsSocketIsClosed()
{
    quint16 port = 0;
    {
        const Socket first(QHostAddress::LocalHost, 0, false);
        QVERIFY(first.fd);
        port = portOf(*first.fd);
        QTcpServer server; // serves one, and closes first: its side stays in TIME_WAIT
        QVERIFY(server.setSocketDescriptor(dup(*first.fd)));
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, port);
        QVERIFY(server.waitForNewConnection(10000));
        server.nextPendingConnection()->disconnectFromHost();
        QVERIFY(client.state() == QAbstractSocket::UnconnectedState || client.waitForDisconnected(10000));
    }
    QVERIFY(Socket(QHostAddress::LocalHost, port, false).fd);
}

QTEST_GUILESS_MAIN(TestListeningSocket)

#include "tst_listeningsocket.moc"

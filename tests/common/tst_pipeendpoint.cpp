#include "common/pipeendpoint.h"

#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestPipeEndpoint : public QObject {
    Q_OBJECT

private slots:
    void whatLeavesTheMachineNeedsKeys_data()
    {
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<bool>("needsKeys");
        const auto row = [](const QString &endpoint, bool needsKeys) {
            QTest::newRow(qPrintable(endpoint)) << endpoint << needsKeys;
        };
        row(u"ipc:///run/footfall/frames"_s, false);
        row(u"tcp://127.0.0.1:5555"_s, false);
        row(u"tcp://127.255.3.4:*"_s, false);
        row(u"tcp://[::1]:5555"_s, false);
        row(u"tcp://localhost:5555"_s, false);
        row(u"tcp://0.0.0.0:5555"_s, true);
        row(u"tcp://*:5555"_s, true);
        row(u"tcp://[::]:5555"_s, true);
        row(u"tcp://192.0.2.1:5555"_s, true);
        row(u"tcp://[2001:db8::1]:5555"_s, true);
        row(u"tcp://eth0:5555"_s, true);
        row(u"tcp://worker.example.com:5555"_s, true);
        row(u"tcp://127.0.0.1.example.com:5555"_s, true);
        row(u"tcp://127.0.0.999:5555"_s, true); // a name to resolve
        row(u"tcp://localhost.example.com:5555"_s, true);
        row(u"tcp://127.0.0.1:0;192.0.2.1:5555"_s, true); // from here to there
    }

    void whatLeavesTheMachineNeedsKeys()
    {
        QFETCH(QString, endpoint);
        QFETCH(bool, needsKeys);
        QVERIFY(checkEndpoints(u"pipe"_s, {endpoint}, true));
        const auto plain = checkEndpoints(u"pipe"_s, {u"ipc:///a"_s, endpoint}, false);
        QCOMPARE(!plain, needsKeys);
        if (needsKeys) {
            for (const QString &word : {u"--pipe:"_s, endpoint, u"footfall keys"_s, u"--pipe-key"_s})
                QVERIFY2(plain.error().message.contains(word), qPrintable(plain.error().message));
        }
    }

    void whatIsNoEndpointIsRefused_data()
    {
        QTest::addColumn<QString>("endpoint");
        for (const QString &endpoint : {u""_s, u"ipc://"_s, u"tcp://"_s, u"tcp://127.0.0.1"_s, u"tcp://:5555"_s,
                 u"tcp://127.0.0.1:http"_s, u"udp://127.0.0.1:1"_s, u"inproc://zeromq.zap.01"_s, u"/run/frames"_s,
                 QString(u"ipc://"_s + QString(108, u'x'))})
            QTest::newRow(qPrintable(endpoint)) << endpoint;
    }

    void whatIsNoEndpointIsRefused()
    {
        QFETCH(QString, endpoint);
        const auto checked = checkEndpoints(u"acks"_s, {endpoint}, true);
        QVERIFY(!checked);
        QVERIFY2(checked.error().message.startsWith(u"--acks: expected"), qPrintable(checked.error().message));
    }
};

QTEST_GUILESS_MAIN(TestPipeEndpoint)
#include "tst_pipeendpoint.moc"

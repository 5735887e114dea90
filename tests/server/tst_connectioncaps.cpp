#include "server/http/connectioncaps.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

class TestConnectionCaps : public QObject {
    Q_OBJECT

    ConnectionCaps m_caps {5, 2, [](const QHostAddress &address) { return address.isLoopback(); }};

    bool admit(const QString &address) { return m_caps.admit(QHostAddress(address)); }
    void leave(const QString &address) { m_caps.leave(QHostAddress(address)); }

private Q_SLOTS:
    void cleanup() { QCOMPARE(m_caps.count(), 0); }

    void anAddressHasItsShare()
    {
        QVERIFY(admit(u"192.0.2.1"_s) && admit(u"192.0.2.1"_s));
        QVERIFY(!admit(u"192.0.2.1"_s));
        QVERIFY(admit(u"192.0.2.2"_s)); // nobody else is harmed
        leave(u"192.0.2.1"_s);
        QVERIFY(admit(u"192.0.2.1"_s));
        for (const QString &address : {u"192.0.2.1"_s, u"192.0.2.1"_s, u"192.0.2.2"_s})
            leave(address);
    }

    void v4InV6IsTheSameAddress()
    {
        QVERIFY(admit(u"192.0.2.1"_s) && admit(u"::ffff:192.0.2.1"_s));
        QVERIFY(!admit(u"192.0.2.1"_s));
        leave(u"192.0.2.1"_s);
        leave(u"::ffff:192.0.2.1"_s);
    }

    void aV6CustomerHasANetwork()
    {
        QVERIFY(admit(u"2001:db8::1"_s) && admit(u"2001:db8::ffff:2"_s));
        QVERIFY(!admit(u"2001:db8::3"_s));
        QVERIFY(admit(u"2001:db8:0:1::1"_s));
        for (const QString &address : {u"2001:db8::1"_s, u"2001:db8::1"_s, u"2001:db8:0:1::1"_s})
            leave(address);
    }

    void allHaveACapTogether_theExemptToo()
    {
        for (int i = 0; i < 5; ++i)
            QVERIFY(admit(u"127.0.0.1"_s));
        QVERIFY(!admit(u"127.0.0.1"_s));
        QVERIFY(!admit(u"192.0.2.1"_s));
        for (int i = 0; i < 5; ++i)
            leave(u"127.0.0.1"_s);
    }
};

QTEST_APPLESS_MAIN(TestConnectionCaps)
#include "tst_connectioncaps.moc"

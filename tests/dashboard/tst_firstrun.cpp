#include "dashboard/dialogs/serverdialog.h"
#include "dashboard/servers/tokenstore.h"
#include "dashboard/widgets/healthline.h"
#include "tests/dashboard/cannedserver.h"
#include "tests/support/ports.h"
#include "tests/support/stack.h"

#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using Purpose = ServerDialog::Purpose;

namespace {

// A dialog, as somebody sees it.
struct Shown {
    explicit Shown(Purpose purpose, const Server &server, TokenStore &tokens, const QList<Server> &others = {})
        : dialog(new ServerDialog(purpose, server, others, tokens))
    {
        dialog->open();
    }
    ~Shown() { delete dialog; }

    QPointer<ServerDialog> dialog;
    QSignalSpy chosen {dialog, &ServerDialog::chosen};

    void type(const QString &field, const QString &text) { dialog->findChild<QLineEdit *>(field)->setText(text); }
    QPushButton &ok() { return *dialog->findChild<QPushButton *>(u"ok"_s); }
    QString finding() { return dialog->findChild<HealthLine *>()->accessibleDescription(); }
    QString mark() { return dialog->findChild<HealthLine *>()->accessibleName(); }
};

}

// The dialog before the real services: what is typed is tried.
class TestFirstRun : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_stack.start()); }
    void connectsToARealService();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void asksForTheTokenOfAServiceThatWantsOne();
    void whatIsTypedEndsTheTryBefore();
    void aServerThatIsAwayMayBeKeptUnderItsName();
    void twoServersCannotHaveOneName();
    void isClosedWhileItTries();

private:
    Server here() const { return {{}, m_stack.statsUrl(), m_stack.ingestUrl()}; }
    Stack m_stack;
    SessionTokens m_tokens;
};

void TestFirstRun::connectsToARealService()
{
    Shown first(Purpose::FirstRun, here(), m_tokens);
    QVERIFY(!first.ok().isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(first.ok().isEnabled(), 10'000);
    QVERIFY2(first.finding().startsWith(u"Footfall "_s), qPrintable(first.finding()));
    QCOMPARE(first.mark(), u"Well"_s);
    QVERIFY(first.dialog->findChild<QLabel *>(u"whereabouts"_s)->text().contains(u"in memory"_s));
    first.ok().click();
    QTRY_COMPARE(first.chosen.count(), 1);
    const Server server = first.chosen[0][0].value<Server>();
    QCOMPARE(server.stats, m_stack.statsUrl());
    QCOMPARE(server.ingest, m_stack.ingestUrl());
    QCOMPARE(server.name, u"127.0.0.1"_s);
    QTRY_VERIFY(!first.dialog); // it has closed itself
}

void TestFirstRun::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("stats");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("nobody there") << u"http://127.0.0.1:%1"_s.arg(freePorts<1>()[0]) << u"No answer from "_s;
    QTest::newRow("the other service") << m_stack.ingestUrl().toString() << u"is Footfall's ingest service"_s;
    QTest::newRow("no address") << u"shop"_s << u"Stats service: expected an address"_s;
    QTest::newRow("another protocol") << u"ftp://127.0.0.1"_s << u"Stats service: expected an address"_s;
    QTest::newRow("nothing") << QString() << u"Stats service: expected an address"_s;
}

void TestFirstRun::saysWhatIsWrong()
{
    QFETCH(QString, stats);
    QFETCH(QString, sentence);
    Shown first(Purpose::FirstRun, here(), m_tokens);
    first.type(u"statsAddress"_s, stats);
    QTRY_VERIFY2_WITH_TIMEOUT(first.finding().contains(sentence), qPrintable(first.finding()), 10'000);
    QCOMPARE(first.mark(), u"Trouble"_s);
    QVERIFY(!first.ok().isEnabled());
    first.type(u"statsAddress"_s, m_stack.statsUrl().toString()); // and now right
    QTRY_VERIFY_WITH_TIMEOUT(first.ok().isEnabled(), 10'000);
}

void TestFirstRun::asksForTheTokenOfAServiceThatWantsOne()
{
    CannedServer service;
    service.answer(u"/health"_s, R"({"status":"ok","service":"stats","version":"1.2.3"})");
    service.answer(u"/sites"_s, R"({"error":"token"})", 401);
    Shown first(Purpose::FirstRun, {{}, service.url()}, m_tokens);
    QTRY_COMPARE(first.finding(), u"Footfall 1.2.3 is there; it needs a token."_s);
    QVERIFY(!first.ok().isEnabled());
    service.answer(u"/sites"_s, R"({"sites":[]})");
    first.type(u"token"_s, u" secret "_s); // as it was pasted
    QTRY_VERIFY(first.ok().isEnabled());
    QVERIFY(service.lastRequest().contains("Bearer secret\r\n"));
    first.ok().click();
    QTRY_COMPARE(first.chosen.count(), 1);
    QByteArray kept;
    m_tokens.read(service.url(), [&](const Result<QByteArray> &token) { kept = *token; });
    QTRY_COMPARE(kept, QByteArray("secret"));
    // And is there when the server is edited.
    Shown again(Purpose::Edit, {u"mine"_s, service.url()}, m_tokens);
    QTRY_COMPARE(again.dialog->findChild<QLineEdit *>(u"token"_s)->text(), u"secret"_s);
}

void TestFirstRun::whatIsTypedEndsTheTryBefore()
{
    CannedServer silent;
    silent.beSilent(u"/health"_s);
    Shown first(Purpose::FirstRun, {{}, silent.url()}, m_tokens);
    QTRY_COMPARE(silent.askedFor(u"/health"_s), 1);
    QCOMPARE(first.mark(), u"Not known"_s);
    first.type(u"statsAddress"_s, m_stack.statsUrl().toString());
    QTRY_VERIFY_WITH_TIMEOUT(first.ok().isEnabled(), 4'000); // before the silent one is given up
}

void TestFirstRun::aServerThatIsAwayMayBeKeptUnderItsName()
{
    const Server away {u"shop"_s, QUrl(u"http://127.0.0.1:%1"_s.arg(freePorts<1>()[0]))};
    Shown edit(Purpose::Edit, away, m_tokens);
    edit.type(u"serverName"_s, u"the shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(edit.mark(), u"Trouble"_s, 10'000);
    QVERIFY(edit.ok().isEnabled());
    edit.ok().click();
    QTRY_COMPARE(edit.chosen.count(), 1);
    QCOMPARE(edit.chosen[0][0].value<Server>(), (Server {u"the shop"_s, away.stats}));
}

void TestFirstRun::twoServersCannotHaveOneName()
{
    Shown add(Purpose::Add, here(), m_tokens, {{u"shop"_s, QUrl(u"http://shop"_s)}});
    add.type(u"serverName"_s, u"shop"_s);
    QTRY_VERIFY2(add.finding().contains(u"of this name already"_s), qPrintable(add.finding()));
    QVERIFY(!add.ok().isEnabled());
}

void TestFirstRun::isClosedWhileItTries()
{
    CannedServer silent;
    silent.beSilent(u"/health"_s);
    Shown first(Purpose::FirstRun, {{}, silent.url()}, m_tokens);
    QTRY_COMPARE(silent.askedFor(u"/health"_s), 1);
    first.dialog->reject();
    QTRY_VERIFY(!first.dialog);
    QCOMPARE(first.chosen.count(), 0);
}

QTEST_MAIN(TestFirstRun)
#include "tst_firstrun.moc"

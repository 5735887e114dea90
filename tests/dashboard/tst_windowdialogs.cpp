#include "dashboard/alerts/alertrule.h"
#include "dashboard/dialogs/serverdialog.h"
#include "dashboard/dialogs/serversdialog.h"
#include "tests/dashboard/cannedserver.h"
#include "tests/dashboard/windowfixture.h"

#include <QMessageBox>
#include <QSignalSpy>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using Kind = AlertRule::Kind;

// What the window does with its dialogs of servers and alerts.
class TestWindowDialogs : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_at->close(); }
    void theFirstStartAsksWhereAFootfallIs_data();
    void theFirstStartAsksWhereAFootfallIs();
    void anEditedServerIsConnectedToAnew();
    void anAlertIsShown();
    void alertsAreWatchedWhileTheWindowIsHidden();

private:
    Launch pipeline() const
    {
        Launch launch;
        launch.statsUrl = m_server->url();
        launch.site = u"shop"_s;
        launch.page = Page::Pipeline; // which asks for no visitors itself
        return launch;
    }
    // Offscreen there is no tray.
    bool isTold(const QString &sentence) const
    {
        const auto boxes = m_at->window().findChildren<QMessageBox *>();
        return std::any_of(boxes.begin(), boxes.end(), [&](const QMessageBox *box) { return box->isVisible() && box->text() == sentence; });
    }
    QDialog *dialog(const QString &name) const { return m_at->window().findChild<QDialog *>(name); }
    void serve(CannedServer &server, int visitors);

    std::unique_ptr<CannedServer> m_server;
    std::unique_ptr<WindowFixture> m_at;
};

void TestWindowDialogs::init()
{
    m_server = std::make_unique<CannedServer>();
    serve(*m_server, 501);
    m_at = std::make_unique<WindowFixture>();
}

void TestWindowDialogs::serve(CannedServer &server, int visitors)
{
    server.answer(u"/health"_s, R"({"status":"ok","service":"stats","version":"1.2.3"})");
    server.answer(u"/sites"_s, R"({"sites":[{"site_id":"shop","last_event_at":null,"views_today":1,"unique_users_today":1}]})");
    server.answer(u"/pipeline"_s, R"({"last_commit_at":null,"rejected_events":0,"rejected_by_database":0,"workers":[]})");
    server.answer(u"/stats/realtime"_s,
        R"({"site_id":"shop","current_visitors":)" + QByteArray::number(visitors) + R"(,"views_per_minute":[],"top_paths":[]})");
}

void TestWindowDialogs::theFirstStartAsksWhereAFootfallIs_data()
{
    QTest::addColumn<bool>("isAnswered");
    QTest::addColumn<bool>("isSaved");
    QTest::addColumn<bool>("isGiven");
    QTest::addColumn<bool>("asks");
    QTest::newRow("nobody where one usually is") << false << false << false << true;
    QTest::newRow("somebody where one usually is") << true << false << false << false;
    QTest::newRow("a saved server is away") << false << true << false << false;
    QTest::newRow("a given one is away") << false << false << true << false;
}

void TestWindowDialogs::theFirstStartAsksWhereAFootfallIs()
{
    QFETCH(bool, isAnswered);
    QFETCH(bool, isSaved);
    QFETCH(bool, isGiven);
    QFETCH(bool, asks);
    if (isSaved)
        writeServers(m_at->settings(), {{u"mine"_s, m_server->url()}});
    if (!isAnswered)
        m_server->goAway();
    Launch launch;
    launch.usualStatsUrl = m_server->url();
    launch.page = Page::Pipeline;
    if (isGiven)
        launch.statsUrl = m_server->url();
    m_at->open(launch);
    const auto dialogs = [this] { return m_at->window().findChildren<ServerDialog *>().size(); };
    QTRY_COMPARE(m_at->text(u"status"_s), isAnswered ? u"Live"_s : u"Lost"_s);
    QCOMPARE(dialogs(), asks ? 1 : 0);
    // Once.
    if (isAnswered)
        m_server->goAway();
    const auto failAgain = [this] {
        QSignalSpy failed(&m_at->feed(), &Feed::failed);
        m_at->click(u"refresh"_s);
        QTRY_VERIFY(!failed.isEmpty());
    };
    failAgain();
    QCOMPARE(dialogs(), asks ? 1 : 0);
    for (ServerDialog *dialog : m_at->window().findChildren<ServerDialog *>())
        dialog->reject();
    QTRY_COMPARE(dialogs(), 0);
    failAgain();
    QCOMPARE(dialogs(), 0);
}

void TestWindowDialogs::anEditedServerIsConnectedToAnew()
{
    const Server before {u"shop"_s, m_server->url()};
    writeServers(m_at->settings(), {before});
    m_at->settings().setValue(u"server"_s, before.name);
    m_at->open({});
    QTRY_COMPARE(m_at->feed().address().stats, before.stats);
    CannedServer other;
    serve(other, 1);
    m_at->window().editServers();
    emit static_cast<ServersDialog *>(dialog(u"serversDialog"_s))->edited(before, {u"shop"_s, other.url()});
    QTRY_COMPARE(m_at->feed().address().stats, other.url());
}

void TestWindowDialogs::anAlertIsShown()
{
    writeAlertRules(m_at->settings(), {{Kind::VisitorsAbove, 500, u"shop"_s}});
    m_at->open(pipeline());
    QTRY_VERIFY(isTold(u"shop has 501 current visitors, more than 500."_s));
}

void TestWindowDialogs::alertsAreWatchedWhileTheWindowIsHidden()
{
    m_at->open(pipeline());
    QTRY_VERIFY(m_server->askedFor(u"/pipeline"_s) > 0);
    QCOMPARE(m_server->askedFor(u"/stats/realtime"_s), 0);
    m_at->window().editAlerts();
    auto *alerts = dialog(u"alertsDialog"_s);
    QTest::mouseClick(alerts->findChild<QPushButton *>(u"add"_s), Qt::LeftButton); // current visitors above 500
    QTRY_VERIFY(isTold(u"shop has 501 current visitors, more than 500."_s));
    alerts->close();
    m_at->window().hide();
    m_server->forget();
    QTRY_VERIFY(m_server->askedFor(u"/stats/realtime"_s) > 1);
    m_at->window().setLook({u"other"_s}); // as when its site is gone
    m_server->forget();
    QTRY_VERIFY(m_server->askedFor(u"/stats/realtime"_s) > 0);
    QCOMPARE(m_server->askedFor(u"/pipeline"_s), 0);
    m_at->window().show();
    QTRY_VERIFY(m_server->askedFor(u"/pipeline"_s) > 0);
}

QTEST_MAIN(TestWindowDialogs)
#include "tst_windowdialogs.moc"

#include "dashboard/alerts/alertwatch.h"
#include "tests/dashboard/modeltest.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using Kind = AlertRule::Kind;

class TestAlerts : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { useEnglish(); }
    void init();
    void readAsPeopleSay_data();
    void readAsPeopleSay();
    void areReadBackFromSettings();
    void whatIsNoRuleIsLeftOut();
    void manyVisitorsAreToldOnce();
    void aFigureThatTremblesIsToldOnce();
    void fewVisitors();
    void onlyTheRulesSite();
    void anotherSiteStartsOver();
    void silence();
    void whoHearsNothingHearsNoSilence();
    void aSiteWithoutEventsIsNotSilent();
    void anOldQueue();
    void aServerThatIsAway();
    void whoSleepsOrStopsAskingMissesNoServer();
    void aSiteThatWasLeftIsHeardAnew();
    void whatIsNotKnownBreaksNoRule();
    void changedRulesKeepTheirState();

private:
    void visitors(qint64 count, const QString &site = u"s"_s) { m_watch->hearVisitors({site, count, {}, {}}); }
    QString told(int index) const { return m_fired->at(index)[1].toString(); }

    QDateTime m_now;
    std::unique_ptr<AlertWatch> m_watch;
    std::unique_ptr<QSignalSpy> m_fired;
};

void TestAlerts::init()
{
    m_now = QDateTime(QDate(2025, 11, 15), QTime(10, 0), Qt::UTC);
    m_watch = std::make_unique<AlertWatch>([this] { return m_now; });
    m_watch->setSite(u"s"_s);
    m_fired = std::make_unique<QSignalSpy>(m_watch.get(), &AlertWatch::fired);
}

void TestAlerts::readAsPeopleSay_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("words");
    QTest::newRow("above") << u"visitors_above 1500"_s << u"Current visitors above 1,500"_s;
    QTest::newRow("above, a site") << u"visitors_above 5 my shop"_s << u"Current visitors of my shop above 5"_s;
    QTest::newRow("below") << u"visitors_below 5"_s << u"Current visitors below 5"_s;
    QTest::newRow("silence") << u"no_event 10"_s << u"No event for 10 min"_s;
    QTest::newRow("silence, a site") << u"no_event 10 shop"_s << u"No event on shop for 10 min"_s;
    QTest::newRow("queue") << u"queue_older 60"_s << u"An event waits for more than 60 s"_s;
    QTest::newRow("away") << u"unreachable 30"_s << u"No answer from the server for 30 s"_s;
}

void TestAlerts::readAsPeopleSay()
{
    QFETCH(QString, rule);
    QTEST(text(*alertRuleFrom(rule)), "words");
    QCOMPARE(toText(*alertRuleFrom(rule)), rule);
}

void TestAlerts::areReadBackFromSettings()
{
    QTemporaryDir directory;
    const QList<AlertRule> rules {{Kind::VisitorsAbove, 500, u"a, \"b\" \u05D0"_s}, {Kind::NoEvent, 10}, {Kind::Unreachable, 0}};
    {
        QSettings settings(directory.filePath(u"s.ini"_s), QSettings::IniFormat);
        QVERIFY(readAlertRules(settings).isEmpty());
        writeAlertRules(settings, rules);
    }
    QSettings settings(directory.filePath(u"s.ini"_s), QSettings::IniFormat);
    QCOMPARE(readAlertRules(settings), rules);
}

void TestAlerts::whatIsNoRuleIsLeftOut()
{
    for (const char *text : {"", "visitors_above", "visitors_above many", "visitors_above -1", "bounce 5", "visitors_above  5"})
        QVERIFY2(!alertRuleFrom(QString::fromLatin1(text)), text);
}

void TestAlerts::manyVisitorsAreToldOnce()
{
    m_watch->setRules({{Kind::VisitorsAbove, 500}});
    QCOMPARE(m_watch->watchedSites(), QStringList {u"s"_s});
    visitors(500);
    QCOMPARE(m_fired->size(), 0);
    visitors(501);
    visitors(900);
    m_watch->check();
    QCOMPARE(m_fired->size(), 1);
    QCOMPARE(told(0), u"s has 501 current visitors, more than 500."_s);
    visitors(10);
    visitors(1501);
    QCOMPARE(m_fired->size(), 2);
    QCOMPARE(told(1), u"s has 1,501 current visitors, more than 500."_s);
}

void TestAlerts::aFigureThatTremblesIsToldOnce()
{
    m_watch->setRules({{Kind::VisitorsAbove, 500}});
    for (const qint64 count : {501, 499, 502, 451, 503})
        visitors(count);
    QCOMPARE(m_fired->size(), 1);
    visitors(450); // a tenth below
    visitors(501);
    QCOMPARE(m_fired->size(), 2);
}

void TestAlerts::fewVisitors()
{
    m_watch->setRules({{Kind::VisitorsBelow, 10}});
    for (const qint64 count : {10, 9, 10, 9})
        visitors(count);
    QCOMPARE(m_fired->size(), 1);
    QCOMPARE(told(0), u"s has 9 current visitors, fewer than 10."_s);
    visitors(11);
    visitors(0);
    QCOMPARE(m_fired->size(), 2);

    m_watch->setRules({{Kind::VisitorsBelow, 1}});
    for (const qint64 count : {0, 1, 0}) // one is well again: there is no smaller margin
        visitors(count);
    QCOMPARE(m_fired->size(), 4);
}

void TestAlerts::onlyTheRulesSite()
{
    m_watch->setRules({{Kind::VisitorsAbove, 5, u"shop"_s}, {Kind::VisitorsBelow, 1, u"shop"_s}, {Kind::NoEvent, 1, u"blog"_s}});
    QCOMPARE(m_watch->watchedSites(), QStringList {u"shop"_s});
    visitors(100);
    QCOMPARE(m_fired->size(), 0);
    visitors(100, u"shop"_s);
    QCOMPARE(m_fired->size(), 1);
}

void TestAlerts::anotherSiteStartsOver()
{
    m_watch->setRules({{Kind::VisitorsAbove, 5}});
    visitors(100);
    m_watch->setSite(u"shop"_s);
    m_watch->check();
    visitors(100, u"shop"_s);
    QCOMPARE(m_fired->size(), 2);
    QVERIFY(told(1).startsWith(u"shop has"));
}

void TestAlerts::silence()
{
    m_watch->setRules({{Kind::NoEvent, 10}});
    const QList<Site> sites {{u"s"_s, m_now.addSecs(-599), 0, 0}, {u"t"_s, m_now.addDays(-1), 0, 0}};
    m_watch->hearSites(sites);
    QCOMPARE(m_fired->size(), 0);
    m_now = m_now.addSecs(1);
    m_watch->hearSites(sites);
    m_watch->hearSites(sites);
    QCOMPARE(m_fired->size(), 1);
    QCOMPARE(told(0), u"No event has come in on s for 10 min 0 s."_s);
    m_watch->hearSites({{u"s"_s, m_now, 0, 0}});
    const QDateTime last = m_now;
    m_now = m_now.addSecs(600);
    m_watch->hearSites({{u"s"_s, last, 0, 0}});
    QCOMPARE(m_fired->size(), 2);
}

// Paused, or asleep, or between two answers.
void TestAlerts::whoHearsNothingHearsNoSilence()
{
    m_watch->setRules({{Kind::NoEvent, 10}});
    m_watch->hearSites({{u"s"_s, m_now.addSecs(-595), 0, 0}});
    m_now = m_now.addSecs(8 * 3600);
    m_watch->check();
    m_watch->hearAgain();
    m_watch->hearSites({{u"s"_s, m_now.addSecs(-1), 0, 0}});
    QCOMPARE(m_fired->size(), 0);
}

void TestAlerts::aSiteWithoutEventsIsNotSilent()
{
    m_watch->setRules({{Kind::NoEvent, 10}});
    m_watch->hearSites({{u"s"_s, {}, 0, 0}});
    m_now = m_now.addDays(1);
    m_watch->check();
    QCOMPARE(m_fired->size(), 0);
}

void TestAlerts::anOldQueue()
{
    m_watch->setRules({{Kind::QueueOlder, 60}});
    m_watch->hearQueue({5000, 60});
    QCOMPARE(m_fired->size(), 0);
    m_watch->hearQueue({5000, 61});
    m_watch->hearQueue({6000, 62});
    QCOMPARE(m_fired->size(), 1);
    QCOMPARE(told(0), u"The numbers are 1 min 1 s behind: 5,000 events wait."_s);
    m_watch->hearQueue({0, 0});
    m_watch->hearQueue({1, 100});
    QCOMPARE(m_fired->size(), 2);
}

void TestAlerts::aServerThatIsAway()
{
    m_watch->setRules({{Kind::Unreachable, 30}});
    m_watch->hearNothing();
    m_now = m_now.addSecs(29);
    m_watch->hearNothing();
    QCOMPARE(m_fired->size(), 0);
    m_now = m_now.addSecs(1);
    m_watch->check();
    QCOMPARE(m_fired->size(), 1);
    QCOMPARE(told(0), u"The server has given no answer for 30 s."_s);
    m_watch->hearAgain();
    m_watch->hearNothing();
    m_now = m_now.addSecs(30);
    m_watch->check();
    QCOMPARE(m_fired->size(), 2);
}

void TestAlerts::whoSleepsOrStopsAskingMissesNoServer()
{
    m_watch->setRules({{Kind::Unreachable, 30}});
    m_watch->hearNothing();
    m_now = m_now.addSecs(8 * 3600);
    m_watch->check();
    m_watch->hearNothing();
    m_now = m_now.addSecs(29);
    m_watch->check();
    m_watch->stopHearing();
    m_now = m_now.addSecs(29);
    m_watch->check();
    QCOMPARE(m_fired->size(), 0);
    m_watch->hearNothing();
    m_now = m_now.addSecs(30);
    m_watch->check();
    QCOMPARE(m_fired->size(), 1);
}

void TestAlerts::aSiteThatWasLeftIsHeardAnew()
{
    m_watch->setRules({{Kind::VisitorsAbove, 5}});
    visitors(100);
    m_watch->setSite(u"shop"_s);
    m_watch->setSite(u"s"_s);
    m_watch->check(); // the 100 were there some time ago
    visitors(1);
    QCOMPARE(m_fired->size(), 1);
}

void TestAlerts::whatIsNotKnownBreaksNoRule()
{
    m_watch->setRules({{Kind::VisitorsBelow, 10}, {Kind::NoEvent, 1}, {Kind::QueueOlder, 1}, {Kind::VisitorsAbove, 0}});
    m_watch->check();
    m_watch->hearSites({{u"s"_s, m_now, 0, 0}});
    m_watch->hearNothing();
    m_now = m_now.addSecs(3600); // an hour without an answer is no hour without an event
    m_watch->check();
    QCOMPARE(m_fired->size(), 0);
    m_watch->startOver();
    m_watch->check();
    QCOMPARE(m_fired->size(), 0);
}

void TestAlerts::changedRulesKeepTheirState()
{
    m_watch->setRules({{Kind::VisitorsAbove, 5}});
    visitors(100);
    m_watch->setRules({{Kind::VisitorsAbove, 50}, {Kind::VisitorsAbove, 5}});
    m_watch->check();
    QCOMPARE(m_fired->size(), 2); // the new one alone
    m_watch->setRules({});
    QVERIFY(m_watch->watchedSites().isEmpty());
    visitors(1000);
    QCOMPARE(m_fired->size(), 2);
}

QTEST_GUILESS_MAIN(TestAlerts)
#include "tst_alerts.moc"

#include "dashboard/alerts/alerting.h"
#include "tests/dashboard/cannedserver.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using Kind = AlertRule::Kind;

namespace {

const QDateTime now(QDate(2025, 11, 15), QTime(10, 0), Qt::UTC);

QByteArray realtime(const QByteArray &site, int visitors)
{
    return R"({"site_id":")" + site + R"(","current_visitors":)" + QByteArray::number(visitors)
        + R"(,"views_per_minute":[],"top_paths":[]})";
}

}

// Rules from the settings, figures by HTTP, and what is told.
class TestAlerting : public QObject {
    Q_OBJECT
private slots:
    void init();
    void aRuleFiresWhateverIsVisible();
    void aRuleOfAnySiteFollowsTheOneThatIsLookedAt();
    void withoutRulesNothingMoreIsAsked();
    void aSilentServerFires();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<CannedServer> m_service;
    std::unique_ptr<Feed> m_feed;
    QDateTime m_now;
};

void TestAlerting::init()
{
    m_now = now;
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings"_s), QSettings::IniFormat);
    m_feed.reset();
    m_service = std::make_unique<CannedServer>();
    m_service->answer(u"/sites"_s, R"({"sites":[]})");
    m_feed = std::make_unique<Feed>([this] { return m_now; });
    m_feed->connectTo({m_service->url()});
    m_feed->setScene({Page::None, Look {u"blog"_s}});
}

void TestAlerting::aRuleFiresWhateverIsVisible()
{
    writeAlertRules(*m_settings, {{Kind::VisitorsAbove, 500, u"shop"_s}});
    m_service->answer(u"/stats/realtime"_s, realtime("shop", 501));
    Alerting alerting(*m_feed, *m_settings, [this] { return m_now; });
    QSignalSpy fired(&alerting, &Alerting::fired);
    m_feed->start();
    QTRY_COMPARE(fired.count(), 1);
    QCOMPARE(fired[0][0].toString(), u"shop has 501 current visitors, more than 500."_s);
}

void TestAlerting::aRuleOfAnySiteFollowsTheOneThatIsLookedAt()
{
    writeAlertRules(*m_settings, {{Kind::VisitorsBelow, 5}});
    m_service->answer(u"/stats/realtime"_s, realtime("blog", 3));
    Alerting alerting(*m_feed, *m_settings, [this] { return m_now; });
    QSignalSpy fired(&alerting, &Alerting::fired);
    alerting.setSite(u"blog"_s);
    m_feed->start();
    QTRY_COMPARE(fired.count(), 1);
    m_service->answer(u"/stats/realtime"_s, realtime("docs", 2));
    m_feed->setScene({Page::None, Look {u"docs"_s}});
    alerting.setSite(u"docs"_s);
    QTRY_COMPARE(fired.count(), 2);
    QVERIFY(fired[1][0].toString().startsWith(u"docs "_s));
}

void TestAlerting::withoutRulesNothingMoreIsAsked()
{
    Alerting alerting(*m_feed, *m_settings, [this] { return m_now; });
    alerting.setSite(u"blog"_s);
    QVERIFY(!alerting.hasRules());
    m_feed->start();
    QSignalSpy polled(m_feed.get(), &Feed::polled);
    QTRY_VERIFY(!polled.isEmpty());
    QCOMPARE(m_service->askedFor(u"/stats/realtime"_s), 0);
    alerting.setRules({{Kind::VisitorsAbove, 1}}); // as the dialog does
    QTRY_VERIFY(m_service->askedFor(u"/stats/realtime"_s) > 0);
}

void TestAlerting::aSilentServerFires()
{
    writeAlertRules(*m_settings, {{Kind::Unreachable, 20}});
    Alerting alerting(*m_feed, *m_settings, [this] { return m_now; });
    QSignalSpy fired(&alerting, &Alerting::fired);
    QSignalSpy failed(m_feed.get(), &Feed::failed);
    m_service->goAway();
    m_feed->start();
    QTRY_VERIFY(!failed.isEmpty());
    m_now = m_now.addSecs(21);
    QTRY_COMPARE(fired.count(), 1);
}

QTEST_MAIN(TestAlerting)
#include "tst_alerting.moc"

#include "dashboard/poll/polling.h"
#include "tests/dashboard/cannedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray sites = R"({"sites":[{"site_id":"s","last_event_at":null,"views_today":1,"unique_users_today":1}]})";
const QByteArray pipeline = R"({"last_commit_at":null,"rejected_events":0,"rejected_by_database":0,"workers":[]})";
const QByteArray rows = R"({"site_id":"s","from":"2025-01-01","to":"2025-01-01","tz":"UTC","dimension":"path","total_rows":0,"rows":[]})";

Question rare(Question question)
{
    question.everyRounds = 3;
    return question;
}

}

class TestPolling : public QObject {
    Q_OBJECT
private slots:
    void init();
    void asksNothingBeforeStart();
    void asksEachAsOftenAsItWants();
    void tellsWhatHasChangedOnly();
    void restartTellsAllAgain();
    void updateAsksWhatIsNew();
    void refreshAsksAllAndCancelsWhatIsPending();
    void nothingOldArrivesAfterARestart();
    void whoHearsMayAskForSomethingElse();
    void neverTwoPollsAtOnce();
    void aFailureIsToldWithItsNextTry();
    void aWishToWaitIsHeeded();
    void recoversByItself();
    void afterASleepAllIsAsked();
    void aSideQuestionMayBeRefused();
    void anotherServiceStartsOver();
    void stopStops();

private:
    std::unique_ptr<CannedServer> m_server;
    std::unique_ptr<StatsClient> m_client;
    std::unique_ptr<Polling> m_polling;
    QList<Question> m_questions;
};

void TestPolling::init()
{
    m_polling.reset();
    m_server = std::make_unique<CannedServer>();
    m_client = std::make_unique<StatsClient>(m_server->url());
    m_polling = std::make_unique<Polling>(*m_client, [this](const QDateTime &) { return m_questions; }, systemClock(), 100ms);
    m_questions = {sitesQuestion(), pipelineQuestion()};
    m_server->answer(u"/sites"_s, sites, 200, "ETag: \"s1\"\r\n");
    m_server->answer(u"/pipeline"_s, pipeline, 200, "ETag: \"p1\"\r\n");
}

void TestPolling::asksNothingBeforeStart()
{
    m_polling->refresh();
    m_polling->restart();
    m_polling->update();
    QCoreApplication::processEvents();
    QVERIFY(m_server->asked().isEmpty());
    QVERIFY(!m_polling->nextTry() && !m_polling->heardAt());
}

void TestPolling::asksEachAsOftenAsItWants()
{
    m_questions = {rare(sitesQuestion()), pipelineQuestion()};
    QSignalSpy polled(m_polling.get(), &Polling::polled);
    m_polling->start();
    QTRY_COMPARE(polled.size(), 4);
    QCOMPARE(m_server->asked(),
        (QStringList {u"/sites"_s, u"/pipeline"_s, u"/pipeline"_s, u"/pipeline"_s, u"/sites"_s, u"/pipeline"_s}));
    QVERIFY(m_polling->heardAt() && !m_polling->failure());
}

void TestPolling::tellsWhatHasChangedOnly()
{
    QSignalSpy heard(m_polling.get(), &Polling::heard);
    QSignalSpy polled(m_polling.get(), &Polling::polled);
    m_polling->start();
    QTRY_COMPARE(polled.size(), 1);
    QCOMPARE(heard.size(), 2);
    m_server->answer(u"/sites"_s, {}, 304);
    m_server->answer(u"/pipeline"_s, {}, 304);
    QTRY_COMPARE(polled.size(), 2);
    QCOMPARE(heard.size(), 3);
    QCOMPARE(heard[2][0].value<Question>().path, u"/sites"_s); // always: when they were right matters
    m_server->answer(u"/pipeline"_s, pipeline, 200, "ETag: \"p2\"\r\n");
    QTRY_COMPARE(polled.size(), 3);
    QCOMPARE(heard.size(), 5);
}

void TestPolling::restartTellsAllAgain()
{
    QSignalSpy heard(m_polling.get(), &Polling::heard);
    m_polling->start();
    QTRY_COMPARE(heard.size(), 2);
    m_server->answer(u"/sites"_s, {}, 304);
    m_server->answer(u"/pipeline"_s, {}, 304);
    m_polling->restart();
    QTRY_COMPARE(heard.size(), 4);
}

void TestPolling::updateAsksWhatIsNew()
{
    m_questions = {rare(sitesQuestion())};
    QSignalSpy polled(m_polling.get(), &Polling::polled);
    m_polling->start();
    QTRY_COMPARE(polled.size(), 1);
    m_questions += pipelineQuestion();
    m_polling->update();
    QTRY_COMPARE(polled.size(), 2);
    QCOMPARE(m_server->asked(), (QStringList {u"/sites"_s, u"/pipeline"_s}));
}

void TestPolling::refreshAsksAllAndCancelsWhatIsPending()
{
    m_questions = {rare(sitesQuestion()), pipelineQuestion()};
    QSignalSpy polled(m_polling.get(), &Polling::polled);
    m_polling->start();
    QTRY_COMPARE(polled.size(), 1);
    m_server->beSilent(u"/pipeline"_s);
    QTRY_COMPARE(m_server->askedFor(u"/pipeline"_s), 2);
    QVERIFY(!m_polling->nextTry());
    m_server->answer(u"/pipeline"_s, pipeline);
    m_polling->refresh();
    QTRY_COMPARE(polled.size(), 2);
    QCOMPARE(m_server->askedFor(u"/sites"_s), 2);
}

void TestPolling::nothingOldArrivesAfterARestart()
{
    m_questions = {realtimeQuestion(u"old"_s, 1)};
    m_server->answer(u"/stats/realtime"_s, R"({"site_id":"old","current_visitors":1,"views_per_minute":[],"top_paths":[]})");
    QSignalSpy heard(m_polling.get(), &Polling::heard);
    m_polling->start();
    QSignalSpy requested(m_server.get(), &CannedServer::requested);
    QVERIFY(requested.wait()); // its answer is on the way
    m_questions = {sitesQuestion()};
    m_polling->restart();
    QTRY_COMPARE(heard.size(), 1);
    QCOMPARE(heard[0][0].value<Question>().path, u"/sites"_s);
}

void TestPolling::whoHearsMayAskForSomethingElse()
{
    m_questions = {sitesQuestion()};
    connect(m_polling.get(), &Polling::heard, this, [this](const Question &question) {
        if (question.topic != Question::Topic::Sites || m_questions.first().topic != Question::Topic::Sites)
            return;
        m_questions = {pipelineQuestion()};
        m_polling->restart();
    });
    QSignalSpy heard(m_polling.get(), &Polling::heard);
    QSignalSpy polled(m_polling.get(), &Polling::polled);
    m_polling->start();
    QTRY_COMPARE(polled.size(), 1);
    QCOMPARE(heard.last()[0].value<Question>().path, u"/pipeline"_s);
}

void TestPolling::neverTwoPollsAtOnce()
{
    m_server->beSilent(u"/pipeline"_s);
    m_polling->start();
    QTRY_COMPARE(m_server->askedFor(u"/pipeline"_s), 1);
    QTest::qWait(300); // there is no condition for what must not happen
    QCOMPARE(m_server->askedFor(u"/sites"_s), 1);
    QCOMPARE(m_server->askedFor(u"/pipeline"_s), 1);
}

void TestPolling::aFailureIsToldWithItsNextTry()
{
    m_server->goAway();
    QSignalSpy failed(m_polling.get(), &Polling::failed);
    m_polling->start();
    QTRY_COMPARE(failed.size(), 1); // once, though two were asked
    const qint64 wait = QDateTime::currentDateTimeUtc().msecsTo(*m_polling->nextTry());
    QVERIFY2(wait > 0 && wait <= 1000, qPrintable(QString::number(wait)));
    QTRY_COMPARE(failed.size(), 2);
    const qint64 longerWait = QDateTime::currentDateTimeUtc().msecsTo(*m_polling->nextTry());
    QVERIFY2(longerWait > 1000 && longerWait <= 2000, qPrintable(QString::number(longerWait)));
    QCOMPARE(m_polling->failure()->kind, Failure::Kind::Unreachable);
}

void TestPolling::aWishToWaitIsHeeded()
{
    m_server->answer(u"/sites"_s, R"({"status":"error","message":"away"})", 503, "Retry-After: 20\r\n");
    QSignalSpy failed(m_polling.get(), &Polling::failed);
    m_polling->start();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(QDateTime::currentDateTimeUtc().msecsTo(*m_polling->nextTry()) > 15'000);
}

void TestPolling::recoversByItself()
{
    QSignalSpy heard(m_polling.get(), &Polling::heard);
    QSignalSpy failed(m_polling.get(), &Polling::failed);
    QSignalSpy polled(m_polling.get(), &Polling::polled);
    m_questions = {rare(pipelineQuestion())};
    m_polling->start();
    QTRY_COMPARE(heard.size(), 1);
    m_server->goAway();
    QTRY_COMPARE(failed.size(), 1);
    polled.clear();
    m_server->answer(u"/pipeline"_s, {}, 304);
    m_server->comeBack();
    QTRY_COMPARE(polled.size(), 1);
    QVERIFY(!m_polling->failure());
    QCOMPARE(heard.size(), 2); // all of it again, changed or not
}

void TestPolling::afterASleepAllIsAsked()
{
    QDateTime now = QDateTime::currentDateTimeUtc();
    m_polling = std::make_unique<Polling>(*m_client, [this](const QDateTime &) { return m_questions; }, [&] { return now; }, 100ms);
    m_questions = {rare(sitesQuestion()), pipelineQuestion()};
    QSignalSpy polled(m_polling.get(), &Polling::polled);
    m_polling->start();
    QTRY_COMPARE(polled.size(), 1);
    now = now.addSecs(8 * 3600);
    QTRY_COMPARE(polled.size(), 2);
    QCOMPARE(m_server->askedFor(u"/sites"_s), 2);
}

void TestPolling::aSideQuestionMayBeRefused()
{
    const Look look {u"s"_s, *rangeNamed(u"2025-01-01..2025-01-01"_s)};
    m_questions += breakdownQuestion(look, u"path"_s, {});
    m_server->answer(u"/stats/breakdown"_s, R"({"status":"error","message":"dimension: not counted"})", 400);
    QSignalSpy refused(m_polling.get(), &Polling::refused);
    QSignalSpy failed(m_polling.get(), &Polling::failed);
    QSignalSpy polled(m_polling.get(), &Polling::polled);
    m_polling->start();
    QTRY_COMPARE(polled.size(), 2);
    QCOMPARE(refused.size(), 1);
    QCOMPARE(refused[0][1].value<Failure>().reason, u"dimension: not counted (400)"_s);
    QCOMPARE(m_server->askedFor(u"/stats/breakdown"_s), 1); // not each second
    QCOMPARE(failed.size(), 0);
    m_server->answer(u"/stats/breakdown"_s, rows);
    QSignalSpy heard(m_polling.get(), &Polling::heard);
    m_polling->refresh();
    QTRY_VERIFY(std::any_of(heard.begin(), heard.end(),
        [](const QVariantList &one) { return one[0].value<Question>().topic == Question::Topic::Breakdown; }));
    m_server->answer(u"/stats/breakdown"_s, R"({"status":"error","message":"away"})", 503);
    QTRY_COMPARE(failed.size(), 1);
}

void TestPolling::anotherServiceStartsOver()
{
    QSignalSpy polled(m_polling.get(), &Polling::polled);
    m_polling->start();
    QTRY_COMPARE(polled.size(), 1);
    CannedServer other;
    other.beSilent(u"/sites"_s);
    other.beSilent(u"/pipeline"_s);
    m_client->setServer(other.url(), {});
    m_polling->startOver();
    QVERIFY(!m_polling->heardAt());
    QTRY_COMPARE(other.asked().size(), 2);
    QCOMPARE(polled.size(), 1);
}

void TestPolling::stopStops()
{
    m_questions = {sitesQuestion()};
    m_server->answer(u"/sites"_s, R"({"sites":[]})");
    QSignalSpy heard(m_polling.get(), &Polling::heard);
    m_polling->start();
    QSignalSpy requested(m_server.get(), &CannedServer::requested);
    QVERIFY(requested.wait()); // its answer is on the way
    m_polling->stop();
    QVERIFY(!m_polling->nextTry());
    m_server->answer(u"/sites"_s, sites);
    m_polling->start();
    QTRY_COMPARE(heard.size(), 1); // of the second start, not of the first
    QCOMPARE(std::get<QList<Site>>(heard[0][1].value<Figures>()).size(), 1);
}

QTEST_GUILESS_MAIN(TestPolling)
#include "tst_polling.moc"

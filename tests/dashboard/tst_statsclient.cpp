#include "dashboard/client/statsclient.h"
#include "tests/dashboard/cannedserver.h"

#include <QRegularExpression>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;

namespace {

const QDateTime now(QDate(2025, 12, 1), QTime(12, 0), Qt::UTC);
const Look look {u"s"_s, *rangeNamed(u"2025-11-01..2025-11-07"_s)};
const QByteArray range = R"("site_id":"s","from":"2025-11-01","to":"2025-11-07","tz":"UTC")";
const QByteArray stats
    = "{" + range + R"(,"total_views":4,"unique_users":3,"total_events":5,"bots":0,"top_paths":[]})";
const QByteArray series = "{" + range + R"(,"interval":"day","points":[]})";
const QByteArray rows = "{" + range + R"(,"dimension":"path","total_rows":0,"rows":[]})";

}

Q_DECLARE_METATYPE(footfall::dashboard::Question)

class TestStatsClient : public QObject {
    Q_OBJECT
private slots:
    void init();
    void asksWhatTheContractSays();
    void keepsThePathOfTheBase();
    void givesTheFigures();
    void refusesAnAnswerForAnother();
    void failures_data();
    void failures();
    void nobodyThere();
    void silenceEnds();
    void anEndlessAnswerEnds();
    void cancelledIsForgotten();
    void cancellingWhatIsFailingIsQuiet();
    void sendsItsToken();
    void keepsItsTokenToItself();
    void saysThatAToken_isNeeded_orIsWrong();
    void asksEveryQuestion_data();
    void asksEveryQuestion();
    void whatHasNotChangedIsNotReadAgain();
    void onlyItsOwnTagIsSent();
    void anUnaskedNotModifiedIsNoAnswer();
    void refusesFiguresOfAnother_data();
    void refusesFiguresOfAnother();
    void aDegradedQueueIsAnAnswer();
    void anotherServerKnowsNothingOfTheLast();

private:
    Answer<Heard> hear(const Question &question);
    Answer<Stats> ask(const QString &site = u"s"_s);

    std::unique_ptr<CannedServer> m_server;
    std::unique_ptr<StatsClient> m_client;
};

void TestStatsClient::init()
{
    m_server = std::make_unique<CannedServer>();
    m_client = std::make_unique<StatsClient>(m_server->url(), Fetch::Limits {500ms, 64 * 1024});
}

Answer<Stats> TestStatsClient::ask(const QString &site)
{
    Look asked = look;
    asked.site = site;
    return hear(statsQuestion(asked)).map([](const Heard &heard) { return std::get<Stats>(heard.figures); });
}

void TestStatsClient::asksWhatTheContractSays()
{
    m_server->answer(u"/stats"_s, stats);
    (void)ask(u"a+b &?#%41\u00E9"_s);
    QCOMPARE(m_server->asked(),
        QStringList {u"/stats?site_id=a%2Bb%20%26%3F%23%2541%C3%A9&from=2025-11-01&to=2025-11-07&tz=UTC&limit=1"_s});
}

void TestStatsClient::keepsThePathOfTheBase()
{
    QCOMPARE(endpoint(QUrl(u"http://h/analytics/"_s), u"/stats"_s), QUrl(u"http://h/analytics/stats"_s));
    QCOMPARE(endpoint(QUrl(u"http://h"_s), u"/stats"_s), QUrl(u"http://h/stats"_s));
}

void TestStatsClient::givesTheFigures()
{
    m_server->answer(u"/stats"_s, stats);
    const Answer<Stats> answer = ask();
    QVERIFY(answer);
    QCOMPARE(answer->views, 4);
}

void TestStatsClient::refusesAnAnswerForAnother()
{
    m_server->answer(u"/stats"_s, stats);
    QCOMPARE(ask(u"other"_s).error().kind, Kind::Malformed);
}

void TestStatsClient::failures_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<Failure>("failure");
    QTest::newRow("PostgreSQL away") << 503 << QByteArray(R"({"status":"error","message":"PostgreSQL is away"})")
                                     << QByteArray("Retry-After: 5\r\n")
                                     << Failure {Kind::Refused, u"PostgreSQL is away (503)"_s, 5};
    QTest::newRow("bad request") << 400 << QByteArray(R"({"status":"error","message":"limit: 1 to 1000"})")
                                 << QByteArray() << Failure {Kind::Refused, u"limit: 1 to 1000 (400)"_s, {}};
    QTest::newRow("a proxy's page") << 502 << QByteArray("<html>") << QByteArray()
                                    << Failure {Kind::Refused, u"HTTP status 502"_s, {}};
    QTest::newRow("a Retry-After that is a date")
        << 503 << QByteArray("{}") << QByteArray("Retry-After: Fri, 21 Nov 2025 12:00:00 GMT\r\n")
        << Failure {Kind::Refused, u"HTTP status 503"_s, {}};
    QTest::newRow("not JSON") << 200 << QByteArray("<html>") << QByteArray()
                              << Failure {Kind::Malformed, u"not JSON (illegal value at byte 1)"_s, {}};
    QTest::newRow("a field missing") << 200 << QByteArray("{" + range + "}") << QByteArray()
                                     << Failure {Kind::Malformed, u"total_views: missing"_s, {}};
    QTest::newRow("placeholders") << 400 << QByteArray(R"({"status":"error","message":"50%1 %2 off"})") << QByteArray()
                                  << Failure {Kind::Refused, u"50%1 %2 off (400)"_s, {}};
    QTest::newRow("not for a line of text") << 500 << R"({"status":"error","message":"a\nb\u202E)" + QByteArray(20'000, 'x') + R"("})"
                                            << QByteArray()
                                            << Failure {Kind::Refused, u"a\\u000Ab\\u202E"_s + QString(296, u'x') + u"\u2026 (500)"_s, {}};
}

void TestStatsClient::failures()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, headers);
    QFETCH(Failure, failure);
    m_server->answer(u"/stats"_s, body, status, headers);
    const Answer<Stats> answer = ask();
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, failure.kind);
    QCOMPARE(answer.error().reason, failure.reason);
    QCOMPARE(answer.error().retryAfter, failure.retryAfter);
}

void TestStatsClient::nobodyThere()
{
    m_server->goAway();
    const Failure failure = ask().error();
    QCOMPARE(failure.kind, Kind::Unreachable);
    QCOMPARE(failure.reason, u"Connection refused"_s);
}

void TestStatsClient::silenceEnds()
{
    m_server->beSilent(u"/stats"_s);
    const Failure failure = ask().error();
    QCOMPARE(failure.kind, Kind::Unreachable);
    QCOMPARE(failure.reason, u"no answer within 0.5 s"_s);
}

void TestStatsClient::anEndlessAnswerEnds()
{
    m_server->answer(u"/stats"_s, QByteArray(1024 * 1024, ' '));
    QCOMPARE(ask().error().kind, Kind::Malformed);
}

void TestStatsClient::cancelledIsForgotten()
{
    m_server->answer(u"/stats"_s, stats);
    bool isAnswered = false;
    m_client->ask(statsQuestion(look), [&](const Answer<Heard> &) { isAnswered = true; });
    m_client->cancel();
    QVERIFY(ask()); // a later one, on the same connections, is answered
    QVERIFY(!isAnswered);
}

void TestStatsClient::cancellingWhatIsFailingIsQuiet()
{
    m_server->goAway();
    QTest::failOnWarning(QRegularExpression(u"."_s));
    for (int round = 0; round < 50; ++round) {
        int failures = 0;
        for (int i = 0; i < 6; ++i) { // as many as Qt sends at once: they fail together
            m_client->ask(statsQuestion(look), [&](const Answer<Heard> &) {
                ++failures;
                m_client->cancel();
            });
        }
        QVERIFY(QTest::qWaitFor([&] { return failures > 0; }, 10000));
        QCoreApplication::processEvents(); // what is on its way to those that were cancelled
        QCOMPARE(failures, 1);
    }
}

void TestStatsClient::sendsItsToken()
{
    m_server->answer(u"/stats"_s, stats);
    QVERIFY(ask());
    QVERIFY(!m_server->lastRequest().toLower().contains("authorization"));
    m_client = std::make_unique<StatsClient>(m_server->url(), Fetch::Limits {}, "0123456789abcdef");
    QVERIFY(ask());
    QVERIFY(m_server->lastRequest().toLower().contains("authorization: bearer 0123456789abcdef\r\n"));
}

void TestStatsClient::keepsItsTokenToItself()
{
    CannedServer stranger;
    stranger.answer(u"/stats"_s, stats);
    const QByteArray elsewhere = stranger.url().toString().toLatin1() + "/stats";
    m_server->answer(u"/stats"_s, "{}", 302, "Location: " + elsewhere + "\r\n");
    QVERIFY(ask()); // a client without a token follows
    QCOMPARE(stranger.askedFor(u"/stats"_s), 1);
    m_client = std::make_unique<StatsClient>(m_server->url(), Fetch::Limits {}, "0123456789abcdef");
    QVERIFY(!ask());
    QCOMPARE(stranger.askedFor(u"/stats"_s), 1);
}

void TestStatsClient::saysThatAToken_isNeeded_orIsWrong()
{
    m_server->answer(u"/stats"_s, R"({"status":"error","message":"Authorization: ..."})", 401,
        "WWW-Authenticate: Bearer realm=\"footfall\"\r\n");
    QCOMPARE(ask().error().reason, u"it needs a token (401)"_s);
    m_client = std::make_unique<StatsClient>(m_server->url(), Fetch::Limits {}, "0123456789abcdef");
    const Failure failure = ask().error();
    QCOMPARE(failure.kind, Kind::Refused);
    QCOMPARE(failure.reason, u"it does not know this token (401)"_s);
}

Answer<Heard> TestStatsClient::hear(const Question &question)
{
    std::optional<Answer<Heard>> result;
    m_client->ask(question, [&](const Answer<Heard> &answer) { result = answer; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 10000))
        return tl::unexpected(Failure {Kind::Unreachable, u"the test has waited in vain"_s});
    return *result;
}

void TestStatsClient::asksEveryQuestion_data()
{
    QTest::addColumn<Question>("question");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("sites") << sitesQuestion() << QByteArray(R"({"sites":[]})");
    QTest::newRow("stats") << statsQuestion(look) << stats;
    QTest::newRow("timeseries") << timeseriesQuestion(look, now) << series;
    QTest::newRow("breakdown") << breakdownQuestion(look, u"path"_s, {}) << rows;
    QTest::newRow("realtime") << realtimeQuestion(u"s"_s, 5)
                              << QByteArray(R"({"site_id":"s","current_visitors":1,"views_per_minute":[],"top_paths":[]})");
    QTest::newRow("pipeline") << pipelineQuestion()
                              << QByteArray(R"({"last_commit_at":null,"rejected_events":0,"rejected_by_database":0,"workers":[]})");
    QTest::newRow("queue") << queueQuestion() << QByteArray(R"({"queue_size":0,"oldest_seconds":0})");
}

void TestStatsClient::asksEveryQuestion()
{
    QFETCH(Question, question);
    QFETCH(QByteArray, json);
    m_server->answer(question.path, json);
    const Answer<Heard> heard = hear(question);
    QVERIFY2(heard, qPrintable(heard ? QString() : heard.error().reason));
    QVERIFY(heard->isNews);
    QCOMPARE(m_server->asked(), QStringList {question.items.isEmpty() ? question.path : question.key()});
    QVERIFY(m_server->lastRequest().toLower().contains("accept-encoding: identity\r\n"));
}

void TestStatsClient::whatHasNotChangedIsNotReadAgain()
{
    const Question question = statsQuestion(look);
    m_server->answer(u"/stats"_s, stats, 200, "ETag: \"one\"\r\n");
    QVERIFY(hear(question));
    m_server->answer(u"/stats"_s, {}, 304, "ETag: \"one\"\r\n");
    const Answer<Heard> again = hear(question);
    QVERIFY2(again, qPrintable(again ? QString() : again.error().reason));
    QVERIFY(!again->isNews);
    QCOMPARE(std::get<Stats>(again->figures).views, 4); // for whoever has not heard it yet
    QVERIFY(m_server->lastRequest().toLower().contains("if-none-match: \"one\"\r\n"));
    m_server->answer(u"/stats"_s, stats, 200, "ETag: \"two\"\r\n");
    QVERIFY(hear(question)->isNews);
}

void TestStatsClient::onlyItsOwnTagIsSent()
{
    m_server->answer(u"/stats"_s, stats, 200, "ETag: \"one\"\r\n");
    QVERIFY(hear(statsQuestion(look)));
    Look filtered = look;
    filtered.filter = {u"path"_s, u"/"_s};
    QVERIFY(hear(statsQuestion(filtered)));
    QVERIFY(!m_server->lastRequest().toLower().contains("if-none-match"));
}

void TestStatsClient::anUnaskedNotModifiedIsNoAnswer()
{
    m_server->answer(u"/stats"_s, {}, 304);
    const Answer<Heard> heard = hear(statsQuestion(look));
    QVERIFY(!heard);
    QCOMPARE(heard.error().kind, Kind::Refused);
    QCOMPARE(heard.error().status, 304);
}

void TestStatsClient::refusesFiguresOfAnother_data()
{
    QTest::addColumn<Question>("question");
    QTest::addColumn<QByteArray>("json");
    Look elsewhere = look;
    elsewhere.site = u"t"_s;
    Look otherDays = look;
    otherDays.range = *rangeNamed(u"2025-11-01..2025-11-08"_s);
    Look otherZone = look;
    otherZone.zone = "Europe/Berlin";
    Look hours = look;
    hours.interval = Interval::Hour;
    QTest::newRow("site") << statsQuestion(elsewhere) << stats;
    QTest::newRow("days") << statsQuestion(otherDays) << stats;
    QTest::newRow("zone") << timeseriesQuestion(otherZone, now) << series;
    QTest::newRow("interval") << timeseriesQuestion(hours, now) << series;
    QTest::newRow("dimension") << breakdownQuestion(look, u"browser"_s, {}) << rows;
}

void TestStatsClient::refusesFiguresOfAnother()
{
    QFETCH(Question, question);
    QFETCH(QByteArray, json);
    m_server->answer(question.path, json);
    const Answer<Heard> heard = hear(question);
    QVERIFY(!heard);
    QCOMPARE(heard.error().kind, Kind::Malformed);
}

void TestStatsClient::aDegradedQueueIsAnAnswer()
{
    m_server->answer(u"/health"_s, R"({"status":"degraded","reason":"the spool is full","queue_size":9,"oldest_seconds":70})", 503);
    const Answer<Heard> heard = hear(queueQuestion());
    QVERIFY(heard);
    QCOMPARE(std::get<Queue>(heard->figures).degraded, u"the spool is full"_s);
    m_server->answer(u"/health"_s, "<html>a proxy's", 503);
    QCOMPARE(hear(queueQuestion()).error().kind, Kind::Refused);
    m_server->answer(u"/health"_s, R"({"status":"degraded","reason":"PostgreSQL is away"})", 503); // the stats service
    QCOMPARE(hear(queueQuestion()).error().reason, u"PostgreSQL is away (503)"_s);
}

void TestStatsClient::anotherServerKnowsNothingOfTheLast()
{
    m_server->answer(u"/stats"_s, stats, 200, "ETag: \"one\"\r\n");
    QVERIFY(hear(statsQuestion(look)));
    CannedServer other;
    other.answer(u"/stats"_s, stats);
    m_client->setServer(other.url(), "0123456789abcdef");
    QVERIFY(hear(statsQuestion(look))->isNews);
    QVERIFY(!other.lastRequest().toLower().contains("if-none-match"));
    QVERIFY(other.lastRequest().toLower().contains("authorization: bearer 0123456789abcdef\r\n"));
}

QTEST_GUILESS_MAIN(TestStatsClient)
#include "tst_statsclient.moc"
